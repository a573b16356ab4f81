"""Who is to be matched: what a person gives, asks for, and has room for."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ecotone.engine.kernel import InputError
from ecotone.engine.kernel.cells import InputErrors

__all__ = [
    "InputErrors",
    "Person",
    "check_people",
    "problems_among",
    "problems_with",
    "share_of_asks",
]

LONGEST_ID = 100


@dataclass(frozen=True, slots=True)
class Person:
    """One person who may be matched.

    Parameters
    ----------
    id, sector
        Not empty; pairs are made across sectors only.
    gives
        Practice to weight in [0, 1].
    asks
        Practice to weight >= 0; only the proportions count, see :func:`share_of_asks`.
    capacity, at_least
        Most partners this person has room for, and the number they were promised;
        0 <= at_least <= capacity.
    free, speaks
        Windows and languages; an empty set means "not said" and forbids nothing.
    avoid
        Ids of people this person is not to be paired with (holds both ways).
    latitude, longitude
        Degrees, both or neither.
    travel_minutes
        Longest journey this person will make; None when not said.
    """

    id: str
    sector: str
    gives: Mapping[str, float] = field(default_factory=dict, hash=False)
    asks: Mapping[str, float] = field(default_factory=dict, hash=False)
    capacity: int = 1
    at_least: int = 0
    free: frozenset[str] = frozenset()
    speaks: frozenset[str] = frozenset()
    avoid: frozenset[str] = frozenset()
    latitude: float | None = None
    longitude: float | None = None
    travel_minutes: float | None = None
    name: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A broken rule and the columns that break it together, the one to mend first."""

    columns: tuple[str, ...]
    reason: str


def share_of_asks(person: Person) -> dict[str, float]:
    """Return which share of everything a person asks for each practice is.

    Parameters
    ----------
    person
        Any person; practices asked with weight 0 are left out.

    Returns
    -------
    dict
        Practice to share in (0, 1]; the shares sum to 1, or the dict is empty.

    Notes
    -----
    Linear in the number of asks.

    Examples
    --------
    >>> share_of_asks(Person("ann", "primary", asks={"talk": 3, "maths": 1}))
    {'talk': 0.75, 'maths': 0.25}
    """
    total = sum(person.asks.values())
    return {practice: ask / total for practice, ask in person.asks.items() if ask > 0}


def problems_with(person: Person) -> Iterator[Problem]:
    """Name every rule that one person's own values break.

    Parameters
    ----------
    person
        A person whose values may be out of range.

    Yields
    ------
    Problem
        The columns at fault and the reason, as a sentence.

    Notes
    -----
    Linear in the number of gives and asks.

    Examples
    --------
    >>> [problem.reason for problem in problems_with(Person("ann", "primary", {"talk": 2}))]
    ['The weight of "talk" is 2; a give weighs between 0 and 1.']
    """
    yield from _problems_with_identity(person)
    yield from _problems_with_weights(person)
    yield from _problems_with_room(person)
    yield from _problems_with_place(person)


def check_people(people: Iterable[Person]) -> None:
    """Refuse people who could not be matched, naming everything that is wrong with them.

    Parameters
    ----------
    people
        In any order.

    Raises
    ------
    InputErrors
        One error for each broken rule; `column` is set, `row` is not.

    Notes
    -----
    Linear in the number of people, gives, asks and avoided people.

    Examples
    --------
    >>> check_people([Person("ann", "primary"), Person("bob", "university")])
    """
    listed = tuple(people)
    errors = [
        InputError(f"{person.id}: {problem.reason}", column=problem.columns[0])
        for person in listed
        for problem in problems_with(person)
    ]
    errors += [
        InputError(f"{person.id}: {problem.reason}", column=problem.columns[0])
        for person, problem in problems_among(listed)
    ]
    if errors:
        raise InputErrors(errors)


def problems_among(people: tuple[Person, ...]) -> Iterator[tuple[Person, Problem]]:
    """Name what is wrong between people: an id used twice, an unknown id to avoid."""
    uses = Counter(person.id for person in people)
    for person in people:
        if uses[person.id] > 1:
            yield person, Problem(("id",), f'The id "{person.id}" is used more than once.')
        for unknown in sorted(person.avoid - uses.keys()):
            yield person, Problem(("avoid",), f'Nobody here has the id "{unknown}".')


def _problems_with_identity(person: Person) -> Iterator[Problem]:
    for column, value in (("id", person.id), ("sector", person.sector)):
        if not value:
            yield Problem((column,), f"The {column} is missing.")
        elif len(value) > LONGEST_ID or not value.isprintable():
            yield Problem(
                (column,), f"The {column} is longer than {LONGEST_ID} signs or not plain text."
            )


def _problems_with_weights(person: Person) -> Iterator[Problem]:
    for practice, weight in person.gives.items():
        if not 0 <= weight <= 1:
            yield Problem(
                ("gives",),
                f'The weight of "{practice}" is {weight:g}; a give weighs between 0 and 1.',
            )
    for practice, weight in person.asks.items():
        if not 0 <= weight < math.inf:
            yield Problem(
                ("asks",), f'The weight of "{practice}" is {weight:g}; an ask weighs 0 or more.'
            )


def _problems_with_room(person: Person) -> Iterator[Problem]:
    if person.capacity < 0:
        yield Problem(("capacity",), "The capacity is below 0.")
    if person.at_least < 0:
        yield Problem(("at_least",), "The least number of partners is below 0.")
    if person.at_least > person.capacity:
        yield Problem(
            ("at_least", "capacity"),
            f"At least {person.at_least} partners are promised, but there is room for "
            f"{person.capacity}.",
        )


def _problems_with_place(person: Person) -> Iterator[Problem]:
    if (person.latitude is None) != (person.longitude is None):
        missing = "lat" if person.latitude is None else "lon"
        yield Problem((missing, "lat", "lon"), "Give both latitude and longitude, or neither.")
    if person.latitude is not None and not abs(person.latitude) <= 90:  # noqa: PLR2004 - poles
        yield Problem(("lat",), "The latitude is not between -90 and 90.")
    if person.longitude is not None and not abs(person.longitude) <= 180:  # noqa: PLR2004 - date line
        yield Problem(("lon",), "The longitude is not between -180 and 180.")
    if person.travel_minutes is not None and not 0 <= person.travel_minutes < math.inf:
        yield Problem(("travel_minutes",), "The travel minutes are not a number of 0 or more.")
