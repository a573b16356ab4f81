"""The marks that stand for sectors, so that colour never has to speak alone.

Circle, square and triangle are primary, secondary and university; the diamond is the broker.
The rest are for sectors a programme adds. All are drawn to look equally large.
"""

from math import cos, pi, sin

from ecotone.engine.kernel import InputError
from ecotone.engine.pictures.palette import fill_of
from ecotone.engine.pictures.svg import element, number

__all__ = ["MARKS", "draw_mark", "inline_mark"]

MARKS = ("circle", "square", "triangle", "diamond", "hexagon", "star", "cross", "pentagon")

_INLINE_GRID = 16


def draw_mark(mark: str, *, x: float, y: float, size: float, colour: str) -> str:
    """Draw a mark centred at (x, y), about `size` across.

    Parameters
    ----------
    mark
        Which shape.
    x, y
        Where its middle is.
    size
        Diameter of the circle that would weigh the same on the page.
    colour
        A role of the palette.

    Examples
    --------
    >>> draw_mark("circle", x=18, y=74, size=14, colour="primary")
    '<circle cx="18" cy="74" r="7" fill="var(--primary)"/>'
    """
    paint = fill_of(colour)
    radius = size / 2
    if mark == "circle":
        return element("circle", cx=x, cy=y, r=radius, fill=paint)
    outline = _outline(mark)
    corners = " ".join(
        f"{number(x + radius * dx)},{number(y + radius * dy)}" for dx, dy in outline
    )
    return element("polygon", points=corners, fill=paint)


def inline_mark(mark: str, colour: str, *, size: float = 14) -> str:
    """Write a whole small drawing for a line of HTML; hidden, as the words beside it say it.

    >>> inline_mark("circle", "primary").startswith('<svg class="mark" width="14"')
    True
    """
    middle = _INLINE_GRID / 2
    shape = draw_mark(mark, x=middle, y=middle, size=12, colour=colour)
    grid = f"0 0 {_INLINE_GRID} {_INLINE_GRID}"
    attributes: dict[str, str | float] = {"class": "mark", "width": size, "height": size}
    return element(
        "svg", shape, **attributes, viewBox=grid, aria_hidden="true", focusable="false"
    )


def _outline(mark: str) -> tuple[tuple[float, float], ...]:
    """Corners around (0, 0) for a mark of radius 1; each reaches as far as its weight needs."""
    outlines = {
        "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
        "triangle": ((0.0, -1.13), (1.14, 0.87), (-1.14, 0.87)),
        "diamond": _regular(4, reach=1.2),
        "hexagon": _regular(6, reach=1.1),
        "star": _star(5, reach=1.3, waist=0.55),
        "cross": _CROSS,
        "pentagon": _regular(5, reach=1.15),
    }
    if mark not in outlines:
        raise InputError(f"There is no mark called {mark!r}. Choose one of {', '.join(MARKS)}.")
    return outlines[mark]


_ARM, _REACH = 0.42, 1.05
_CROSS = (
    (-_ARM, -_REACH),
    (_ARM, -_REACH),
    (_ARM, -_ARM),
    (_REACH, -_ARM),
    (_REACH, _ARM),
    (_ARM, _ARM),
    (_ARM, _REACH),
    (-_ARM, _REACH),
    (-_ARM, _ARM),
    (-_REACH, _ARM),
    (-_REACH, -_ARM),
    (-_ARM, -_ARM),
)


def _regular(corners: int, *, reach: float) -> tuple[tuple[float, float], ...]:
    return tuple(_at(turn=i / corners, reach=reach) for i in range(corners))


def _star(points: int, *, reach: float, waist: float) -> tuple[tuple[float, float], ...]:
    return tuple(
        _at(turn=i / (2 * points), reach=waist if i % 2 else reach) for i in range(2 * points)
    )


def _at(*, turn: float, reach: float) -> tuple[float, float]:
    """Return the point a part of a turn clockwise from the top."""
    return reach * sin(2 * pi * turn), -reach * cos(2 * pi * turn)
