"""The hub's consent register: who allows what, changes on paper, and leaving altogether."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecotone.consent import operations, queries
from ecotone.consent.choices import Standing
from ecotone.consent.forms import RecordForm, RegisterFilter, WithdrawForm
from ecotone.consent.forms.register import SOON
from ecotone.consent.jobs import leave_no_copies
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action
from ecotone.register.doors import participant_of
from ecotone.register.models import Participant
from ecotone.register.queries import participants_of
from ecotone.register.queries.protection import protection_of

PER_PAGE = 50


@require_safe
@in_programme(Action.RECORD_CONSENT)
def consent_register(request: ProgrammeRequest) -> HttpResponse:
    named = _named(request)
    if named is not None:
        return redirect("consent:record", request.programme.slug, named.key)
    at = timezone.now()
    chosen = RegisterFilter(request.GET, programme=request.programme)
    people = queries.people_wanted(request.programme, chosen.wanted(at))
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    may_administer = Action.ADMINISTER in request.actions
    soon = queries.records_running_out(request.programme, before=at + SOON)
    return render(
        request,
        "consent/register.html",
        {
            "page": page,
            "rows": queries.rows_of_register(list(page)),
            "yes": queries.yes_by_grant(request.programme),
            "filter": chosen,
            "standings": Standing,
            "wording": queries.current_form(request.programme),
            "running_out": soon.count(),
            "overdue": queries.count_overdue(request.programme, at=at) if may_administer else 0,
            "may_administer": may_administer,
            "is_ground_stated": protection_of(request.programme) is not None,
        },
    )


@require_POST
@in_programme(Action.ADMINISTER)
def publish(request: ProgrammeRequest) -> HttpResponse:
    operations.publish_form(programme=request.programme, at=timezone.now(), by=request.user)
    messages.success(
        request, _("The wording is published. People see it on their own page now.")
    )
    return redirect("consent:register", request.programme.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme(Action.RECORD_CONSENT)
def record(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    participant = participant_of(request, key)
    wording = queries.form_in_force(request.programme)
    held = queries.held_by([participant])[participant.pk]
    form = RecordForm(request.POST or None, wording=wording, held=held)
    if request.method == "POST" and form.is_valid():
        changed = operations.record_grants(
            participant=participant,
            answers=form.answers(),
            at=timezone.now(),
            by=request.user,
            source=form.given,
            holds_until=form.holds_until,
        )
        messages.success(request, _changed(len(changed)))
        return redirect("consent:record", request.programme.slug, key)
    return render(
        request,
        "consent/record.html",
        {
            "participant": participant,
            "form": form,
            "wording": wording,
            "history": queries.history_of(participant),
            "may_withdraw": Action.WITHDRAW in request.actions,
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme(Action.WITHDRAW)
def withdraw(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    participant = participant_of(request, key)
    goes = operations.rehearse_withdrawal(participant=participant, by=request.user)
    form = WithdrawForm(request.POST or None, total=sum(goes.values()))
    if request.method == "POST" and form.is_valid():
        operations.withdraw_participant(
            participant=participant, at=timezone.now(), by=request.user
        )
        leave_no_copies.enqueue()
        messages.success(
            request,
            _("One person has left, and %(total)s things went with them. Tell them so.")
            % {"total": form.total},
        )
        return redirect("consent:register", request.programme.slug)
    return render(
        request,
        "consent/withdraw.html",
        {"participant": participant, "goes": goes, "total": form.total, "form": form},
        status=422 if form.errors else 200,
    )


def _named(request: ProgrammeRequest) -> Participant | None:
    """Return whose pseudonym was typed in full: their paper is what is looked for."""
    who = request.GET.get("who", "").strip()
    if not who:
        return None
    return participants_of(request.programme).filter(pseudonym__iexact=who).first()


def _changed(number: int) -> str:
    if not number:
        return _("Nothing has changed: these answers held already.")
    return _("The change is written down and holds from now on, on every page.")
