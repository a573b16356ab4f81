"""Asks that nobody meets yet: a brief for the next invitation."""

from collections.abc import Iterable
from dataclasses import dataclass

from ecotone.engine.matching.benefit import served_practices
from ecotone.engine.matching.people import Person, check_people, share_of_asks
from ecotone.engine.matching.practices import PracticeTree
from ecotone.engine.matching.result import Settings
from ecotone.engine.matching.rules import is_allowed

__all__ = ["UnmetAsk", "unmet_asks"]


@dataclass(frozen=True, slots=True)
class UnmetAsk:
    """A practice that a person asks for and nobody they may be paired with gives."""

    person: str
    practice: str
    share_of_asks: float


def unmet_asks(
    people: Iterable[Person], tree: PracticeTree, *, settings: Settings | None = None
) -> tuple[UnmetAsk, ...]:
    """List the asks without a bridge: no allowed person of another sector serves them.

    Parameters
    ----------
    people
        In any order.
    tree
        The practices; a broader or narrower give does serve an ask.
    settings
        Only the travel speed is used.

    Returns
    -------
    tuple of UnmetAsk
        In order of person, then practice; shares in (0, 1].

    Raises
    ------
    InputErrors
        When people are not as :class:`Person` says.

    Notes
    -----
    Asks times those who give the practice. The open list is the recruitment brief of Ralls,
    Bianchi and Choudry (2018): who to invite next.

    Examples
    --------
    >>> ann = Person("ann", "primary", gives={"talk": 0.8}, asks={"maths": 1})
    >>> bob = Person("bob", "university", asks={"talk": 1})
    >>> unmet_asks([ann, bob], PracticeTree())
    (UnmetAsk(person='ann', practice='maths', share_of_asks=1.0),)
    """
    listed = sorted(people, key=lambda person: person.id)
    check_people(listed)
    speed = (settings or Settings()).minutes_per_km
    givers = [(person, served_practices(person, tree)) for person in listed]
    return tuple(
        UnmetAsk(asker.id, practice, share)
        for asker in listed
        for practice, share in sorted(share_of_asks(asker).items())
        if not any(
            practice in served and is_allowed(asker, giver, minutes_per_km=speed)
            for giver, served in givers
        )
    )
