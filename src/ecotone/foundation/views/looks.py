"""The switches between light and dark, and between languages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ecotone.foundation import languages, theme
from ecotone.foundation.doors import safe_next
from ecotone.foundation.languages import Language


@require_POST
def change_theme(request: HttpRequest) -> HttpResponse:
    response = redirect(safe_next(request))
    chosen = request.POST.get("theme", "")
    if chosen in set(theme.Theme):
        theme.remember(response, theme.Theme(chosen))
    return response


@require_POST
def change_language(request: HttpRequest) -> HttpResponse:
    response = redirect(safe_next(request))
    chosen = request.POST.get("language", "")
    if chosen in Language.values:
        languages.remember(response, Language(chosen))
    return response
