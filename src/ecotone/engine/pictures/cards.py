"""The cards on the banks: who, with their mark and a few of their words."""

from ecotone.engine.pictures.divide import Bank, Card, UnmetAsk
from ecotone.engine.pictures.lettering import lettering, shorten, width_of
from ecotone.engine.pictures.marks import draw_mark
from ecotone.engine.pictures.palette import fill_of, tint_of
from ecotone.engine.pictures.placing import Spot
from ecotone.engine.pictures.svg import element, escaped, link, number
from ecotone.engine.pictures.wording import DivideWords

__all__ = ["CARD_WIDTH", "WIDTH", "draw_bare_bank", "draw_card", "draw_stub"]

WIDTH, CARD_WIDTH = 1384.0, 318.0

_BAR, _CORNER = 6.0, 9.0
_LETTER_ROOM = 264.0
_NAME_SIZE, _WORDS_SIZE = 15.0, 14.5
_BARE_CARDS, _BARE_PITCH, _BARE_HEIGHT = 3, 60.0, 48.0
_STUB_REACH = 68.0  # short, so that its words end before ribbons crowd together


def _left_edge(bank: Bank) -> float:
    return 0.0 if bank == "left" else WIDTH - CARD_WIDTH


def _letters_at(bank: Bank) -> float:
    return _left_edge(bank) + (36.0 if bank == "left" else 20.0)


def _mark_at(bank: Bank) -> float:
    return 18.0 if bank == "left" else WIDTH - 18.0


def draw_card(card: Card, spot: Spot) -> str:
    """Draw one participant's card on its own bank, its colour bar towards the water."""
    bank, tint = card.sector.bank, tint_of(card.sector.colour)
    tall: dict[str, str | float] = {"y": spot.top, "height": spot.height}
    bar_at = CARD_WIDTH - _BAR if bank == "left" else WIDTH - CARD_WIDTH
    words = shorten(card.words, room=_LETTER_ROOM, size=_WORDS_SIZE)
    name = shorten(card.label, room=_LETTER_ROOM, size=_NAME_SIZE, face="bold")
    letters: dict[str, str | float] = {"x": _letters_at(bank), "fill": fill_of("ink")}
    spoken = f"{card.label}: {card.words}, {card.sector.label}"
    return link(
        element("rect", x=_left_edge(bank), width=CARD_WIDTH, rx=_CORNER, fill=tint, **tall),
        element("rect", x=bar_at, width=_BAR, fill=fill_of(card.sector.colour), **tall),
        _mark(card, spot, size=14),
        lettering(name, y=spot.middle - 4, font_size=_NAME_SIZE, font_weight=700, **letters),
        lettering(words, y=spot.middle + 15, font_size=_WORDS_SIZE, **letters),
        href=card.href,
        label=spoken,
    )


def _mark(card: Card, spot: Spot, *, size: float) -> str:
    sector = card.sector
    x = _mark_at(sector.bank)
    return draw_mark(sector.mark, x=x, y=spot.middle, size=size, colour=sector.colour)


def draw_stub(ask: UnmetAsk, spot: Spot, words: DivideWords) -> str:
    """Draw an ask nobody meets: a dashed card and the end of a bridge that is not there."""
    said = ask.asker.words or ask.practice.label
    seen = f"{words.no_bridge} {ask.asker.label} \u00b7 {said}"
    spoken = words.unmet(ask.asker.label, ask.practice.label, ask.asked.count)
    return link(
        _broken_bridge(ask.asker.sector.bank, spot, words.no_bridge),
        _dashed_ground(ask.asker.sector.bank, spot),
        _mark(ask.asker, spot, size=12),
        _stub_line(ask, spot),
        href=ask.asked.href,
        label=f"{seen}. {spoken}",
    )


def _dashed_ground(bank: Bank, spot: Spot) -> str:
    """Draw the card's edge inside its room, so that the picture's own edge does not cut it."""
    return element(
        "rect",
        x=_left_edge(bank) + 1,
        y=spot.top,
        width=CARD_WIDTH - 2,
        height=spot.height,
        rx=_CORNER,
        fill=fill_of("card"),
        stroke=fill_of("bad"),
        stroke_width=1.5,
        stroke_dasharray="5 4",
    )


def _broken_bridge(bank: Bank, spot: Spot, no_bridge: str) -> str:
    out = 1.0 if bank == "left" else -1.0
    shore = CARD_WIDTH if bank == "left" else WIDTH - CARD_WIDTH
    tip, y = shore + out * _STUB_REACH, spot.middle
    bends = ((shore, y), (shore + out * 34, y), (shore + out * 50, y + 8), (tip, y + 12))
    start, *curve = (f"{number(bend_x)} {number(bend_y)}" for bend_x, bend_y in bends)
    bridge = element(
        "path",
        d=f"M{start}C{' '.join(curve)}",
        fill="none",
        stroke=fill_of("bad"),
        stroke_width=5,
        stroke_dasharray="9 7",
    )
    return bridge + _broken_end(no_bridge, bank, x=tip + out * 10, y=y + 17)


def _broken_end(no_bridge: str, bank: Bank, *, x: float, y: float) -> str:
    """Write the words in a halo, as ribbons may pass behind them."""
    return lettering(
        no_bridge,
        x=x,
        y=y,
        text_anchor="start" if bank == "left" else "end",
        font_size=14.5,
        font_weight=650,
        fill=fill_of("bad"),
        stroke=fill_of("river-edge"),
        stroke_width=5,
        stroke_linejoin="round",
        paint_order="stroke",
    )


def _stub_line(ask: UnmetAsk, spot: Spot) -> str:
    """Write name and words on one line; the name may take at most half of it."""
    room = _LETTER_ROOM
    name = shorten(ask.asker.label, room=room / 2, size=_WORDS_SIZE, face="bold")
    rest = room - width_of(name, size=_WORDS_SIZE, face="bold")
    said = ask.asker.words or ask.practice.label
    words = shorten(f" \u00b7 {said}", room=rest, size=_WORDS_SIZE)
    return element(
        "text",
        element("tspan", f" {escaped(name)}", font_weight=700),
        escaped(words),
        font_family="var(--sans)",
        x=_letters_at(ask.asker.sector.bank),
        y=spot.middle + 5,
        font_size=_WORDS_SIZE,
        fill=fill_of("ink"),
    )


def draw_bare_bank(bank: Bank, *, top: float) -> str:
    """Draw the places where cards will stand, on a bank nobody speaks from yet."""
    return "".join(
        element(
            "rect",
            x=_left_edge(bank) + 1,
            y=top + i * _BARE_PITCH,
            width=CARD_WIDTH - 2,
            height=_BARE_HEIGHT,
            rx=_CORNER,
            fill="none",
            stroke=fill_of("edge"),
            stroke_opacity=0.9 - 0.3 * i,
            stroke_width=1.5,
            stroke_dasharray="2 5",
            stroke_linecap="round",
        )
        for i in range(_BARE_CARDS)
    )
