"""A participant's own pages: what comes next, the questions one by one, and their words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecotone.consent.choices import Grant
from ecotone.consent.queries import grants_of, newest_records
from ecotone.listening import operations, queries
from ecotone.listening.choices import HearingState, InstrumentKind, Mode
from ecotone.listening.errors import WrittenElsewhere
from ecotone.listening.forms import AnswerForm
from ecotone.listening.queries import AskedQuestion, Questionnaire
from ecotone.register.doors import ParticipantRequest, as_participant

P = ParamSpec("P")


def answering(
    view: Callable[Concatenate[ParticipantRequest, Questionnaire, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Open a page of questions to a participant who has said yes to being asked."""

    @wraps(view)
    def enter(request: ParticipantRequest, kind: str, **parts: object) -> HttpResponse:
        if not queries.may_be_asked(request.participant):
            messages.warning(
                request, _("First comes a yes to being asked questions. It is the first below.")
            )
            return redirect("consent:mine")
        known = kind in InstrumentKind.values
        questionnaire = known and queries.questionnaire_of(
            request.participant, InstrumentKind(kind)
        )
        if not questionnaire:
            raise Http404
        return view(request, questionnaire, **parts)  # type: ignore[arg-type, call-arg]  # the address's

    return as_participant(enter)  # type: ignore[arg-type]  # it looks like the view it wraps


@require_safe
@as_participant
def my_page(request: ParticipantRequest) -> HttpResponse:
    participant = request.participant
    answered = len(newest_records([participant])[participant.pk])
    questionnaires = queries.questionnaires_of(participant)
    return render(
        request,
        "listening/my.html",
        {
            "participant": participant,
            "programme": request.programme,
            "answered": answered,
            "consent_state": _consent_state(answered),
            "may_be_asked": queries.may_be_asked(participant),
            "questionnaires": questionnaires,
            "next": _next_step(questionnaires),
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
        },
    )


@require_safe
@answering
def questions(request: ParticipantRequest, questionnaire: Questionnaire) -> HttpResponse:
    return _page(request, "listening/questions.html", questionnaire)


@require_http_methods(["GET", "HEAD", "POST"])
@answering
def question(
    request: ParticipantRequest, questionnaire: Questionnaire, number: int
) -> HttpResponse:
    asked = questionnaire.question(number)
    if asked is None:
        raise Http404
    if request.method != "POST":
        form = AnswerForm.on_a_new_sheet(asked.draft, key=uuid4().hex)
        return _question_page(request, questionnaire, asked, form)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _question_page(request, questionnaire, asked, form, status=422)
    try:
        _keep(request, questionnaire, asked, form)
    except WrittenElsewhere as refusal:
        return _both_texts(request, questionnaire, asked, refusal)
    return _kept(request, questionnaire, asked)


@require_safe
@answering
def check(request: ParticipantRequest, questionnaire: Questionnaire) -> HttpResponse:
    return _page(request, "listening/check.html", questionnaire)


@require_POST
@answering
def send(request: ParticipantRequest, questionnaire: Questionnaire) -> HttpResponse:
    if questionnaire.conversation is None:
        return redirect("listening:questions", questionnaire.instrument.kind)
    operations.send_answers(conversation=questionnaire.conversation, at=timezone.now(), by=None)
    messages.success(
        request, _("Sent. You can still change an answer and send it again. Thank you.")
    )
    return redirect("listening:words")


# --- what comes next -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing a participant's page offers first."""

    label: str
    address: str


def _next_step(questionnaires: Sequence[Questionnaire]) -> NextStep | None:
    """Offer what was begun; of what was not, only what comes before a day out."""
    for questionnaire in questionnaires:
        kind = questionnaire.instrument.kind
        untouched = questionnaire.state == HearingState.NOT_STARTED
        waits_for_the_day = kind == InstrumentKind.REFLECTION and untouched
        if questionnaire.state != HearingState.SENT and not waits_for_the_day:
            return _step_in(questionnaire)
    return None


def _step_in(questionnaire: Questionnaire) -> NextStep:
    kind, following = questionnaire.instrument.kind, questionnaire.next_question
    if following is None:
        return NextStep(_("Check your answers"), reverse("listening:check", args=(kind,)))
    label = _("Answer question %(number)s of %(total)s") % {
        "number": following.number,
        "total": len(questionnaire.asked),
    }
    return NextStep(label, reverse("listening:question", args=(kind, following.number)))


def _consent_state(answered: int) -> str:
    if not answered:
        return _("Not started")
    if answered < len(Grant):
        return _("%(number)s of %(total)s answered") % {
            "number": answered,
            "total": len(Grant),
        }
    return _("Answered")


# --- what the pages share --------------------------------------------------------------------


def _page(
    request: ParticipantRequest,
    template: str,
    questionnaire: Questionnaire,
    *,
    status: int = 200,
    **parts: object,
) -> HttpResponse:
    page = {
        "participant": request.participant,
        "programme": request.programme,
        "questionnaire": questionnaire,
        "kind": questionnaire.instrument.kind,
    }
    return render(request, template, page | parts, status=status)


def _question_page(
    request: ParticipantRequest,
    questionnaire: Questionnaire,
    asked: AskedQuestion,
    form: AnswerForm,
    *,
    status: int = 200,
    **parts: object,
) -> HttpResponse:
    page = {"asked": asked, "form": form} | parts
    return _page(request, "listening/question.html", questionnaire, status=status, **page)


def _keep(
    request: ParticipantRequest,
    questionnaire: Questionnaire,
    asked: AskedQuestion,
    form: AnswerForm,
) -> None:
    at = timezone.now()
    conversation = operations.open_conversation(
        participant=request.participant,
        kind=InstrumentKind(questionnaire.instrument.kind),
        mode=Mode.WRITTEN,
        at=at,
        by=None,
    )
    operations.save_answer(
        conversation=conversation,
        question=asked.question,
        text=form.cleaned_data["text"],
        at=at,
        by=None,
        sheet=form.written_on(),
    )
    if "skip" in request.POST:
        operations.skip_question(
            conversation=conversation, question=asked.question, at=at, by=None
        )


def _kept(
    request: ParticipantRequest, questionnaire: Questionnaire, asked: AskedQuestion
) -> HttpResponse:
    if _wants_json(request):
        time = date_format(timezone.localtime(), "H:i")
        return JsonResponse({"saved": _("Saved %(time)s") % {"time": time}})
    kind = questionnaire.instrument.kind
    following = questionnaire.after(asked.number)
    if following is None or request.GET.get("then") == "check":
        return redirect("listening:check", kind)
    return redirect("listening:question", kind, following.number)


def _both_texts(
    request: ParticipantRequest,
    questionnaire: Questionnaire,
    asked: AskedQuestion,
    refusal: WrittenElsewhere,
) -> HttpResponse:
    """Show what another device wrote beside what was written here, on a new sheet."""
    if _wants_json(request):
        return JsonResponse({"problem": str(refusal)}, status=refusal.status_code)
    form = AnswerForm.on_a_new_sheet(refusal.other_text, key=uuid4().hex)
    form.initial["text"] = request.POST.get("text", "")
    return _question_page(
        request, questionnaire, asked, form, refusal=refusal, status=refusal.status_code
    )


def _wants_json(request: ParticipantRequest) -> bool:
    kinds = ["text/html", "application/json"]
    return request.get_preferred_type(kinds) == "application/json"
