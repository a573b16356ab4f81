"""The switch between light and dark."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ecotone.foundation import theme


@require_POST
def change_theme(request: HttpRequest) -> HttpResponse:
    response = redirect(_safe_next(request))
    chosen = request.POST.get("theme", "")
    if chosen in set(theme.Theme):
        theme.remember(response, theme.Theme(chosen))
    return response


def _safe_next(request: HttpRequest) -> str:
    """Return to the page the switch was pressed on, and never to somebody else's."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts=None, require_https=request.is_secure()
    )
    return wanted if is_ours else "/"
