"""The demo's front doors: come in as anybody of the story, without a mailed code."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from ecotone.demo.operations import load_story
from ecotone.foundation.models import Membership, User
from ecotone.register.models import Participant
from ecotone.register.operations import open_personal_link

DoorView = Callable[..., HttpResponse]


def on_a_demo(view: DoorView) -> DoorView:
    """Keep a door shut wherever real people are: a start-up check keeps demos off the web."""

    @wraps(view)
    def enter(request: HttpRequest, **parts: object) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, **parts)

    return enter


@on_a_demo
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
@on_a_demo
def enter_as_staff(request: HttpRequest, user: int) -> HttpResponse:
    found = get_object_or_404(User, pk=user)
    login(request, found, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("foundation:programmes")


@require_POST
@on_a_demo
def enter_as_participant(request: HttpRequest, key: UUID) -> HttpResponse:
    participant = get_object_or_404(Participant, key=key)
    issued = open_personal_link(participant=participant, at=timezone.now(), by=None)
    return redirect("register:my_link", issued.token)
