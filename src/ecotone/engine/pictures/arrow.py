"""The arrow on a match card: whose strength goes which way."""

from typing import Literal

from ecotone.engine.pictures.palette import fill_of
from ecotone.engine.pictures.svg import element

__all__ = ["draw_arrow"]


def draw_arrow(*, towards: Literal["left", "right"], colour: str) -> str:
    """Draw a band with a head, in the giver's colour; hidden, as the card's words say it.

    >>> "M6 20H134" in draw_arrow(towards="right", colour="secondary")
    True
    """
    to_the_right = towards == "right"
    band = element(
        "path",
        d="M6 20H134" if to_the_right else "M150 20H22",
        stroke=fill_of(colour),
        stroke_width=11,
        stroke_opacity=0.45,
    )
    head = element(
        "path",
        d="M134 8L152 20L134 32Z" if to_the_right else "M22 8L4 20L22 32Z",
        fill=fill_of(colour),
    )
    return element(
        "svg",
        band,
        head,
        viewBox="0 0 156 40",
        width=150,
        aria_hidden="true",
        focusable="false",
    )
