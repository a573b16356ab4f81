"""Brute force over every choice of pairs: slow, short, and independent of the solver."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ecotone.engine.matching import Matching, Person

Key = tuple[int, int, float, int]
Edge = tuple[str, str, float, float, int]


@dataclass(frozen=True)
class Wishes:
    pins: frozenset[tuple[str, str]] = frozenset()
    kept: frozenset[tuple[str, str]] = frozenset()
    bonus: int = 20_000


def reaches(giver: Person, asker: Person) -> float:
    asked = sum(asker.asks.values())
    return sum(
        weight / asked * giver.gives.get(practice, 0)
        for practice, weight in asker.asks.items()
        if weight
    )


def edges_between(people: list[Person]) -> list[Edge]:
    """Every two-way pair across sectors, with what reaches either side, in millionths."""
    edges = []
    for first in people:
        for second in people:
            there, back = reaches(first, second), reaches(second, first)
            if (
                first.id < second.id
                and first.sector != second.sector
                and second.id not in first.avoid
                and there > 0
                and back > 0
            ):
                score = round(2e6 * there * back / (there + back))
                edges.append((first.id, second.id, there, back, score))
    return edges


def choices(edges: list[Edge], room: Mapping[str, int]) -> Iterator[list[Edge]]:
    """Every set of edges within everybody's room."""
    if not edges:
        yield []
        return
    edge, rest = edges[0], edges[1:]
    yield from choices(rest, room)
    first, second = edge[:2]
    if room[first] and room[second]:
        left = {**room, first: room[first] - 1, second: room[second] - 1}
        for others in choices(rest, left):
            yield [edge, *others]


def key_of(people: list[Person], chosen: list[Edge], wishes: Wishes) -> Key:
    """What the stages compare, in their order: promises, people, worst off, total."""
    partners = {person.id: 0 for person in people}
    best: dict[str, float] = {}
    pinned = {person for pin in wishes.pins for person in pin}
    total = 0
    for first, second, there, back, score in chosen:
        partners[first] += 1
        partners[second] += 1
        best[first] = max(best.get(first, 0), back)
        best[second] = max(best.get(second, 0), there)
        total += score + (wishes.bonus if (first, second) in wishes.kept else 0)
    promises = sum(min(person.at_least, partners[person.id]) for person in people)
    covered = sum(number > 0 for number in partners.values())
    worst_off = min((share for who, share in best.items() if who not in pinned), default=1)
    return promises, covered, round(worst_off, 9), total


def best_key(people: list[Person], wishes: Wishes = Wishes()) -> Key:
    room = {person.id: person.capacity for person in people}
    return max(
        key_of(people, chosen, wishes)
        for chosen in choices(edges_between(people), room)
        if wishes.pins <= {edge[:2] for edge in chosen}
    )


def key_of_matching(people: list[Person], matching: Matching, wishes: Wishes = Wishes()) -> Key:
    chosen = {pair.ids for pair in matching.pairs}
    edges = [edge for edge in edges_between(people) if edge[:2] in chosen]
    assert len(edges) == len(chosen)
    return key_of(people, edges, wishes)


def crossing(seed: int) -> list[Person]:
    """Seven people of three sectors, three of them a triangle: an odd cycle of good pairs."""
    draw = random.Random(seed)  # noqa: S311  # draws a case, keeps no secret
    practices = ["talk", "maths", "art", "maker"]
    people = [
        Person(
            f"{sector[0]}{number}",
            sector,
            gives={
                name: draw.choice([0.25, 0.5, 0.75, 1]) for name in draw.sample(practices, 2)
            },
            asks={name: draw.randint(1, 3) for name in draw.sample(practices, 2)},
            capacity=draw.choice([1, 1, 1, 2]),
        )
        for sector, number in [
            ("primary", 1),
            ("primary", 2),
            ("secondary", 1),
            ("secondary", 2),
            ("university", 1),
        ]
    ]
    triangle = [
        Person(
            f"t{number}",
            sector,
            gives={"odd": draw.choice([0.5, 0.6, 0.7]), draw.choice(practices): 0.1},
            asks={"odd": draw.randint(1, 3), draw.choice(practices): 1},
            at_least=draw.choice([0, 0, 0, 1]),
        )
        for number, sector in enumerate(["primary", "secondary", "university"])
    ]
    return [*people, *triangle]
