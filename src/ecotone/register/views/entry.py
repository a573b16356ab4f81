"""A participant's way in: the link, the code for another device, and the way out."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ecotone.foundation.doors import safe_next
from ecotone.foundation.languages import Language, remember, speak
from ecotone.register import operations, queries
from ecotone.register.doors import (
    ParticipantRequest,
    as_participant,
    closed_link_page,
    forgotten_by_device,
    let_in,
    let_out,
    link_of_visitor,
)
from ecotone.register.forms import CodeForm
from ecotone.register.models import PersonalLink


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask before going in: mail scanners open every link, but they do not press buttons."""
    link = queries.open_link(token, at=timezone.now())
    if link is None:
        return closed_link_page(request)
    if request.method == "POST":
        return _come_in(request, link)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        speak(link.participant.language)
    return render(
        request,
        "register/my_link.html",
        {"participant": link.participant, "programme": link.participant.programme},
    )


@never_cache
@require_http_methods(["GET", "POST"])
def my_code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        link = operations.enter_by_code(**form.cleaned_data, at=timezone.now())
        if link is not None:
            return _come_in(request, link)
        form.add_error(
            "code",
            _(
                "This name and code do not open anything together. After five tries a code "
                "is closed: use the link in your message, or ask the hub for a new one."
            ),
        )
    return render(
        request, "register/my_code.html", {"form": form}, status=422 if form.errors else 200
    )


@require_POST
@as_participant
def my_language(request: ParticipantRequest) -> HttpResponse:
    """Change the language for good: letters and every other device follow."""
    response = redirect(safe_next(request))
    chosen = request.POST.get("language", "")
    if chosen in Language.values:
        language = Language(chosen)
        operations.choose_language(
            participant=request.participant, language=language, at=timezone.now(), by=None
        )
        remember(response, language)
    return response


@never_cache
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    let_out(request)
    return forgotten_by_device(render(request, "register/left.html"))


def _come_in(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """Let somebody in; what the device kept of another person goes first."""
    before = link_of_visitor(request)
    let_in(request, link)
    response = redirect(settings.PARTICIPANT_START)
    is_another = before is not None and before.participant_id != link.participant_id
    return forgotten_by_device(response) if is_another else response
