"""The front door: what Ecotone is, or the programmes of whoever has signed in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from ecotone.foundation.models import Programme, User

HOME_OF_A_PROGRAMME = "exchange:divide"
DOORS_OF_THE_DEMO = "demo:doors"


def programmes(request: HttpRequest) -> HttpResponse:
    """Go straight into the one programme, choose among several, or learn what this is."""
    if not isinstance(request.user, User):
        return render(request, "foundation/welcome.html", {"demo_doors": _demo_doors()})
    mine = list(Programme.objects.visible_to(request.user).order_by("-starts_on", "name"))
    if len(mine) == 1:
        return redirect(HOME_OF_A_PROGRAMME, programme=mine[0].slug)
    return render(request, "foundation/programmes.html", {"programmes": mine})


def _demo_doors() -> str:
    """Return the address where a demo installation lists its sign-ins, or nothing.

    The demo is a floor above, so this one knows only the name of its address.
    """
    try:
        return reverse(DOORS_OF_THE_DEMO) if settings.DEMO else ""
    except NoReverseMatch:
        return ""
