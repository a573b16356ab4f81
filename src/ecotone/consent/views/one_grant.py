"""One grant on a page of its own: what it covers, taking it back, and putting a slip right."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ecotone.consent import operations, queries
from ecotone.consent.choices import Grant, Standing
from ecotone.consent.forms import NO, YES
from ecotone.register.doors import ParticipantRequest, as_participant

UNDO = "undo"
IN_PRINT = {Grant.QUOTED, Grant.PUBLICATION}


@require_http_methods(["GET", "HEAD", "POST"])
@as_participant
def my_grant(request: ParticipantRequest, grant: str) -> HttpResponse:
    if grant not in set(Grant):
        raise Http404
    if request.method == "POST":
        return _answered(request, Grant(grant), request.POST.get("answer", ""))
    return _shown(request, Grant(grant))


def _shown(request: ParticipantRequest, grant: Grant) -> HttpResponse:
    participant = request.participant
    form = queries.form_in_force(request.programme, language=participant.language)
    held = queries.held_by([participant])[participant.pk][grant]
    return render(
        request,
        "consent/my_grant.html",
        {
            "programme": request.programme,
            "wording": next(asked for asked in form.wordings.all() if asked.grant == grant),
            "form": form,
            "held": held,
            "goes": queries.uses_of(participant, grant) if held.is_yes else [],
            "is_erased_later": queries.is_erased_with(grant),
            "may_be_in_print": grant in IN_PRINT,
            "undo_until": _undo_until(held),
            "yes": YES,
            "no": NO,
            "undo": UNDO,
        },
    )


def _undo_until(held: queries.Held) -> object:
    """Return the moment up to which a slip can be put right, if it still can."""
    if held.standing != Standing.TAKEN_BACK or held.record is None or held.record.erased_at:
        return None
    until = held.record.recorded_at + operations.SECOND_THOUGHTS
    return until if timezone.now() < until else None


def _answered(request: ParticipantRequest, grant: Grant, answer: str) -> HttpResponse:
    participant, at = request.participant, timezone.now()
    if answer == UNDO:
        operations.undo_withdrawal(participant=participant, grant=grant, at=at, by=None)
        messages.success(request, _("It holds again, as if you had never taken it back."))
    elif answer == NO:
        goes = queries.uses_of(participant, grant)
        operations.withdraw_grant(participant=participant, grant=grant, at=at, by=None)
        messages.success(request, _taken_back(goes))
    elif answer == YES:
        operations.record_grants(participant=participant, answers={grant: True}, at=at, by=None)
        messages.success(request, _("That is a yes, and it is kept. You can take it back."))
    return redirect("consent:grant", grant.value)


def _taken_back(goes: list[str]) -> str:
    if not goes:
        return _("That is a no from this minute on. Nothing of it stood on any page.")
    return _("That is a no from this minute on. Out of sight now: %(things)s.") % {
        "things": get_text_list(goes, _("and"))
    }
