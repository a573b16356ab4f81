"""When too many people stand on a bank, one card speaks for each sector.

A region of 20,000 people is drawn at the size of a hub: per deck at most one card for each
sector, a handful of practices and one pill for the rest, one stub for each sector's asks
without a bridge. The result is a `Divide` like any other, so its table twin still agrees.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

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

__all__ = ["MOST_CARDS", "MOST_PRACTICES", "CrowdWords", "gathered", "is_crowded"]

MOST_CARDS, MOST_PRACTICES = 14, 8

_BANKS: tuple[tuple[Bank, Bank], ...] = (("left", "right"), ("right", "left"))


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count:,} people"


def _practices(count: int) -> str:
    return "1 practice" if count == 1 else f"{count:,} practices"


def _more_practices(count: int) -> str:
    return f"{count:,} more practices"


def _nowhere(sector: str, practice: str) -> str:  # noqa: ARG001 - the shape of an address book
    return ""


@dataclass(frozen=True)
class CrowdWords:
    """What gathered cards say, and where they lead.

    Parameters
    ----------
    people, practices, more_practices
        Phrases for a number, in the reader's language.
    href
        The page for (sector id, practice id); either is empty where the drawing means all.
    """

    people: Callable[[int], str] = _people
    practices: Callable[[int], str] = _practices
    more_practices: Callable[[int], str] = _more_practices
    href: Callable[[str, str], str] = _nowhere


def is_crowded(divide: Divide) -> bool:
    """Say whether a deck has more cards or practices than a picture can hold.

    >>> is_crowded(Divide(sectors=()))
    False
    """
    return any(_is_deck_crowded(divide, giving, asking) for giving, asking in _BANKS)


def _is_deck_crowded(divide: Divide, giving: Bank, asking: Bank) -> bool:
    ribbons = divide.given_from(giving)
    givers = {ribbon.giver for ribbon in ribbons}
    askers = {ribbon.asker for ribbon in ribbons}
    practices = {ribbon.practice for ribbon in ribbons}
    standing = max(len(givers), len(askers) + len(divide.unmet_on(asking)))
    return standing > MOST_CARDS or len(practices) > MOST_CARDS


def gathered(divide: Divide, words: CrowdWords) -> Divide:
    """Draw sectors instead of people.

    Count the finding on the whole divide first: here a sector counts as one participant.

    Examples
    --------
    >>> gathered(Divide(sectors=()), CrowdWords()) == Divide(sectors=())
    True
    """
    return replace(
        divide,
        ribbons=tuple(
            ribbon
            for giving, _ in _BANKS
            for ribbon in _gathered_ribbons(divide.given_from(giving), words)
        ),
        unmet=tuple(
            ask
            for _, asking in _BANKS
            for ask in _gathered_asks(divide.unmet_on(asking), words)
        ),
    )


@dataclass(frozen=True)
class _Half:
    card: Card
    practice: Practice
    passages: Passages


def _gathered_ribbons(ribbons: tuple[Ribbon, ...], words: CrowdWords) -> Iterable[Ribbon]:
    given = dict.fromkeys(_Half(r.giver, r.practice, r.given) for r in ribbons)
    asked = dict.fromkeys(_Half(r.asker, r.practice, r.asked) for r in ribbons)
    shown = _shown_practices((*given, *asked), words)
    givers, askers = _sector_cards(given, words), _sector_cards(asked, words)
    given_sums, asked_sums = _sums(given, shown, words), _sums(asked, shown, words)
    crossings = dict.fromkeys(
        (r.giver.sector, shown[r.practice], r.asker.sector) for r in ribbons
    )
    return (
        Ribbon(
            giver=givers[giving],
            practice=practice,
            asker=askers[asking],
            given=given_sums[giving, practice],
            asked=asked_sums[asking, practice],
        )
        for giving, practice, asking in crossings
    )


def _shown_practices(halves: Iterable[_Half], words: CrowdWords) -> Mapping[Practice, Practice]:
    """Keep the practices with the most passages; the others share one pill."""
    weights: Counter[Practice] = Counter()
    for half in halves:
        weights[half.practice] += half.passages.count
    ranked = sorted(weights, key=lambda practice: (-weights[practice], practice.id))
    rest = ranked[MOST_PRACTICES:] if len(ranked) > MOST_PRACTICES + 1 else []
    pill = Practice(id="", label=words.more_practices(len(rest)), href=words.href("", ""))
    return {practice: practice for practice in ranked} | dict.fromkeys(rest, pill)


def _sector_cards(halves: Iterable[_Half], words: CrowdWords) -> Mapping[Sector, Card]:
    people: dict[Sector, set[str]] = {}
    for half in halves:
        people.setdefault(half.card.sector, set()).add(half.card.participant)
    return {sector: _sector_card(sector, len(them), words) for sector, them in people.items()}


def _sector_card(sector: Sector, people: int, words: CrowdWords) -> Card:
    return Card(
        participant=sector.id,
        label=sector.label,
        words=words.people(people),
        sector=sector,
        href=words.href(sector.id, ""),
    )


def _sums(
    halves: Iterable[_Half], shown: Mapping[Practice, Practice], words: CrowdWords
) -> Mapping[tuple[Sector, Practice], Passages]:
    counts: Counter[tuple[Sector, Practice]] = Counter()
    for half in halves:
        counts[half.card.sector, shown[half.practice]] += half.passages.count
    return {
        (sector, practice): Passages(count, words.href(sector.id, practice.id))
        for (sector, practice), count in counts.items()
    }


def _gathered_asks(asks: tuple[UnmetAsk, ...], words: CrowdWords) -> Iterable[UnmetAsk]:
    by_sector: dict[Sector, list[UnmetAsk]] = {}
    for ask in asks:
        by_sector.setdefault(ask.asker.sector, []).append(ask)
    return (_gathered_ask(sector, own, words) for sector, own in by_sector.items())


def _gathered_ask(sector: Sector, asks: list[UnmetAsk], words: CrowdWords) -> UnmetAsk:
    people = {ask.asker.participant for ask in asks}
    practices = dict.fromkeys(ask.practice for ask in asks)
    several = Practice(id="", label=words.practices(len(practices)))
    return UnmetAsk(
        asker=_sector_card(sector, len(people), words),
        practice=several if len(practices) > 1 else asks[0].practice,
        asked=Passages(sum(ask.asked.count for ask in asks), words.href(sector.id, "")),
    )
