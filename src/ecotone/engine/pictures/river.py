"""The river between the banks, and what crosses it: ribbons and the practices they meet at."""

from itertools import count, pairwise, takewhile

from ecotone.engine.pictures.cards import CARD_WIDTH, WIDTH
from ecotone.engine.pictures.divide import Bank, Practice
from ecotone.engine.pictures.lettering import wrap
from ecotone.engine.pictures.palette import fill_of
from ecotone.engine.pictures.placing import PRACTICE_ROOM, PRACTICE_SIZE, Band, Spot
from ecotone.engine.pictures.svg import element, escaped, link, number
from ecotone.engine.pictures.wording import DivideWords

__all__ = ["draw_asked", "draw_given", "draw_practice", "draw_water"]

_PRACTICE_WIDTH, _PRACTICE_CORNER = 244.0, 19.0
_HEAD_LENGTH, _HEAD_OVERHANG, _HEAD_LEAST = 11.0, 3.5, 8.0
_LINE, _CASING = 20.0, 3.0
_RIBBON_OPACITY = 0.45


def draw_water(*, height: float, name: str) -> str:
    """Draw the river and its waves; hidden, as water says nothing.

    Parameters
    ----------
    height
        How far down the river runs.
    name
        The picture's name, so that two pictures on one page do not share a gradient.
    """
    across = WIDTH - 2 * CARD_WIDTH
    water = element(
        "rect", x=CARD_WIDTH, y=0, width=across, height=height, fill=f"url(#{name}-water)"
    )
    return element("g", _depth(name), water, _waves(height), aria_hidden="true")


def _depth(name: str) -> str:
    stops = ((0, "river-edge"), (0.5, "river-middle"), (1, "river-edge"))
    drawn = (element("stop", offset=at, stop_color=fill_of(role)) for at, role in stops)
    return element("linearGradient", *drawn, id=f"{name}-water")


def _waves(height: float) -> str:
    """One path of short waves, alternating banks and wandering, the same every time."""
    rows = enumerate(takewhile(lambda y: y < height - 8, count(30, 19)))
    starts = ((_wave_at(row), y) for row, y in rows)
    return element(
        "path",
        d="".join(f"M{number(x)} {y}q12 -5 24 0t24 0" for x, y in starts),
        fill="none",
        stroke=fill_of("edge"),
        stroke_opacity=0.22,
        stroke_width=1.4,
    )


def _wave_at(row: int) -> float:
    along = 40 + row // 2 % 3 * 60
    return CARD_WIDTH + along if row % 2 == 0 else WIDTH - CARD_WIDTH - along - 70


def draw_given(band: Band, words: DivideWords) -> str:
    """Draw the half that leaves the giver's card."""
    strand = band.strand
    return link(
        _ribbon(band, shore=_shore(strand.card.sector.bank)),
        href=strand.passages.href,
        label=words.gives(strand.card.label, strand.practice.label, strand.passages.count),
    )


def draw_asked(band: Band, words: DivideWords) -> str:
    """Draw the half that arrives at the asker's card, with its head."""
    strand = band.strand
    shore = _shore(strand.card.sector.bank)
    inland = _HEAD_LENGTH if shore > WIDTH / 2 else -_HEAD_LENGTH
    return link(
        _ribbon(band, shore=shore - inland),
        _head(band, tip=shore, length=inland),
        href=strand.passages.href,
        label=words.asks(strand.card.label, strand.practice.label, strand.passages.count),
    )


def _shore(bank: Bank) -> float:
    return CARD_WIDTH if bank == "left" else WIDTH - CARD_WIDTH


def _ribbon(band: Band, *, shore: float) -> str:
    """Stroke one curve per giving sector, over a casing that shows only while focused."""
    casing: dict[str, str | float] = {"class": "casing", "stroke_opacity": 0}
    width = band.width + 2 * _CASING
    stripes = (
        _curve(
            band,
            shore,
            shift,
            stroke=fill_of(sector.colour),
            stroke_opacity=_RIBBON_OPACITY,
            stroke_width=width,
        )
        for sector, shift, width in band.stripes()
    )
    shown_by_focus = _curve(band, shore, 0, stroke=fill_of("ink"), stroke_width=width, **casing)
    return "".join((shown_by_focus, *stripes))


def _curve(band: Band, shore: float, shift: float, **paint: str | float) -> str:
    """Run from the shore to the practice, and on under the round end of its pill."""
    side = 1.0 if shore > WIDTH / 2 else -1.0
    edge = WIDTH / 2 + side * _PRACTICE_WIDTH / 2
    bend, under = number((shore + edge) / 2), number(edge - side * _PRACTICE_CORNER)
    start, end = number(band.at_card + shift), number(band.at_practice + shift)
    path = f"M{number(shore)} {start}C{bend} {start} {bend} {end} {number(edge)} {end}H{under}"
    return element("path", d=path, fill="none", **paint)


def _head(band: Band, *, tip: float, length: float) -> str:
    """Draw the head in as many slices as the ribbon has stripes."""
    half = max(_HEAD_LEAST, band.width / 2 + _HEAD_OVERHANG)
    sectors = band.strand.sectors
    slices = pairwise(2 * i / len(sectors) - 1 for i in range(len(sectors) + 1))
    return "".join(
        element(
            "polygon",
            points=" ".join(
                f"{number(tip - length * back)},{number(band.at_card + half * down)}"
                for back, down in _slice(upper, lower)
            ),
            fill=fill_of(sector.colour),
        )
        for sector, (upper, lower) in zip(sectors, slices, strict=True)
    )


def _slice(upper: float, lower: float) -> tuple[tuple[float, float], ...]:
    """Cut a piece from the head whose base runs from (1, -1) to (1, 1), its tip at (0, 0)."""
    tip = ((0.0, 0.0),) if upper < 0 < lower else ()
    return ((1.0, upper), (abs(upper), upper), *tip, (abs(lower), lower), (1.0, lower))


def draw_practice(practice: Practice, spot: Spot) -> str:
    """Draw the pill a practice is named on, over the ribbons that meet there."""
    pill = element(
        "rect",
        x=(WIDTH - _PRACTICE_WIDTH) / 2,
        y=spot.top,
        width=_PRACTICE_WIDTH,
        height=spot.height,
        rx=_PRACTICE_CORNER,
        fill=fill_of("card"),
        stroke=fill_of("broker"),
        stroke_width=1.6,
    )
    lines = wrap(practice.label, room=PRACTICE_ROOM, size=PRACTICE_SIZE, face="serif")
    first = spot.middle + 5.5 - _LINE * (len(lines) - 1) / 2
    letters = (_practice_line(line, y=first + i * _LINE) for i, line in enumerate(lines))
    label = practice.label
    return link(pill, *letters, href=practice.href, label=label)


def _practice_line(line: str, *, y: float) -> str:
    return element(
        "text",
        escaped(line),
        font_family="var(--serif)",
        x=WIDTH / 2,
        y=y,
        text_anchor="middle",
        font_size=PRACTICE_SIZE,
        font_weight=600,
        fill=fill_of("ink"),
    )
