"""How a participant comes in through their own link, and how staff reach one participant."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ecotone.foundation.doors import ProgrammeRequest
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.languages import speak
from ecotone.foundation.models import Programme
from ecotone.register import queries
from ecotone.register.models import Participant, PersonalLink

P = ParamSpec("P")
LINK_IN_SESSION = "personal_link"


class ParticipantRequest(HttpRequest):
    """A request by somebody who came through their personal link."""

    participant: Participant
    programme: Programme
    link: PersonalLink


ParticipantView = Callable[Concatenate[ParticipantRequest, P], HttpResponse]


def as_participant(view: ParticipantView[P]) -> Callable[..., HttpResponse]:
    """Open a view only while the visitor's personal link is open.

    The session holds nothing but the link's number, and the link is read anew at every
    request: revoking it shuts the door at once.
    """

    @never_cache
    @wraps(view)
    def enter(request: HttpRequest, **parts: object) -> HttpResponse:
        link = link_of_visitor(request)
        if link is None:
            return _shut_out(request)
        entered = cast("ParticipantRequest", request)
        speak(link.participant.language)
        entered.link = link
        entered.participant = link.participant
        entered.programme = link.participant.programme
        return view(entered, **parts)  # type: ignore[arg-type,call-arg]  # parts are the address's

    return cast("Callable[..., HttpResponse]", enter)


def link_of_visitor(request: HttpRequest) -> PersonalLink | None:
    link_id = request.session.get(LINK_IN_SESSION)
    at = timezone.now()  # noqa: TID251  # a door reads the clock
    return queries.open_link_with_id(link_id, at=at) if link_id is not None else None


def let_in(request: HttpRequest, link: PersonalLink) -> None:
    """Remember the link. The session gets a new key: one planted before knows nothing."""
    request.session.cycle_key()
    request.session[LINK_IN_SESSION] = link.pk


def let_out(request: HttpRequest) -> None:
    request.session.pop(LINK_IN_SESSION, None)


def closed_link_page(request: HttpRequest, *, was_in: bool = False) -> HttpResponse:
    return render(request, "register/link_closed.html", {"was_in": was_in}, status=403)


def _shut_out(request: HttpRequest) -> HttpResponse:
    """Say that the link is shut; what this device kept while it was open goes with it."""
    was_in = LINK_IN_SESSION in request.session
    page = closed_link_page(request, was_in=was_in)
    return forgotten_by_device(page) if was_in else page


def refuse_paper(request: ParticipantRequest) -> None:
    """Keep what names somebody, and what ends for good, from whoever holds a strip of paper."""
    if request.link.is_printed:
        raise Refused(
            _("This page does not open from a sheet of paper, which others may hold."),
            remedy=_("Open the link in your message, or ask the hub for one of your own."),
        )


def forgotten_by_device(response: HttpResponse) -> HttpResponse:
    """Have the browser drop the pages and words it kept, so that a shared phone tells nothing.

    Browsers too old for this header are told by the page's script (`leaving.js`).
    """
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def participant_of(request: ProgrammeRequest, key: UUID) -> Participant:
    """Find a participant of the programme of the address; anybody else is not there."""
    participant = queries.participant_with_key(request.programme, key)
    if participant is None:
        raise NotYours(
            _("Nobody here is known by this address."),
            remedy=_("Open the list of people and choose from there."),
            attempted=f"participant:{key} in programme:{request.programme.pk}",
        )
    return participant
