"""The home picture: two banks, a river, ribbons both ways, and the bridges that are missing.

Why ``role="group"`` and not ``role="img"``: an image is one thing to a screen reader, its
children are presentational, so links inside could be reached by Tab but would have no name.
A named group announces the finding, then lets people walk the links; ``graphics-document``
means the same but is announced by few screen readers. Water and ribbons' paint are hidden.
"""

from ecotone.engine.pictures.cards import WIDTH, draw_bare_bank, draw_card, draw_stub
from ecotone.engine.pictures.divide import Bank, Divide, Sector
from ecotone.engine.pictures.lettering import lettering, width_of
from ecotone.engine.pictures.marks import draw_mark
from ecotone.engine.pictures.palette import fill_of
from ecotone.engine.pictures.placing import PlacedDeck, place_deck, width_per_passage
from ecotone.engine.pictures.river import draw_asked, draw_given, draw_practice, draw_water
from ecotone.engine.pictures.strands import order_deck
from ecotone.engine.pictures.svg import element, number
from ecotone.engine.pictures.wording import ENGLISH, DivideWords

__all__ = ["crossings_in", "draw_divide"]

_FIRST_DECK, _DECK_DROP = 50.0, 76.0
_HEADING_RISE, _RIVER_END, _KEY_DROP, _PICTURE_END = 30.0, 18.0, 34.0, 14.0
_KEY_SIZE = 15.0


def crossings_in(divide: Divide) -> int:
    """Count the crossings the picture is drawn with.

    >>> crossings_in(Divide(sectors=()))
    0
    """
    banks: tuple[Bank, Bank] = ("left", "right")
    return sum(order_deck(divide, bank).crossings for bank in banks)


def draw_divide(
    divide: Divide, *, finding: str, words: DivideWords = ENGLISH, name: str = "divide"
) -> str:
    """Draw who can learn from whom.

    Parameters
    ----------
    divide
        The facts; when `crowd.is_crowded` says so, gather them with `crowd.gathered` first.
    finding
        One sentence that says what the picture shows; it becomes the picture's name.
    words
        Headings and spoken sentences in the reader's language.
    name
        Prefix of the ids inside, for pages that carry two pictures.

    Examples
    --------
    >>> draw_divide(Divide(sectors=()), finding="Nobody yet").startswith('<svg class="picture"')
    True
    """
    unit = width_per_passage(divide)
    upper = place_deck(order_deck(divide, "left"), top=_FIRST_DECK, unit=unit)
    lower = place_deck(order_deck(divide, "right"), top=upper.bottom + _DECK_DROP, unit=unit)
    river_end = lower.bottom + _RIVER_END
    key_at = river_end + _KEY_DROP
    height = key_at + _PICTURE_END
    opening: dict[str, str | float] = {"class": "picture"}
    return element(
        "svg",
        draw_water(height=river_end, name=name),
        _bridged(words) if upper.given and lower.given else "",
        _deck(upper, "left", words),
        _deck(lower, "right", words),
        _key(divide.sectors, words, y=key_at),
        **opening,
        viewBox=f"0 0 {number(WIDTH)} {number(height)}",
        width="100%",
        role="group",
        aria_label=finding,
    )


def _bridged(words: DivideWords) -> str:
    room = width_of(words.bridged, size=14.5, face="bold") + 22
    start = (WIDTH - room) / 2
    return draw_mark("diamond", x=start + 7, y=17, size=14, colour="broker") + lettering(
        words.bridged, x=start + 22, y=22, font_size=14.5, font_weight=650, fill=fill_of("ink")
    )


def _deck(deck: PlacedDeck, giving: Bank, words: DivideWords) -> str:
    """Draw in reading order: who gives, ribbons out, ribbons on, practices, who asks."""
    asking: Bank = "right" if giving == "left" else "left"
    givers = [draw_card(card, spot) for card, spot in deck.givers.items()]
    askers = [draw_card(card, spot) for card, spot in deck.askers.items()]
    stubs = [draw_stub(ask, spot, words) for ask, spot in deck.stubs]
    return element(
        "g",
        _headings(giving, words, y=deck.top - _HEADING_RISE),
        *(givers or [draw_bare_bank(giving, top=deck.top)]),
        *(draw_given(band, words) for band in deck.given),
        *(draw_asked(band, words) for band in deck.asked),
        *(draw_practice(practice, spot) for practice, spot in deck.practices.items()),
        "" if givers else _bare_river(deck, words),
        *(askers + stubs or [draw_bare_bank(asking, top=deck.top)]),
    )


def _headings(giving: Bank, words: DivideWords, *, y: float) -> str:
    left, right = words.headings(giving)
    letters: dict[str, str | float] = {
        "y": y,
        "font_size": 15.5,
        "font_weight": 700,
        "fill": fill_of("ink"),
    }
    return lettering(left, x=0, **letters) + lettering(
        right, x=WIDTH, text_anchor="end", **letters
    )


def _bare_river(deck: PlacedDeck, words: DivideWords) -> str:
    return lettering(
        words.bare,
        x=WIDTH / 2,
        y=(deck.top + deck.bottom) / 2,
        text_anchor="middle",
        font_size=16,
        fill=fill_of("muted"),
    )


def _key(sectors: tuple[Sector, ...], words: DivideWords, *, y: float) -> str:
    """Say what marks and widths mean, inside the picture so that a saved file carries it."""
    entries: list[tuple[str, str, str]] = [(s.mark, s.colour, s.label) for s in sectors]
    entries.append(("diamond", "broker", words.broker))
    drawn, x = [], 7.0
    for mark, colour, label in entries:
        drawn.append(draw_mark(mark, x=x, y=y - 5, size=11, colour=colour))
        drawn.append(lettering(label, x=x + 14, y=y, font_size=_KEY_SIZE, fill=fill_of("ink")))
        x += 14 + width_of(label, size=_KEY_SIZE) + 30
    note = lettering(
        words.width_note,
        x=WIDTH,
        y=y,
        text_anchor="end",
        font_size=_KEY_SIZE,
        fill=fill_of("muted"),
    )
    return "".join(drawn) + note
