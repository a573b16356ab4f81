"""The pairs that may be chosen: allowed, not vetoed, and worth something."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ecotone.engine.kernel import InputError
from ecotone.engine.matching.benefit import DECIMALS, reciprocal_score
from ecotone.engine.matching.people import Person
from ecotone.engine.matching.result import Direction, PairOfIds, Terms
from ecotone.engine.matching.rules import is_allowed, rules_against

__all__ = ["Candidate", "allowed_candidates", "in_order", "scored_pair"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair, in order of id, with its score and what reaches either side, all in [0, 1]."""

    first: str
    second: str
    score: float
    first_to_second: float
    second_to_first: float

    @property
    def ids(self) -> PairOfIds:
        return self.first, self.second


def in_order(pairs: Iterable[PairOfIds]) -> tuple[PairOfIds, ...]:
    """Return pairs of ids without repeats, each and all in order."""
    return tuple(sorted({(min(pair), max(pair)) for pair in pairs}))


def scored_pair(
    pair: PairOfIds, benefits: Mapping[PairOfIds, float], direction: Direction
) -> Candidate:
    """Score one pair: both ways by the harmonic mean, one way by the one benefit there is."""
    first, second = pair
    there, back = benefits.get((first, second), 0.0), benefits.get((second, first), 0.0)
    if direction is Direction.TWO_WAY:
        score = reciprocal_score(there, back)
    else:
        score = round(max(there, back), DECIMALS) if min(there, back) == 0 else 0.0
    return Candidate(first, second, score, there, back)


def allowed_candidates(
    scored: Iterable[Candidate], people: Mapping[str, Person], terms: Terms
) -> list[Candidate]:
    """Keep the pairs with a score above 0 that neither a rule nor the broker forbids."""
    vetoes = set(terms.vetoes)
    minutes_per_km = terms.settings.minutes_per_km
    return [
        pair
        for pair in scored
        if pair.score > 0
        and pair.ids not in vetoes
        and is_allowed(people[pair.first], people[pair.second], minutes_per_km=minutes_per_km)
    ]


def check_wishes(people: Mapping[str, Person], terms: Terms, room: Mapping[str, int]) -> None:
    """Refuse pins and vetoes that cannot be carried out, and say what to change."""
    for first, second in (*terms.pins, *terms.vetoes):
        for person in (first, second):
            if person not in people:
                raise InputError(
                    f'A pin or veto names "{person}", whom nobody here is. Take it away.'
                )
    for pin in terms.pins:
        _check_pin(pin, people, terms)
    for person, places in room.items():
        pinned = sum(person in pin for pin in terms.pins)
        if pinned > places:
            raise InputError(
                f"{person} has {pinned} pinned partners and room for {places}. "
                "Raise the capacity or take a pin away."
            )


def _check_pin(pin: PairOfIds, people: Mapping[str, Person], terms: Terms) -> None:
    first, second = (people[person] for person in pin)
    against = [
        str(rule)
        for rule in rules_against(first, second, minutes_per_km=terms.settings.minutes_per_km)
    ]
    if pin in terms.vetoes:
        against.append("it is vetoed as well")
    if against:
        raise InputError(
            f"The pinned pair {first.id} and {second.id} is not allowed: {'; '.join(against)}. "
            "Take the pin away or change what stands against it."
        )
