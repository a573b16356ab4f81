"""Where everything on the divide stands: each card, practice and ribbon end gets its height.

The layers get room to breathe, then cards and practices move up and down until ribbons run
as straight as order and room allow.
"""

from collections.abc import Iterable, Mapping, Sequence
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
_PRACTICE_HEIGHT, _LINE_HEIGHT, _PRACTICE_GAP = 38.0, 20.0, 22.0
_STUB_HEIGHT = 36.0
_BARE_HEIGHT = 3 * _CARD_HEIGHT + 2 * _CARD_GAP
_END_GAP, _END_MARGIN = 3.0, 12.0
_THINNEST, _WIDEST, _WIDEST_PASSAGE = 4.0, 34.0, 5.5
_ROUNDS = 12

_Node: TypeAlias = Card | Practice
_Pull: TypeAlias = tuple[_Node, float, float]  # towards which node, how far off it, how hard


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
        """Share the width evenly among the giving sectors: (sector, shift, width).

        Evenly, because passages of an ask belong to the asker, not to any one giver.
        """
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
class _End:
    """How far from the middle of a node one strand is tied to it."""

    strand: Strand
    node: _Node
    shift: float
    width: float


@dataclass(frozen=True)
class _Stack:
    """The strands tied to one side of one node, top to bottom, with their widths."""

    node: _Node
    tied: tuple[tuple[Strand, float], ...]

    @property
    def height(self) -> float:
        return _packed([width for _, width in self.tied], _END_GAP)

    def ends(self) -> Iterable[_End]:
        edge = -self.height / 2
        for strand, width in self.tied:
            yield _End(strand, self.node, edge + width / 2, width)
            edge += width + _END_GAP


def width_per_passage(divide: Divide) -> float:
    """Choose one scale for both decks, so that widths compare across the picture.

    >>> width_per_passage(Divide(sectors=()))
    5.5
    """
    counts = (half.count for ribbon in divide.ribbons for half in (ribbon.given, ribbon.asked))
    return min(_WIDEST_PASSAGE, _WIDEST / max([1, *counts]))


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
        place + min(max(shift, 0.0), spare) for place, shift in zip(packed, rising, strict=True)
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
    stacks = _stacks(deck, unit)
    heights = _heights(deck, stacks)
    bottom = top + _deck_height(deck, heights)
    ends = [end for stack in stacks for end in stack.ends()]
    middles = _middles(deck, heights, _pulls(ends), (top, bottom))
    spots = {node: Spot(middle, heights[node]) for node, middle in middles.items()}
    return PlacedDeck(
        top=top,
        bottom=bottom,
        givers={card: spots[card] for card in deck.givers},
        practices={practice: spots[practice] for practice in deck.practices},
        askers={card: spots[card] for card in deck.askers},
        given=_bands(deck.given, unit, ends, middles),
        asked=_bands(deck.asked, unit, ends, middles),
        stubs=_stub_spots(deck, top, bottom),
    )


def _width(strand: Strand, unit: float) -> float:
    return max(_THINNEST, strand.passages.count * unit)


def _stacks(deck: OrderedDeck, unit: float) -> list[_Stack]:
    """Gather what is tied to each card, and to each practice on either side of it."""
    sorted_into: dict[tuple[_Node, bool], list[tuple[Strand, float]]] = {}
    for is_given, strands in ((True, deck.given), (False, deck.asked)):
        for strand in strands:
            tied = (strand, _width(strand, unit))
            sorted_into.setdefault((strand.card, is_given), []).append(tied)
            sorted_into.setdefault((strand.practice, is_given), []).append(tied)
    return [_Stack(node, tuple(tied)) for (node, _), tied in sorted_into.items()]


def _heights(deck: OrderedDeck, stacks: Iterable[_Stack]) -> dict[_Node, float]:
    """Make every node tall enough for its words and for what is tied to it."""
    heights: dict[_Node, float] = dict.fromkeys((*deck.givers, *deck.askers), _CARD_HEIGHT)
    for practice in deck.practices:
        lines = wrap(practice.label, room=PRACTICE_ROOM, size=PRACTICE_SIZE, face="serif")
        heights[practice] = _PRACTICE_HEIGHT + _LINE_HEIGHT * (len(lines) - 1)
    for stack in stacks:
        heights[stack.node] = max(heights[stack.node], stack.height + _END_MARGIN)
    return heights


def _deck_height(deck: OrderedDeck, heights: Mapping[_Node, float]) -> float:
    givers = _packed([heights[card] for card in deck.givers], _CARD_GAP)
    practices = _packed([heights[practice] for practice in deck.practices], _PRACTICE_GAP)
    asking = [heights[card] for card in deck.askers] + [_STUB_HEIGHT] * len(deck.unmet)
    return max(_BARE_HEIGHT, givers, practices, _packed(asking, _CARD_GAP))


def _packed(heights: Sequence[float], gap: float) -> float:
    return sum(heights) + gap * max(0, len(heights) - 1)


def _pulls(ends: Iterable[_End]) -> dict[_Node, list[_Pull]]:
    """Say how far apart two tied middles make a level ribbon; wide ribbons pull harder."""
    at = {(end.strand, end.node): end for end in ends}
    pulls: dict[_Node, list[_Pull]] = {}
    for (strand, node), end in at.items():
        other: _Node = strand.practice if node == strand.card else strand.card
        pull = (other, at[strand, other].shift - end.shift, end.width)
        pulls.setdefault(node, []).append(pull)
    return pulls


def _middles(
    deck: OrderedDeck,
    heights: Mapping[_Node, float],
    pulls: Mapping[_Node, Sequence[_Pull]],
    room: tuple[float, float],
) -> dict[_Node, float]:
    low, high = room
    above_stubs = high - len(deck.unmet) * (_STUB_HEIGHT + _CARD_GAP)
    middles: dict[_Node, float] = dict.fromkeys(heights, (low + above_stubs) / 2)
    layers: tuple[tuple[tuple[_Node, ...], float, float], ...] = (
        (deck.givers, _CARD_GAP, high),
        (deck.askers, _CARD_GAP, above_stubs),
        (deck.practices, _PRACTICE_GAP, high),
    )
    for nodes, gap, bottom in layers * _ROUNDS:
        wishes = [_wish(pulls[node], middles) for node in nodes]
        tall = [heights[node] for node in nodes]
        settled = settle(wishes, tall, gap=gap, low=low, high=bottom)
        middles.update(zip(nodes, settled, strict=True))
    return middles


def _wish(pulls: Sequence[_Pull], middles: Mapping[_Node, float]) -> float:
    strength = sum(width for _, _, width in pulls)
    return sum((middles[other] + shift) * width for other, shift, width in pulls) / strength


def _bands(
    strands: Iterable[Strand],
    unit: float,
    ends: Iterable[_End],
    middles: Mapping[_Node, float],
) -> tuple[Band, ...]:
    at = {(end.strand, end.node): middles[end.node] + end.shift for end in ends}
    return tuple(
        Band(
            strand,
            at_card=at[strand, strand.card],
            at_practice=at[strand, strand.practice],
            width=_width(strand, unit),
        )
        for strand in strands
    )


def _stub_spots(
    deck: OrderedDeck, top: float, bottom: float
) -> tuple[tuple[UnmetAsk, Spot], ...]:
    """Stand the stubs at the deck's foot; at its head, when nobody else asks."""
    pitch = _STUB_HEIGHT + _CARD_GAP
    highest = bottom - _packed([_STUB_HEIGHT] * len(deck.unmet), _CARD_GAP)
    first = (highest if deck.askers else top) + _STUB_HEIGHT / 2
    return tuple(
        (ask, Spot(first + i * pitch, _STUB_HEIGHT)) for i, ask in enumerate(deck.unmet)
    )
