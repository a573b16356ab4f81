"""One round of matching: from candidates through the graph to pairs and certificate."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from ecotone.engine.matching.benefit import DECIMALS, shares_of_benefit
from ecotone.engine.matching.candidates import Candidate, allowed_candidates, check_wishes
from ecotone.engine.matching.certificate import (
    PRICE_DECIMALS,
    digest_of_people,
    relative_gap,
    total_of,
    upper_bound,
)
from ecotone.engine.matching.double_cover import best_prices
from ecotone.engine.matching.layout import MILLION, lay_out
from ecotone.engine.matching.people import Person
from ecotone.engine.matching.practices import PracticeTree
from ecotone.engine.matching.result import Certificate, Matching, Pair, PairOfIds, Terms
from ecotone.engine.matching.stages import choose_pairs

__all__ = ["Round", "run_round"]


@dataclass(frozen=True, slots=True)
class Round:
    """Everything one matching starts from; `before` counts partners from an earlier one."""

    people: Mapping[str, Person]
    terms: Terms
    tree: PracticeTree
    scored: Callable[[PairOfIds], Candidate]
    pairs: Iterable[PairOfIds]
    before: Counter[str] = field(default_factory=Counter)

    def room(self) -> dict[str, int]:
        """Return how many partners each person still has room for."""
        return room_left(self.people.values(), self.terms, self.before)


def room_left(
    people: Iterable[Person], terms: Terms, before: Mapping[str, int]
) -> dict[str, int]:
    """Return each person's capacity, cut to the programme's, less the partners they have."""
    most = math.inf if terms.settings.partners is None else terms.settings.partners
    return {
        person.id: max(0, int(min(person.capacity, most)) - before.get(person.id, 0))
        for person in people
    }


def run_round(this: Round) -> Matching:
    """Choose the pairs of one round and prove how good they are."""
    room = this.room()
    check_wishes(this.people, this.terms, room)
    candidates = allowed_candidates(map(this.scored, this.pairs), this.people, this.terms)
    chosen = _chosen(this, candidates, room)
    pairs = tuple(_explained(pair, this) for pair in chosen)
    return Matching(pairs, _certificate(this, candidates, chosen, room), this.tree)


def _chosen(
    this: Round, candidates: list[Candidate], room: Mapping[str, int]
) -> list[Candidate]:
    pinned = [this.scored(pin) for pin in this.terms.pins]
    partners = _partners(pinned)
    pins, kept = set(this.terms.pins), set(this.terms.kept)
    layout = lay_out(
        this.people,
        [pair for pair in candidates if pair.ids not in pins],
        {person: places - partners[person] for person, places in room.items()},
        this.before + partners,
        this.terms.settings,
    )
    is_kept = np.array([pair.ids in kept for pair in layout.pairs], dtype=np.int64)
    bonus = is_kept * round(MILLION * this.terms.settings.stability_bonus)
    graph = replace(layout.graph, weight=layout.graph.weight + bonus)
    picked = choose_pairs(graph, this.terms.settings)
    found = [pair for pair, is_picked in zip(layout.pairs, picked, strict=True) if is_picked]
    return sorted([*pinned, *found], key=lambda pair: pair.ids)


def _partners(pairs: Iterable[Candidate]) -> Counter[str]:
    return Counter(person for pair in pairs for person in pair.ids)


def _explained(pair: Candidate, this: Round) -> Pair:
    first, second = this.people[pair.first], this.people[pair.second]
    if this.terms.scores_sha256 is not None:
        return Pair(*pair.ids, pair.score, pair.first_to_second, pair.second_to_first)
    return Pair(
        *pair.ids,
        pair.score,
        pair.first_to_second,
        pair.second_to_first,
        shares_of_benefit(first, second, this.tree),
        shares_of_benefit(second, first, this.tree),
    )


def _certificate(
    this: Round,
    candidates: list[Candidate],
    chosen: list[Candidate],
    room: Mapping[str, int],
) -> Certificate:
    objective = total_of(pair.score for pair in chosen)
    prices = _prices(this, candidates, room)
    bound = upper_bound(prices, room, {pair.ids: pair.score for pair in candidates})
    gap = relative_gap(objective=objective, bound=bound)
    partners = this.before + _partners(chosen)
    return Certificate(
        objective=objective,
        bound_local=bound,
        bound_global=bound,
        gap_local=gap,
        gap_global=gap,
        people_without_partner=tuple(sorted(this.people.keys() - partners.keys())),
        shortfalls=shortfalls(this.people.values(), partners),
        worst_off=_worst_off(this, chosen),
        prices=prices,
        terms=this.terms,
        input_sha256=digest_of_people(this.people.values()),
    )


def _prices(
    this: Round, candidates: list[Candidate], room: Mapping[str, int]
) -> dict[str, float]:
    """Price everybody's places for the total alone: no stage, pin or bonus has a part in it."""
    layout = lay_out(this.people, candidates, room, {}, this.terms.settings)
    prices = (best_prices(layout.graph) / (2 * MILLION)).round(PRICE_DECIMALS).tolist()
    return dict(sorted(zip(layout.ids, prices, strict=True)))


def shortfalls(people: Iterable[Person], partners: Mapping[str, int]) -> dict[str, int]:
    """Return how many promised partners are missing, for those who miss any."""
    missing = {
        person.id: person.at_least - partners.get(person.id, 0)
        for person in sorted(people, key=lambda person: person.id)
    }
    return {person: number for person, number in missing.items() if number > 0}


def _worst_off(this: Round, chosen: list[Candidate]) -> float | None:
    pinned = {person for pin in this.terms.pins for person in pin}
    best: dict[str, float] = {}
    for pair in chosen:
        for person, share in (
            (pair.first, pair.second_to_first),
            (pair.second, pair.first_to_second),
        ):
            best[person] = max(best.get(person, 0.0), share)
    levels = [share for person, share in best.items() if person not in pinned]
    return round(min(levels), DECIMALS) if levels else None
