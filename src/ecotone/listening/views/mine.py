"""A participant's own page: what comes next, and what happens to their words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ecotone.consent.choices import Grant
from ecotone.consent.queries import current_form, grants_of, newest_records
from ecotone.listening import queries
from ecotone.listening.choices import Fairness, HearingState, InstrumentKind
from ecotone.listening.models import Conversation
from ecotone.listening.queries import Questionnaire
from ecotone.listening.views.keeping import kept_on_phone
from ecotone.register.doors import ParticipantRequest, as_participant
from ecotone.register.queries import Errand, errands_of


@require_safe
@as_participant
def start(request: ParticipantRequest) -> HttpResponse:
    """Lead from a personal link to the one thing that comes first; nothing is changed."""
    participant = request.participant
    answered = newest_records([participant])[participant.pk]
    if Grant.INTERVIEW not in answered and current_form(request.programme):
        return redirect("consent:first")
    if not queries.may_be_asked(participant):
        return redirect("listening:my")
    return redirect(_first_address(request))


@require_safe
@as_participant
def my_page(request: ParticipantRequest) -> HttpResponse:
    participant = request.participant
    answered = len(newest_records([participant])[participant.pk])
    may_be_asked = queries.may_be_asked(participant)
    questionnaires = queries.questionnaires_of(participant)
    return render(
        request,
        "listening/my.html",
        {
            "participant": participant,
            "programme": request.programme,
            "answered": answered,
            "consent_state": _consent_state(answered),
            "may_be_asked": may_be_asked,
            "before": _asked(questionnaires, after_a_day=False),
            "after": _asked(questionnaires, after_a_day=True),
            "talks": (talks := queries.talks_to_check(participant)),
            "errands": (errands := errands_of(participant)),
            "next": _first_errand(errands)
            or _fairness_step(talks)
            or _next_step(questionnaires)
            or _consent_step(answered),
            "keeping": kept_on_phone(request, may_be_asked=may_be_asked),
        },
    )


@require_safe
@as_participant
def words(request: ParticipantRequest) -> HttpResponse:
    grants = grants_of(request.participant)
    return render(
        request,
        "listening/words.html",
        {
            "participant": request.participant,
            "programme": request.programme,
            "grants": {grant.value: is_given for grant, is_given in grants.items()},
            "keeping": kept_on_phone(request, may_be_asked=grants[Grant.INTERVIEW]),
        },
    )


# --- what comes first, and what next ---------------------------------------------------------


def _first_address(request: ParticipantRequest) -> str:
    """Open the questions a sheet of paper leads to, or the first question of all.

    Whoever has begun sees their own page: there is more than one thing to go on with.
    """
    wanted = request.link.leads_to
    kind = InstrumentKind(wanted) if wanted in InstrumentKind.values else None
    questionnaire = queries.questionnaire_of(
        request.participant, kind or InstrumentKind.INTERVIEW
    )
    if questionnaire is None:
        return reverse("listening:my")
    is_untouched = questionnaire.state == HearingState.NOT_STARTED
    return _step_in(questionnaire).address if kind or is_untouched else reverse("listening:my")


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing a participant's page offers first."""

    label: str
    address: str


def _first_errand(errands: Sequence[Errand]) -> NextStep | None:
    """Offer what another room waits for, such as a word about sentences meant for print."""
    waiting = [errand for errand in errands if errand.waiting]
    return NextStep(waiting[0].waiting, waiting[0].address) if waiting else None


def _fairness_step(talks: Sequence[tuple[Conversation, Fairness]]) -> NextStep | None:
    """Offer notes first that wait for a word: somebody else is waiting with them."""
    for talk, standing in talks:
        if standing == Fairness.WAITING:
            return NextStep(_("Is this fair?"), reverse("listening:fair", args=(talk.pk,)))
    return None


def _next_step(questionnaires: Sequence[Questionnaire]) -> NextStep | None:
    """Offer what was begun; of what was not, only what comes before a day out."""
    for questionnaire in questionnaires:
        untouched = questionnaire.state == HearingState.NOT_STARTED
        waits_for_the_day = untouched and questionnaire.kind.is_after_a_day
        if questionnaire.state != HearingState.SENT and not waits_for_the_day:
            return _step_in(questionnaire)
    return None


def _consent_step(answered: int) -> NextStep | None:
    """Offer last what is still open about consent: unanswered, it counts as a no for good."""
    if answered == len(Grant):
        return None
    return NextStep(_("Say what else you allow"), reverse("consent:questions"))


def _step_in(questionnaire: Questionnaire) -> NextStep:
    kind, following = questionnaire.kind, questionnaire.next_question
    if following is None:
        return NextStep(_("Check your answers"), reverse("listening:check", args=(kind,)))
    label = _("Answer question %(number)s of %(total)s") % {
        "number": following.number,
        "total": len(questionnaire.asked),
    }
    return NextStep(label, reverse("listening:question", args=(kind, following.number)))


def _asked(
    questionnaires: Sequence[Questionnaire], *, after_a_day: bool
) -> list[Questionnaire]:
    return [asked for asked in questionnaires if asked.kind.is_after_a_day == after_a_day]


def _consent_state(answered: int) -> str:
    if not answered:
        return _("Not started")
    if answered < len(Grant):
        return _("%(number)s of %(total)s answered") % {
            "number": answered,
            "total": len(Grant),
        }
    return _("Answered")
