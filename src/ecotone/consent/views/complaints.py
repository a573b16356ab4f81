"""The hub admin's complaint log."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ecotone.consent import operations, queries
from ecotone.consent.forms import LoggedComplaintForm, OutcomeForm
from ecotone.consent.models import Complaint
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action
from ecotone.register.queries import participants_of

PER_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme(Action.ADMINISTER)
def complaint_log(request: ProgrammeRequest) -> HttpResponse:
    form = LoggedComplaintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        who = form.cleaned_data["who"].strip()
        participant = participants_of(request.programme).filter(pseudonym__iexact=who).first()
        if who and participant is None:
            form.add_error("who", _("Nobody here has this pseudonym."))
        else:
            operations.receive_complaint(
                programme=request.programme,
                participant=participant,
                text=form.cleaned_data["text"],
                at=timezone.now(),
                by=request.user,
            )
            messages.success(request, _("Written down. The clock of 30 days is running."))
            return redirect("consent:complaints", request.programme.slug)
    return _page(request, form)


@require_POST
@in_programme(Action.ADMINISTER)
def acknowledge(request: ProgrammeRequest, complaint: int) -> HttpResponse:
    found = _complaint_or_404(request, complaint)
    operations.acknowledge_complaint(complaint=found, at=timezone.now(), by=request.user)
    messages.success(request, _("Acknowledged. The clock has stopped; now find out."))
    return redirect("consent:complaints", request.programme.slug)


@require_POST
@in_programme(Action.ADMINISTER)
def close(request: ProgrammeRequest, complaint: int) -> HttpResponse:
    found = _complaint_or_404(request, complaint)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _page(request, LoggedComplaintForm(None), closing=(found.pk, form))
    operations.close_complaint(
        complaint=found,
        outcome=form.cleaned_data["outcome"],
        at=timezone.now(),
        by=request.user,
    )
    messages.success(request, _("Closed. Whoever complained reads what came of it."))
    return redirect("consent:complaints", request.programme.slug)


def _complaint_or_404(request: ProgrammeRequest, complaint: int) -> Complaint:
    return get_object_or_404(Complaint, pk=complaint, programme=request.programme)


def _page(
    request: ProgrammeRequest,
    form: LoggedComplaintForm,
    closing: tuple[int, OutcomeForm] | None = None,
) -> HttpResponse:
    at = timezone.now()
    page = Paginator(queries.complaints_in(request.programme), PER_PAGE).get_page(
        request.GET.get("page")
    )
    lines = [
        (complaint, complaint.days_left(at), _outcome_form(complaint, closing))
        for complaint in page
    ]
    return render(
        request,
        "consent/complaints.html",
        {"page": page, "lines": lines, "form": form},
        status=422 if form.errors or closing else 200,
    )


def _outcome_form(complaint: Complaint, closing: tuple[int, OutcomeForm] | None) -> OutcomeForm:
    if closing and closing[0] == complaint.pk:
        return closing[1]
    return OutcomeForm(None, auto_id=f"id_{complaint.pk}_%s")
