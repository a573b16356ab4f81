"""What every page needs before it says anything of its own."""

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from ecotone.foundation import navigation
from ecotone.foundation.languages import Language, current_language
from ecotone.foundation.theme import theme_of

if TYPE_CHECKING:
    from ecotone.foundation.doors import ProgrammeRequest


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Give theme and languages, and inside a programme its name and menu."""
    frame: dict[str, Any] = {
        "theme": theme_of(request),
        "is_demo": settings.DEMO,
        "other_languages": [one for one in Language if one != current_language()],
        "language_page": "foundation:language",
    }
    if hasattr(request, "participant"):
        frame["home_address"] = reverse(settings.PARTICIPANT_HOME)
        frame["privacy_page"] = settings.PARTICIPANT_PRIVACY
        frame["language_page"] = settings.PARTICIPANT_LANGUAGE
    if hasattr(request, "actions"):
        inside = cast("ProgrammeRequest", request)
        frame["programme"] = inside.programme
        entries = navigation.entries_for(inside)
        frame["menu"] = [entry for entry in entries if not entry.is_aside]
        frame["asides"] = [entry for entry in entries if entry.is_aside]
    return frame
