"""The river between the banks, and what crosses it: ribbons and the practices they meet at."""

from itertools import count, takewhile

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
_LINE = 20.0
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
    bank = strand.card.sector.bank
    said = words.gives(strand.card.label, strand.practice.label, strand.passages.count)
    return link(
        element("title", escaped(said)),
        _stripes(band, bank, shore=_shore(bank)),
        href=strand.passages.href,
        label=said,
    )


def draw_asked(band: Band, words: DivideWords) -> str:
    """Draw the half that arrives at the asker's card, with its head."""
    strand = band.strand
    bank = strand.card.sector.bank
    said = words.asks(strand.card.label, strand.practice.label, strand.passages.count)
    inland = -_HEAD_LENGTH if bank == "left" else _HEAD_LENGTH
    return link(
        element("title", escaped(said)),
        _stripes(band, bank, shore=_shore(bank) - inland),
        _head(band, tip=_shore(bank), length=inland),
        href=strand.passages.href,
        label=said,
    )


def _shore(bank: Bank) -> float:
    return CARD_WIDTH if bank == "left" else WIDTH - CARD_WIDTH


def _stripes(band: Band, bank: Bank, *, shore: float) -> str:
    """One stroked curve per giving sector; it runs on under the practice's round end."""
    side = -1.0 if bank == "left" else 1.0
    edge = WIDTH / 2 + side * _PRACTICE_WIDTH / 2
    under = edge - side * _PRACTICE_CORNER
    bend = (shore + edge) / 2
    return "".join(
        element(
            "path",
            d=f"M{number(shore)} {number(band.at_card + shift)}"
            f"C{number(bend)} {number(band.at_card + shift)}"
            f" {number(bend)} {number(band.at_practice + shift)}"
            f" {number(edge)} {number(band.at_practice + shift)}H{number(under)}",
            fill="none",
            stroke=fill_of(sector.colour),
            stroke_opacity=_RIBBON_OPACITY,
            stroke_width=width,
        )
        for sector, shift, width in band.stripes()
    )


def _head(band: Band, *, tip: float, length: float) -> str:
    """Paint the head in the first giving sector's colour; the stripes show the others."""
    half = max(_HEAD_LEAST, band.width / 2 + _HEAD_OVERHANG)
    base, y = tip - length, band.at_card
    corners = ((base, y - half), (tip, y), (base, y + half))
    return element(
        "polygon",
        points=" ".join(f"{number(x)},{number(y)}" for x, y in corners),
        fill=fill_of(band.strand.sectors[0].colour),
    )


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
    return link(
        element("title", escaped(label)), pill, *letters, href=practice.href, label=label
    )


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
