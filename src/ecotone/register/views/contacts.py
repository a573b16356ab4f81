"""The contact log of one person: writing down that the hub and they were in touch."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action
from ecotone.register import operations, queries
from ecotone.register.choices import ContactKind
from ecotone.register.doors import participant_of
from ecotone.register.forms import ContactForm
from ecotone.register.models import Participant
from ecotone.register.views.person import render_person


@require_POST
@in_programme(Action.MANAGE_PEOPLE)
def log_contact(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    participant = participant_of(request, key)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return render_person(request, participant, status=422, contact_form=form)
    operations.log_contact(
        participant=participant,
        kind=ContactKind(form.cleaned_data["kind"]),
        on=form.cleaned_data["on"],
        note=form.cleaned_data["note"],
        at=timezone.now(),
        by=request.user,
    )
    messages.success(request, _("It stands in the contact log, and the pipeline counts by it."))
    return _back(participant)


@require_POST
@in_programme(Action.MANAGE_PEOPLE)
def remove_contact(request: ProgrammeRequest, key: UUID, contact: int) -> HttpResponse:
    participant = participant_of(request, key)
    found = get_object_or_404(queries.contacts_of(participant), pk=contact)
    operations.remove_contact(contact=found, at=timezone.now(), by=request.user)
    messages.success(request, _("The entry is gone from the contact log."))
    return _back(participant)


def _back(participant: Participant) -> HttpResponse:
    page = reverse("register:person", args=(participant.programme.slug, participant.key))
    return redirect(f"{page}#contact")
