"""Where everything on the divide stands: each card, practice and ribbon end gets its height.

The layers get room to breathe, then cards and practices move up and down until ribbons run
as straight as order and room allow.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TypeAlias

from ecotone.engine.pictures.divide import Card, Divide, Practice, Sector, UnmetAsk
from ecotone.engine.pictures.lettering import wrap
from ecotone.engine.pictures.strands import OrderedDeck, Strand

__all__ = [
    "PRACTICE_ROOM",
    "PRACTICE_SIZE",
    "Band",
    "PlacedDeck",
    "Spot",
    "place_deck",
    "settle",
    "width_per_passage",
]

PRACTICE_ROOM, PRACTICE_SIZE = 212.0, 16.0

_CARD_HEIGHT, _CARD_GAP = 48.0, 12.0
_PRACTICE_HEIGHT, _LINE_HEIGHT, _PRACTICE_GAP = 38.0, 20.0, 24.0
_STUB_HEIGHT = 36.0
_BARE_HEIGHT = 3 * _CARD_HEIGHT + 2 * _CARD_GAP
_END_GAP, _END_MARGIN = 3.0, 12.0
_THINNEST, _WIDEST, _WIDEST_PASSAGE = 4.0, 26.0, 5.5
_ROUNDS = 8

_Node: TypeAlias = Card | Practice
_Middles: TypeAlias = dict[_Node, float]


@dataclass(frozen=True)
class Spot:
    """The height of a node's middle, and how tall it is."""

    middle: float
    height: float

    @property
    def top(self) -> float:
        return self.middle - self.height / 2


@dataclass(frozen=True)
class Band:
    """Where a strand's middle runs at either end, and its width."""

    strand: Strand
    at_card: float
    at_practice: float
    width: float

    def stripes(self) -> tuple[tuple[Sector, float, float], ...]:
        """Share the width among the giving sectors: (sector, shift from the middle, width)."""
        sectors = self.strand.sectors
        each = self.width / len(sectors)
        first = (each - self.width) / 2
        return tuple((sector, first + i * each, each) for i, sector in enumerate(sectors))


@dataclass(frozen=True)
class PlacedDeck:
    """One direction across the river, ready to be drawn."""

    top: float
    bottom: float
    givers: Mapping[Card, Spot]
    practices: Mapping[Practice, Spot]
    askers: Mapping[Card, Spot]
    given: tuple[Band, ...]
    asked: tuple[Band, ...]
    stubs: tuple[tuple[UnmetAsk, Spot], ...]


@dataclass(frozen=True)
class _Ends:
    """How far from the middle of its card and of its practice each strand is tied."""

    at_card: Mapping[Strand, float]
    at_practice: Mapping[Strand, float]


def width_per_passage(divide: Divide) -> float:
    """Choose one scale for both decks, so that widths compare across the picture.

    >>> width_per_passage(Divide(sectors=()))
    5.5
    """
    counts = (half.count for ribbon in divide.ribbons for half in (ribbon.given, ribbon.asked))
    return min(_WIDEST_PASSAGE, _WIDEST / max(1, *counts, 1))


def settle(
    wishes: Sequence[float], heights: Sequence[float], *, gap: float, low: float, high: float
) -> list[float]:
    """Place middles as near their wishes as order, gaps and bounds allow (least squares).

    Measured from where it would stand if all were packed, each node wishes for a number in
    a row that may not fall: pooling neighbours that disagree is exact, and so is clipping.

    Examples
    --------
    >>> settle([50, 50], [20, 20], gap=10, low=0, high=100)
    [35.0, 65.0]
    >>> settle([0, 90], [20, 20], gap=10, low=0, high=100)
    [10.0, 90.0]
    """
    steps = [(above + below) / 2 + gap for above, below in pairwise(heights)]
    packed = list(accumulate(steps, initial=low + heights[0] / 2)) if heights else []
    spare = high - packed[-1] - heights[-1] / 2 if heights else 0.0
    rising = _pooled([wish - place for wish, place in zip(wishes, packed, strict=True)])
    return [
        place + min(max(shift, 0.0), spare)
        for place, shift in zip(packed, rising, strict=True)
    ]


def _pooled(values: Sequence[float]) -> list[float]:
    """Return the nearest row that never falls (pool adjacent violators)."""
    pools: list[tuple[float, int]] = []
    for value in values:
        pools.append((value, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (upper, many), (lower, few) = pools[-2:]
            pools[-2:] = [((upper * many + lower * few) / (many + few), many + few)]
    return [value for value, times in pools for _ in range(times)]


def place_deck(deck: OrderedDeck, *, top: float, unit: float) -> PlacedDeck:
    """Give one direction of the divide its place.

    Parameters
    ----------
    deck
        The layers in order.
    top
        Where the first card may start.
    unit
        Width of a ribbon per passage.
    """
    widths = {s: max(_THINNEST, s.passages.count * unit) for s in (*deck.given, *deck.asked)}
    heights = _heights(deck, widths)
    bottom = top + _deck_height(deck, heights)
    ends = _Ends(
        at_card=_tied(deck, widths, lambda strand: strand.card),
        at_practice=_tied(deck, widths, lambda strand: strand.practice),
    )
    middles = _middles(deck, heights, ends, (top, bottom))
    spots = {node: Spot(middle, heights[node]) for node, middle in middles.items()}
    bands = {
        strand: Band(
            strand,
            at_card=middles[strand.card] + ends.at_card[strand],
            at_practice=middles[strand.practice] + ends.at_practice[strand],
            width=width,
        )
        for strand, width in widths.items()
    }
    return PlacedDeck(
        top=top,
        bottom=bottom,
        givers={card: spots[card] for card in deck.givers},
        practices={practice: spots[practice] for practice in deck.practices},
        askers={card: spots[card] for card in deck.askers},
        given=tuple(bands[strand] for strand in deck.given),
        asked=tuple(bands[strand] for strand in deck.asked),
        stubs=_stub_spots(deck.unmet, bottom),
    )
