"""A participant's own page of consent: what they allow, the questions still open, leaving."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ecotone.consent import operations, queries
from ecotone.consent.choices import Grant
from ecotone.consent.forms import GrantsForm
from ecotone.consent.jobs import leave_no_copies
from ecotone.consent.models import ConsentForm, ConsentRecord
from ecotone.register.doors import (
    ParticipantRequest,
    as_participant,
    forgotten_by_device,
    let_out,
    refuse_paper,
)

REMOVED_IN_SESSION = "removed"


@require_http_methods(["GET", "HEAD", "POST"])
@as_participant
def my_consent(request: ParticipantRequest) -> HttpResponse:
    """Ask everything whoever never answered; show everybody else what they allow."""
    held = queries.held_by([request.participant])[request.participant.pk]
    if request.method == "POST" or not any(now.record for now in held.values()):
        return _ask(request, only=tuple(Grant))
    wording = _wording(request)
    return render(
        request,
        "consent/mine.html",
        {
            "participant": request.participant,
            "programme": request.programme,
            "wording": wording,
            "allowed": queries.allowed(held, wording),
            "to_read": queries.to_read(held, wording),
            "is_asked_again": queries.is_asked_again(held),
            "home": settings.PARTICIPANT_HOME,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@as_participant
def open_questions(request: ParticipantRequest) -> HttpResponse:
    """Ask only what is open, has run out, or was answered to an older wording."""
    held = queries.held_by([request.participant])[request.participant.pk]
    open_now = queries.to_read(held, _wording(request))
    return _ask(request, only=open_now) if open_now else redirect("consent:mine")


def _ask(request: ParticipantRequest, *, only: tuple[Grant, ...]) -> HttpResponse:
    wording = _wording(request)
    held = queries.held_by([request.participant])[request.participant.pk]
    form = GrantsForm(request.POST or None, wording=wording, held=held, only=only)
    if request.method == "POST" and form.is_valid():
        records = operations.record_grants(
            participant=request.participant, answers=form.answers(), at=timezone.now(), by=None
        )
        messages.success(request, _kept(records))
        return redirect(settings.PARTICIPANT_HOME)
    return render(
        request,
        "consent/questions.html",
        {
            "participant": request.participant,
            "programme": request.programme,
            "form": form,
            "wording": wording,
            "has_answered": any(now.record for now in held.values()),
            "home": settings.PARTICIPANT_HOME,
        },
        status=422 if form.errors else 200,
    )


def _wording(request: ParticipantRequest) -> ConsentForm:
    return queries.form_in_force(request.programme, language=request.participant.language)


@require_http_methods(["GET", "HEAD", "POST"])
@as_participant
def leave(request: ParticipantRequest) -> HttpResponse:
    refuse_paper(request)
    if request.method == "POST":
        withdrawal = operations.withdraw_participant(
            participant=request.participant, at=timezone.now(), by=None
        )
        leave_no_copies.enqueue()
        let_out(request)
        request.session[REMOVED_IN_SESSION] = withdrawal.removed
        return forgotten_by_device(redirect("consent:left"))
    goes = operations.rehearse_withdrawal(participant=request.participant, by=None)
    return render(
        request,
        "consent/leave.html",
        {"programme": request.programme, "goes": goes},
    )


@never_cache
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Say goodbye once more, with what went; only in the browser that has just left."""
    removed = request.session.get(REMOVED_IN_SESSION)
    if removed is None:
        raise Http404
    return render(request, "consent/left.html", {"removed": removed})


def _kept(records: list[ConsentRecord]) -> str:
    if not records:
        return _("Nothing has changed: these were your answers already.")
    return _("Your answers are kept. You can change your mind whenever you like.")
