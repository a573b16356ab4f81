"""A participant's own page of consent: seven questions, second thoughts, and leaving."""

from collections.abc import Mapping

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
from ecotone.consent.models import ConsentRecord
from ecotone.register.doors import ParticipantRequest, as_participant, let_out

REMOVED_IN_SESSION = "removed"


@require_http_methods(["GET", "HEAD", "POST"])
@as_participant
def my_consent(request: ParticipantRequest) -> HttpResponse:
    wording = queries.form_in_force(request.programme)
    held = queries.newest_records([request.participant])[request.participant.pk]
    form = GrantsForm(request.POST or None, wording=wording, held=held)
    if request.method == "POST" and form.is_valid():
        records = operations.record_grants(
            participant=request.participant, answers=form.answers(), at=timezone.now(), by=None
        )
        messages.success(request, _kept(records, held))
        return redirect(settings.PARTICIPANT_HOME)
    return render(
        request,
        "consent/mine.html",
        {
            "participant": request.participant,
            "programme": request.programme,
            "form": form,
            "wording": wording,
            "has_answered": bool(held),
            "home": settings.PARTICIPANT_HOME,
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@as_participant
def leave(request: ParticipantRequest) -> HttpResponse:
    if request.method == "POST":
        withdrawal = operations.withdraw_participant(
            participant=request.participant, at=timezone.now(), by=None
        )
        leave_no_copies.enqueue()
        let_out(request)
        request.session[REMOVED_IN_SESSION] = withdrawal.removed
        return redirect("consent:left")
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


def _kept(records: list[ConsentRecord], before: Mapping[Grant, ConsentRecord]) -> str:
    if not records:
        return _("Nothing has changed: these were your answers already.")
    taken_back = [
        record
        for record in records
        if not record.is_given
        and (held := before.get(Grant(record.grant))) is not None
        and held.is_given
    ]
    if taken_back:
        return _("Your answers are kept. What you took back stopped holding this minute.")
    return _("Your answers are kept. You can change your mind whenever you like.")
