"""Lanes of marks: one lane a stage, one mark a person, so that a glance says who stands where.

When there are more people than a lane has room for, every mark stands for the same round
number of people, and the caller says for how many (`people_per_mark`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from ecotone.engine.kernel import InputError
from ecotone.engine.pictures.lettering import lettering, shorten
from ecotone.engine.pictures.marks import draw_mark
from ecotone.engine.pictures.palette import fill_of
from ecotone.engine.pictures.svg import element, link, number

__all__ = [
    "NARROW",
    "WIDE",
    "Flock",
    "Lane",
    "LaneRow",
    "draw_lanes",
    "lane_rows",
    "people_per_mark",
]

_PITCH, _SIZE = 31.0, 15.0
_LABEL_ROOM, _COUNT_ROOM = 108.0, 52.0
_MARK, _STEP, _LEAST_WIDE, _GAP = 12.0, 15.0, 28.0, 6.0
_TALL = 26.0
WIDE, NARROW = 480.0, 300.0
_ROUND = (1, 2, 5)


@dataclass(frozen=True)
class Flock:
    """The people of one sector in one lane. `spoken` is what the link is called."""

    sector: str
    mark: str
    colour: str
    people: int
    spoken: str
    href: str = ""

    def __post_init__(self) -> None:
        if self.people < 0:
            raise InputError(f"{self.spoken}: there cannot be fewer people than none.")


@dataclass(frozen=True)
class Lane:
    """One stage, with a flock for each sector; empty flocks are not drawn.

    Of a stage that is still to come nothing is known, not even that nobody is there.
    """

    label: str
    flocks: tuple[Flock, ...] = ()
    is_to_come: bool = False

    @property
    def people(self) -> int:
        return sum(flock.people for flock in self.flocks)


@dataclass(frozen=True)
class LaneRow:
    """One row of the table twin: a stage, how many of each sector, and how many in all."""

    label: str
    flocks: tuple[Flock, ...]
    people: int


def lane_rows(lanes: Sequence[Lane]) -> tuple[LaneRow, ...]:
    """Return the picture as rows, in the order of the lanes.

    >>> few = Flock("primary", "circle", "primary", 4, "4 heard")
    >>> lane_rows([Lane("heard", (few,))])[0].people
    4
    """
    return tuple(LaneRow(lane.label, lane.flocks, lane.people) for lane in lanes)


def people_per_mark(lanes: Sequence[Lane], *, width: float = WIDE) -> int:
    """Return the least of 1, 2, 5, 10, 20, 50... at which every lane fits.

    Time grows with the number of flocks and with the logarithm of the number of people.

    >>> few = Flock("primary", "circle", "primary", 4, "4 heard")
    >>> many = Flock("primary", "circle", "primary", 3_000, "3,000 heard")
    >>> people_per_mark([Lane("heard", (few,))]), people_per_mark([Lane("heard", (many,))])
    (1, 200)
    """
    room = width - _LABEL_ROOM - _COUNT_ROOM
    every = (leading * int(10**zeros) for zeros in count() for leading in _ROUND)
    return next(each for each in every if all(_length(lane, each) <= room for lane in lanes))


def _length(lane: Lane, each: int) -> float:
    widths = [_wide(flock, each) for flock in lane.flocks if flock.people]
    # A lane of very many sectors overruns at any scale; its last flocks are then left out.
    return sum(widths) + _GAP * (len(widths) - 1) if max(widths, default=0) > _LEAST_WIDE else 0


def _wide(flock: Flock, each: int) -> float:
    return max(_LEAST_WIDE, _marks_of(flock, each) * _STEP)


def _marks_of(flock: Flock, each: int) -> int:
    """Round up: nobody who is there may vanish from the picture."""
    return -(-flock.people // each)


@dataclass(frozen=True)
class _Frame:
    """What all lanes share: for how many a mark stands, and how wide the ground is."""

    each: int
    width: float


def draw_lanes(lanes: Sequence[Lane], *, finding: str, width: float = WIDE) -> str:
    """Draw one lane under the other, each with its name, its marks and its number.

    Parameters
    ----------
    lanes
        Top to bottom.
    finding
        One sentence that says what the picture shows; it becomes the picture's name.
    width
        How wide the drawing's ground is: `NARROW` stays readable on a phone.

    Examples
    --------
    >>> draw_lanes([], finding="Nobody yet").startswith('<svg class="picture"')
    True
    """
    frame = _Frame(people_per_mark(lanes, width=width), width)
    has_links = any(flock.href for lane in lanes for flock in lane.flocks)
    opening: dict[str, str | float] = {"class": "picture"}
    return element(
        "svg",
        *(_lane(lane, frame, top=i * _PITCH) for i, lane in enumerate(lanes)),
        **opening,
        viewBox=f"0 0 {number(width)} {number(max(1, len(lanes)) * _PITCH)}",
        width="100%",
        role="group" if has_links else "img",  # an image may not hold links
        aria_label=finding,
    )


def _lane(lane: Lane, frame: _Frame, *, top: float) -> str:
    middle = top + _PITCH / 2
    label = lettering(
        shorten(lane.label, room=_LABEL_ROOM - 8, size=_SIZE),
        x=0,
        y=middle + 5,
        font_size=_SIZE,
        fill=fill_of("ink" if lane.people else "muted"),
    )
    total = lettering(
        "" if lane.is_to_come else f"{lane.people:,}",
        x=frame.width,
        y=middle + 5,
        text_anchor="end",
        font_size=_SIZE,
        font_weight=700 if lane.people else 400,
        fill=fill_of("ink" if lane.people else "muted"),
    )
    ground = element(
        "path",
        d=f"M0 {number(top + _PITCH - 0.5)}H{number(frame.width)}",
        stroke=fill_of("line"),
        stroke_width=1,
    )
    return ground + label + "".join(_flocks(lane, frame, middle)) + total


def _flocks(lane: Lane, frame: _Frame, middle: float) -> Iterable[str]:
    left = _LABEL_ROOM
    for flock in lane.flocks:
        wide = _wide(flock, frame.each)
        if not flock.people or left + wide > frame.width - _COUNT_ROOM + _GAP:
            continue
        yield _flock(flock, frame.each, left, middle)
        left += wide + _GAP


def _flock(flock: Flock, each: int, left: float, middle: float) -> str:
    marks = (
        draw_mark(
            flock.mark,
            x=left + _STEP / 2 + i * _STEP,
            y=middle,
            size=_MARK,
            colour=flock.colour,
        )
        for i in range(_marks_of(flock, each))
    )
    touch = element(
        "rect",
        x=left - 2,
        y=middle - _TALL / 2,
        width=_wide(flock, each),
        height=_TALL,
        fill="none",
        pointer_events="all",
    )
    return link(touch, *marks, href=flock.href, label=flock.spoken)
