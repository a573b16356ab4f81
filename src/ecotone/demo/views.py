"""The demo's front doors: come in as anybody of the story, without a mailed code."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from ecotone.demo.operations import load_story
from ecotone.foundation.models import Membership, User
from ecotone.register.models import Participant
from ecotone.register.operations import open_personal_link

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def doors(request: HttpRequest) -> HttpResponse:
    programme = load_story(at=timezone.now())
    memberships = Membership.objects.filter(programme=programme).select_related("user")
    participants = Participant.objects.in_programme(programme).with_post()
    context = {
        "memberships": memberships.order_by("user__name", "role"),
        "participants": participants.order_by("sector__position", "pseudonym"),
        "story": programme,
    }
    return render(request, "demo/doors.html", context)


@require_POST
def enter_as_staff(request: HttpRequest, user: int) -> HttpResponse:
    found = get_object_or_404(User, pk=user)
    login(request, found, backend=BACKEND)
    return redirect("foundation:programmes")


@require_POST
def enter_as_participant(request: HttpRequest, key: str) -> HttpResponse:
    participant = get_object_or_404(Participant, key=key)
    issued = open_personal_link(participant=participant, at=timezone.now(), by=None)
    return redirect("register:my_link", issued.token)
