"""Light, dark, or whatever the visitor's device says."""

from enum import StrEnum

from django.http import HttpRequest, HttpResponse

COOKIE = "theme"
A_YEAR = 365 * 24 * 3600


class Theme(StrEnum):
    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"

    @property
    def next(self) -> "Theme":
        """The theme one press of the switch leads to."""
        order = list(Theme)
        return order[(order.index(self) + 1) % len(order)]


def theme_of(request: HttpRequest) -> Theme:
    chosen = request.COOKIES.get(COOKIE, "")
    return Theme(chosen) if chosen in set(Theme) else Theme.AUTO


def remember(response: HttpResponse, theme: Theme) -> None:
    response.set_cookie(COOKIE, theme, max_age=A_YEAR, httponly=True, samesite="Lax")
