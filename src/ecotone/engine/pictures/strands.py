"""Half-ribbons gathered and put in order, before anything has a place on the page.

A strand is what one card and one practice share: however many ribbons run through it, it is
drawn once, as wide as the passages behind it. Its colours are those of the givers.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from ecotone.engine.pictures.divide import (
    Bank,
    Card,
    Divide,
    Passages,
    Practice,
    Ribbon,
    Sector,
    UnmetAsk,
)
from ecotone.engine.pictures.weaving import Edges, weave

__all__ = ["OrderedDeck", "Strand", "order_deck"]

_Node = TypeVar("_Node")
_End: TypeAlias = tuple[Card, Practice, Passages]


@dataclass(frozen=True)
class Strand:
    """Half a ribbon: one card, one practice, and the giving sectors whose colours it wears."""

    card: Card
    practice: Practice
    passages: Passages
    sectors: tuple[Sector, ...]


@dataclass(frozen=True)
class OrderedDeck:
    """One direction across the river, every layer and strand from top to bottom."""

    givers: tuple[Card, ...]
    practices: tuple[Practice, ...]
    askers: tuple[Card, ...]
    given: tuple[Strand, ...]
    asked: tuple[Strand, ...]
    unmet: tuple[UnmetAsk, ...]
    crossings: int


def order_deck(divide: Divide, giving: Bank) -> OrderedDeck:
    """Order one direction of the divide so that ribbons cross as little as they can.

    >>> order_deck(Divide(sectors=()), "left").crossings
    0
    """
    ribbons = _grouped_by_sector(divide, giving)
    practices = _distinct(ribbon.practice for ribbon in ribbons)
    givers = _distinct(ribbon.giver for ribbon in ribbons)
    askers = _distinct(ribbon.asker for ribbon in ribbons)
    given = _strands(divide, ribbons, lambda r: (r.giver, r.practice, r.given))
    asked = _strands(divide, ribbons, lambda r: (r.asker, r.practice, r.asked))
    woven = weave(_edges(given, givers, practices), _edges(asked, askers, practices))
    ordered_practices = tuple(practices[i] for i in woven.practices)
    ordered_givers = tuple(givers[i] for i in woven.givers)
    ordered_askers = tuple(askers[i] for i in woven.askers)
    return OrderedDeck(
        givers=ordered_givers,
        practices=ordered_practices,
        askers=ordered_askers,
        given=_in_order(given, ordered_givers, ordered_practices),
        asked=_in_order(asked, ordered_askers, ordered_practices),
        unmet=divide.unmet_on("right" if giving == "left" else "left"),
        crossings=woven.crossings,
    )


def _grouped_by_sector(divide: Divide, giving: Bank) -> list[Ribbon]:
    """Givers of one sector start together; the order within a sector is the caller's."""
    place = {sector: i for i, sector in enumerate(divide.sectors)}
    return sorted(divide.given_from(giving), key=lambda ribbon: place[ribbon.giver.sector])


def _distinct(nodes: Iterable[_Node]) -> tuple[_Node, ...]:
    return tuple(dict.fromkeys(nodes))


def _strands(
    divide: Divide, ribbons: Iterable[Ribbon], end_of: Callable[[Ribbon], _End]
) -> tuple[Strand, ...]:
    colours: dict[_End, set[Sector]] = {}
    for ribbon in ribbons:
        colours.setdefault(end_of(ribbon), set()).add(ribbon.giver.sector)
    return tuple(
        Strand(*end, sectors=tuple(sector for sector in divide.sectors if sector in worn))
        for end, worn in colours.items()
    )


def _edges(
    strands: Iterable[Strand], cards: tuple[Card, ...], practices: tuple[Practice, ...]
) -> Edges:
    card_at = {card: i for i, card in enumerate(cards)}
    practice_at = {practice: i for i, practice in enumerate(practices)}
    return _distinct((card_at[s.card], practice_at[s.practice]) for s in strands)


def _in_order(
    strands: Iterable[Strand], cards: tuple[Card, ...], practices: tuple[Practice, ...]
) -> tuple[Strand, ...]:
    """Sort by both ends, so that strands stacked at either end never cross each other there."""
    card_at = {card: i for i, card in enumerate(cards)}
    practice_at = {practice: i for i, practice in enumerate(practices)}
    return tuple(sorted(strands, key=lambda s: (card_at[s.card], practice_at[s.practice])))
