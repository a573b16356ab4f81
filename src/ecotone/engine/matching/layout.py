"""From people and candidate pairs to the numbered graph; only ids and seed decide the order."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from ecotone.engine.kernel import seeded_generator
from ecotone.engine.matching.candidates import Candidate
from ecotone.engine.matching.graph import IntArray, PairGraph
from ecotone.engine.matching.people import Person
from ecotone.engine.matching.result import Settings

__all__ = ["Layout", "lay_out"]

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Layout:
    """A graph with the ids of its n people and the candidates of its m pairs."""

    graph: PairGraph
    ids: list[str]
    pairs: list[Candidate]


def lay_out(
    people: Mapping[str, Person],
    candidates: Iterable[Candidate],
    room: Mapping[str, int],
    partners: Mapping[str, int],
    settings: Settings,
) -> Layout:
    """Lay people and pairs out as a graph; who has `partners` already is not in the stages."""
    ids = _shuffled(sorted(people), settings.seed)
    number = {person: position for position, person in enumerate(ids)}
    pairs = sorted(candidates, key=lambda pair: (number[pair.first], number[pair.second]))
    wanted = Counter(person for pair in pairs for person in pair.ids)
    # One place more than there are pairs is as good as any number, and never taken.
    capacity = _whole(min(room[person], wanted[person] + 1) for person in ids)
    promised = _whole(people[person].at_least - partners.get(person, 0) for person in ids)
    graph = PairGraph(
        capacity=capacity,
        promised=np.clip(promised, 0, capacity),
        in_stages=np.array([partners.get(person, 0) == 0 for person in ids], dtype=np.bool_),
        first=_whole(number[pair.first] for pair in pairs),
        second=_whole(number[pair.second] for pair in pairs),
        weight=_whole(round(MILLION * pair.score) for pair in pairs),
        to_first=np.array([pair.second_to_first for pair in pairs], dtype=np.float64),
        to_second=np.array([pair.first_to_second for pair in pairs], dtype=np.float64),
    )
    return Layout(graph, ids, pairs)


def _shuffled(ids: list[str], seed: int) -> list[str]:
    return [ids[position] for position in seeded_generator(seed).permutation(len(ids))]


def _whole(numbers: Iterable[int]) -> IntArray:
    return np.array(list(numbers), dtype=np.int64)
