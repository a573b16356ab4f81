"""Drawings of the match card."""

from typing import Literal

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

from ecotone.engine.pictures import draw_arrow

register = template.Library()

DAYS = {
    "mon": gettext_lazy("Monday"),
    "tue": gettext_lazy("Tuesday"),
    "wed": gettext_lazy("Wednesday"),
    "thu": gettext_lazy("Thursday"),
    "fri": gettext_lazy("Friday"),
    "sat": gettext_lazy("Saturday"),
    "sun": gettext_lazy("Sunday"),
}
HALVES = {"am": gettext_lazy("morning"), "pm": gettext_lazy("afternoon")}


@register.filter
def in_words(window: str) -> str:
    """Write `thu-pm` as Thursday afternoon; windows a hub named itself stay as they are."""
    day, _dash, half = window.partition("-")
    if day in DAYS and half in HALVES:
        return gettext("%(day)s %(half)s") % {"day": DAYS[day], "half": HALVES[half]}
    return window


@register.simple_tag
def arrow(towards: Literal["left", "right"], sector: str) -> SafeString:
    """Draw a band in the giver's colour towards whoever asks."""
    return mark_safe(draw_arrow(towards=towards, colour=sector))  # noqa: S308  # drawn by the engine
