"""What a participant's phone keeps, so that their pages open without a network."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ecotone.listening import queries
from ecotone.register.doors import ParticipantRequest, as_participant

STYLES = (
    "vendor/fonts.css",
    "foundation/ground.css",
    "foundation/tokens.css",
    "foundation/base.css",
    "listening/listening.css",
    "foundation/ecotone.svg",
)
SCRIPTS = (
    "foundation/words.js",
    "listening/autosave.js",
    "listening/keeping.js",
    "listening/place.js",
    "listening/sending.js",
)


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a page tells its script about keeping: whose it is, how new, and what to fetch."""

    owner: UUID
    rendered_at: datetime
    list_address: str
    version: str


def kept_on_phone(request: ParticipantRequest, *, may_be_asked: bool) -> Keeping:
    """Say what this page's script needs. A new leave or language means fetching anew."""
    wanted = urlencode({"asked": str(may_be_asked), "in": get_language() or ""})
    return Keeping(
        owner=request.participant.key,
        rendered_at=timezone.now(),
        list_address=f"{reverse('listening:kept')}?{wanted}",
        version=version(),
    )


@require_safe
@as_participant
def kept(request: ParticipantRequest) -> HttpResponse:
    """Name the pages a phone fetches in the morning, to have them when there is no network."""
    pages = [reverse("listening:my"), reverse("listening:words"), reverse("listening:offline")]
    if queries.may_be_asked(request.participant):
        for questionnaire in queries.questionnaires_of(request.participant):
            pages += _pages_of(questionnaire)
    return JsonResponse({"pages": pages})


def _pages_of(questionnaire: queries.Questionnaire) -> list[str]:
    kind = questionnaire.kind
    return [
        reverse("listening:questions", args=(kind,)),
        reverse("listening:check", args=(kind,)),
        *(reverse("listening:question", args=(kind, a.number)) for a in questionnaire.asked),
    ]


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Stand in for a page the phone has not kept."""
    return render(request, "listening/offline.html")


@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Answer with the service worker. Its address lies under /my/, and so does its reach."""
    return render(
        request,
        "listening/worker.js",
        {
            "version": version(),
            "shell": sorted(shell()),
            "pages": reverse("listening:my"),
            "offline": reverse("listening:offline"),
        },
        content_type="text/javascript; charset=utf-8",
    )


@cache
def version() -> str:
    """Digest the names of our files, which change with what is in them."""
    return hashlib.sha256(" ".join(sorted(shell())).encode()).hexdigest()[:12]


@cache
def shell() -> frozenset[str]:
    """Return what every page needs; modules also under the names they import each other by."""
    imported = {settings.STATIC_URL + script for script in SCRIPTS}
    return frozenset(static(name) for name in STYLES + SCRIPTS) | imported
