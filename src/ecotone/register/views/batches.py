"""Writing to several people: whom, what, when; every letter is seen before it is queued."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action
from ecotone.register import operations, queries
from ecotone.register.forms import BatchForm, PipelineFilter
from ecotone.register.queries import Addressees


@require_http_methods(["GET", "POST"])
@in_programme(Action.SEND)
def write(request: ProgrammeRequest) -> HttpResponse:
    """Choose and write; then, with `step=read`, read every letter; with `step=queue`, queue."""
    at = timezone.now()
    chosen = _chosen(request, at)
    form = _form(request, chosen, at)
    step = request.POST.get("step", "write")
    if step == "write" or not chosen.able or not form.is_valid():
        return _write_page(request, chosen, form)
    if step == "read":
        return _letters_page(request, chosen, form)
    batch = operations.queue_invitations(
        participants=chosen.able,
        plan=form.plan(),
        grounds=form.grounds(),
        at=at,
        by=request.user,
    )
    messages.success(request, _said(len(chosen.able), batch.send_at))
    return redirect("foundation:outbox", request.programme.slug)


def _chosen(request: ProgrammeRequest, at: datetime) -> Addressees:
    """Take the people who are ticked or named; without any, those of the filter."""
    ticked = request.POST.getlist("who") or request.GET.getlist("who")
    if ticked or request.method == "POST":
        return queries.addressees_with_keys(request.programme, ticked)
    chosen = PipelineFilter(request.GET, sectors=list(queries.sectors_of(request.programme)))
    standings = queries.standings_where(request.programme, chosen.wanted(), at=at)
    to_ask = [one.participant for one in standings if one.may_be_asked]
    return queries.addressees_with_ids(request.programme, to_ask[: operations.MOST_LETTERS])


def _form(request: ProgrammeRequest, chosen: Addressees, at: datetime) -> BatchForm:
    return BatchForm(
        request.POST if request.POST.get("step") else None,
        at=at,
        zone=queries.calendar_of(request.programme).zone,
        needs_grounds=bool(chosen.without_evidence),
    )


def _write_page(request: ProgrammeRequest, chosen: Addressees, form: BatchForm) -> HttpResponse:
    is_wrong = bool(form.errors) and request.POST.get("step") != "write"
    return render(
        request,
        "register/write.html",
        {"chosen": chosen, "form": form, "is_wrong": is_wrong},
        status=422 if is_wrong else 200,
    )


def _letters_page(
    request: ProgrammeRequest, chosen: Addressees, form: BatchForm
) -> HttpResponse:
    plan = form.plan()
    letters = [
        (
            participant,
            operations.write_letter(
                participant=participant,
                plan=plan,
                sender=request.user,
                address=_("[their own link stands here]"),
            ),
        )
        for participant in chosen.able
    ]
    return render(
        request,
        "register/letters.html",
        {"letters": letters, "plan": plan, "form": form, "sender": request.user},
    )


def _said(letters: int, send_at: datetime) -> str:
    leaves = date_format(timezone.localtime(send_at), "l j F, H:i")
    return ngettext(
        "%(count)d invitation waits here until %(time)s. Until then you can take it back.",
        "%(count)d invitations wait here until %(time)s. Until then you can take them back.",
        letters,
    ) % {"count": letters, "time": leaves}
