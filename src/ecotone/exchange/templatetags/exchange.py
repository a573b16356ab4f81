"""Drawings of the match card."""

from typing import Literal

from django import template
from django.utils.safestring import SafeString, mark_safe

from ecotone.engine.pictures import draw_arrow

register = template.Library()


@register.simple_tag
def arrow(towards: Literal["left", "right"], sector: str) -> SafeString:
    """Draw a band in the giver's colour towards whoever asks."""
    return mark_safe(draw_arrow(towards=towards, colour=sector))  # noqa: S308  # drawn by the engine
