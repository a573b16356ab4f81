"""The languages pages and letters are written in, and how one is chosen."""

from contextlib import AbstractContextManager

from django.conf import settings
from django.db import models
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

A_YEAR = 365 * 24 * 3600


class Language(models.TextChoices):
    """Each language by its own name, so that whoever looks for it can read it."""

    ENGLISH = "en", "English"
    WELSH = "cy", "Cymraeg"

    @property
    def locale(self) -> str:
        """What Django calls it: our English is British, its days and times too."""
        return "en-gb" if self == Language.ENGLISH else str(self)


# By the name whoever reads the page has for it, where it is somebody else's language.
NAMES = {Language.ENGLISH: _("English"), Language.WELSH: _("Welsh")}


def current_language() -> Language:
    spoken = (translation.get_language() or "").partition("-")[0]
    return Language(spoken) if spoken in Language.values else Language.ENGLISH


def speak(language: str) -> None:
    """Answer the request at hand in this language."""
    translation.activate(Language(language).locale)


def speaking(language: str) -> AbstractContextManager[None]:
    """Write something in this language, and go on as before."""
    return translation.override(Language(language).locale)


def remember(response: HttpResponse, language: Language) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language.locale,
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
