"""The pages of the foundation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ecotone.foundation import theme


def health(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@require_POST
def change_theme(request: HttpRequest) -> HttpResponse:
    response = redirect("/")
    chosen = request.POST.get("theme", "")
    if chosen in set(theme.Theme):
        theme.remember(response, theme.Theme(chosen))
    return response
