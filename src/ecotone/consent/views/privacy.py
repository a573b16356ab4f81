"""A participant's page about their data: who, what for, how long, their rights, a complaint."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ecotone.consent import operations, queries
from ecotone.consent.forms import ComplaintForm
from ecotone.register.doors import ParticipantRequest, as_participant
from ecotone.register.queries import protection


@require_safe
@as_participant
def my_privacy(request: ParticipantRequest) -> HttpResponse:
    return render(
        request,
        "consent/privacy.html",
        {
            "programme": request.programme,
            "stated": protection.protection_of(request.programme),
            "notice": protection.current_notice(request.programme),
            "approval": protection.ethics_approval_of(request.programme),
            "complaints": queries.complaints_of(request.participant),
            "home": settings.PARTICIPANT_HOME,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@as_participant
def complain(request: ParticipantRequest) -> HttpResponse:
    form = ComplaintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.receive_complaint(
            programme=request.programme,
            participant=request.participant,
            text=form.cleaned_data["text"],
            at=timezone.now(),
            by=None,
        )
        messages.success(
            request, _("The hub has your complaint, and answers within 30 days. See below.")
        )
        return redirect("consent:privacy")
    return render(
        request,
        "consent/complain.html",
        {
            "programme": request.programme,
            "form": form,
            "stated": protection.protection_of(request.programme),
        },
        status=422 if form.errors else 200,
    )
