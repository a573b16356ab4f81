"""Who can learn from whom across the divide: the facts behind the home picture.

The picture, its sentence and its table are all made from one `Divide`, so they cannot
disagree. A ribbon has two halves, giver to practice and practice to asker, and each half
opens the passages it rests on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ecotone.engine.kernel import InputError

__all__ = [
    "Bank",
    "Card",
    "Divide",
    "DivideFinding",
    "DivideRow",
    "Passages",
    "Practice",
    "Ribbon",
    "Sector",
    "UnmetAsk",
    "finding_of",
    "table_rows",
]

Bank: TypeAlias = Literal["left", "right"]


@dataclass(frozen=True)
class Sector:
    """A sector, how it is drawn, and on which bank of the river it lives."""

    id: str
    label: str
    mark: str
    colour: str
    bank: Bank


@dataclass(frozen=True)
class Card:
    """What one participant gives, or asks, in a few words; equal cards are drawn once.

    One participant may have several cards: Heather gives three things in three words.
    """

    participant: str
    label: str
    words: str
    sector: Sector
    href: str = ""


@dataclass(frozen=True)
class Practice:
    """What the ribbons meet at: the thing that is given and asked for."""

    id: str
    label: str
    href: str = ""


@dataclass(frozen=True)
class Passages:
    """How many coded passages half a ribbon rests on, and the page that shows them."""

    count: int
    href: str = ""

    def __post_init__(self) -> None:
        if self.count < 0:
            raise InputError(f"A ribbon cannot rest on {self.count} passages.")


@dataclass(frozen=True)
class Ribbon:
    """One giver's strength reaching one asker on the other bank."""

    giver: Card
    practice: Practice
    asker: Card
    given: Passages
    asked: Passages

    @property
    def crosses(self) -> bool:
        """Say whether the ribbon spans the river; a match within one bank does not."""
        return self.giver.sector.bank != self.asker.sector.bank


@dataclass(frozen=True)
class UnmetAsk:
    """An ask that nobody on the other bank gives yet."""

    asker: Card
    practice: Practice
    asked: Passages


@dataclass(frozen=True)
class Divide:
    """Everything the picture shows.

    Parameters
    ----------
    sectors
        The sectors in the order of the key; cards stand in this order where crossings allow.
    ribbons
        Only ribbons that cross; filter a mixed list with `Ribbon.crosses`.
    unmet
        The asks without a bridge.
    """

    sectors: tuple[Sector, ...]
    ribbons: tuple[Ribbon, ...] = ()
    unmet: tuple[UnmetAsk, ...] = ()

    def __post_init__(self) -> None:
        for ribbon in self.ribbons:
            if not ribbon.crosses:
                pair = f"{ribbon.giver.label} and {ribbon.asker.label}"
                raise InputError(
                    f"{pair} stand on the same bank. Draw ribbons that cross only."
                )
        strangers = self._used_sectors() - set(self.sectors)
        if strangers:
            names = ", ".join(sorted(sector.label for sector in strangers))
            raise InputError(f"The key does not list the sector of some cards: {names}.")

    def _used_sectors(self) -> set[Sector]:
        givers = {ribbon.giver.sector for ribbon in self.ribbons}
        askers = {ribbon.asker.sector for ribbon in self.ribbons}
        return givers | askers | {ask.asker.sector for ask in self.unmet}

    def given_from(self, bank: Bank) -> tuple[Ribbon, ...]:
        """Return the ribbons that start on a bank: one deck of the picture."""
        return tuple(ribbon for ribbon in self.ribbons if ribbon.giver.sector.bank == bank)

    def unmet_on(self, bank: Bank) -> tuple[UnmetAsk, ...]:
        return tuple(ask for ask in self.unmet if ask.asker.sector.bank == bank)


@dataclass(frozen=True)
class DivideFinding:
    """The numbers of the sentence that says what the picture shows.

    A strength is one giver's card, an ask one asker's card; the caller puts them into words
    of the reader's language.
    """

    left_strengths: int
    right_asks_met: int
    right_asks_unmet: int
    right_strengths: int
    left_asks_met: int
    left_asks_unmet: int
    participants: int


def finding_of(divide: Divide) -> DivideFinding:
    """Count what the sentence needs.

    >>> finding_of(Divide(sectors=())).left_strengths
    0
    """
    from_left, from_right = divide.given_from("left"), divide.given_from("right")
    return DivideFinding(
        left_strengths=len({ribbon.giver for ribbon in from_left}),
        right_asks_met=len({ribbon.asker for ribbon in from_left}),
        right_asks_unmet=len(divide.unmet_on("right")),
        right_strengths=len({ribbon.giver for ribbon in from_right}),
        left_asks_met=len({ribbon.asker for ribbon in from_right}),
        left_asks_unmet=len(divide.unmet_on("left")),
        participants=len({card.participant for card in _cards(divide)}),
    )


def _cards(divide: Divide) -> Iterable[Card]:
    for ribbon in divide.ribbons:
        yield ribbon.giver
        yield ribbon.asker
    for ask in divide.unmet:
        yield ask.asker


@dataclass(frozen=True)
class DivideRow:
    """One row of the table twin; an ask without a bridge has no giver."""

    practice: Practice
    asker: Card
    asked: Passages
    giver: Card | None = None
    given: Passages | None = None


def table_rows(divide: Divide) -> tuple[DivideRow, ...]:
    """Return the picture as rows: deck by deck, ribbons first, then the asks without a bridge.

    >>> table_rows(Divide(sectors=()))
    ()
    """
    banks: tuple[tuple[Bank, Bank], ...] = (("left", "right"), ("right", "left"))
    return tuple(
        row
        for giving, asking in banks
        for row in (*_met(divide.given_from(giving)), *_unmet(divide.unmet_on(asking)))
    )


def _met(ribbons: Iterable[Ribbon]) -> Iterable[DivideRow]:
    return (
        DivideRow(
            practice=ribbon.practice,
            asker=ribbon.asker,
            asked=ribbon.asked,
            giver=ribbon.giver,
            given=ribbon.given,
        )
        for ribbon in ribbons
    )


def _unmet(asks: Iterable[UnmetAsk]) -> Iterable[DivideRow]:
    return (DivideRow(practice=ask.practice, asker=ask.asker, asked=ask.asked) for ask in asks)
