"""What the rooms above hold of a person: how each forgets it, tells it, and uses a grant."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ecotone.consent.choices import Grant
from ecotone.register.models import Participant
from ecotone.register.queries import Told


def nothing_told(_participant: Participant) -> Told:
    return {}


def nothing_used(_participant: Participant, _grant: Grant) -> Mapping[str, int]:
    return {}


@dataclass(frozen=True, slots=True)
class Holding:
    """One room's part in what is kept of a participant. Each room registers what it holds.

    Attributes
    ----------
    key
        What is held, in a word of the house, e.g. "conversations"; people read it as a heading.
    erase
        Remove all of it and return how many of each kind went (keys in `gettext_noop`).
        It changes only the database, because leaving is also rehearsed, to say beforehand
        what would go; files are deleted with `transaction.on_commit`.
    tell
        Return all of it for the person themselves, as JSON can carry it.
    uses
        Say what taking back this grant removes from sight: a phrase in the right plural form
        with `%(number)s` left in it, and that number, e.g.
        `{ngettext("%(number)s quote", "%(number)s quotes", 2): 2}`. Asked while a page is
        shown, so in the language of whoever reads it.
    erased_with
        The grants on which all of it rests: 14 days after one of them was taken back, it is
        erased. None by default: being out of sight is enough, as for quotes.
    """

    key: str
    erase: Callable[[Participant], Mapping[str, int]]
    tell: Callable[[Participant], Told] = nothing_told
    uses: Callable[[Participant, Grant], Mapping[str, int]] = nothing_used
    erased_with: frozenset[Grant] = frozenset()


_holdings: dict[str, Holding] = {}


def register_holding(holding: Holding) -> None:
    """Let a room answer for what it holds of people: called in its `apps.py`."""
    _holdings[holding.key] = holding


def holdings_from_the_top() -> Iterator[Holding]:
    """Go through the house from the top down, as upper floors hold the foreign keys."""
    return reversed(list(_holdings.values()))


def uses_of(participant: Participant, grant: Grant) -> list[str]:
    """Say, in counted phrases, what leaves the pages when this grant is taken back."""
    return [
        phrase % {"number": number}
        for holding in holdings_from_the_top()
        for phrase, number in holding.uses(participant, grant).items()
        if number
    ]


def is_erased_with(grant: Grant) -> bool:
    """Say whether anything is erased for good 14 days after this grant is taken back."""
    return any(grant in holding.erased_with for holding in _holdings.values())
