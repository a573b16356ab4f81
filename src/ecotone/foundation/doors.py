"""How a page finds its programme and learns whether the visitor may come in."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

from ecotone.foundation.errors import NotYours
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, actions_of

P = ParamSpec("P")


class ProgrammeRequest(HttpRequest):
    """A request by somebody signed in, inside one of their programmes."""

    user: User
    programme: Programme
    actions: frozenset[Action]


ProgrammeView = Callable[Concatenate[ProgrammeRequest, P], HttpResponseBase]


def in_programme(
    action: Action,
) -> Callable[[ProgrammeView[P]], Callable[..., HttpResponse]]:
    """Open a view only to somebody who may do `action` in the programme of the address.

    The programme is taken from the `programme` part of the address and handed on as
    `request.programme`, with everything the visitor may do there as `request.actions`.
    """

    def decorate(view: ProgrammeView[P]) -> Callable[..., HttpResponse]:
        @login_required
        @wraps(view)
        def enter(request: HttpRequest, programme: str, **parts: object) -> HttpResponseBase:
            found = Programme.objects.filter(slug=programme).first()
            if found is None:
                raise Http404
            entered = cast("ProgrammeRequest", request)
            entered.programme = found
            entered.actions = actions_of(entered.user, found)
            if action not in entered.actions:
                raise NotYours(
                    "This page is not here.",
                    remedy="Check the address.",
                    attempted=f"{action} in programme:{found.pk}",
                )
            return view(entered, **parts)  # type: ignore[arg-type,call-arg]  # parts are the address's

        return cast("Callable[..., HttpResponse]", enter)

    return decorate


def safe_next(request: HttpRequest, otherwise: str = "/") -> str:
    """Return to the page somebody came from, and never to a page of somebody else's."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts=None, require_https=request.is_secure()
    )
    return wanted if is_ours else otherwise
