"""The stages against brute force, on graphs whose odd cycles defeat two-sided solvers."""

import numpy as np
import pytest

from ecotone.engine.kernel import InputError
from ecotone.engine.matching import Person, Settings, Stage, match_reciprocally, verify
from ecotone.engine.matching.double_cover import best_prices, solve_relaxed
from ecotone.engine.matching.graph import (
    PairGraph,
    Problem,
    Reach,
    everything_counts,
    nothing_counts,
    staged_problem,
)
from ecotone.engine.matching.odd_cycles import (
    any_reaching,
    close_odd_cycles,
    close_odd_cycles_reaching,
    round_half_pairs,
)
from ecotone.engine.matching.stages import choose_pairs
from tests.engine.matching.oracle import (
    Wishes,
    best_key,
    choices,
    crossing,
    edges_between,
    key_of_matching,
)


def graph_of(
    pairs: list[tuple[int, int, int]], *, people: int, room: int = 1, promised: int = 0
) -> PairGraph:
    """A graph of (person, person, weight) whose benefits are the weight in millionths."""
    first, second, weight = (
        np.array(column, dtype=np.int64) for column in zip(*pairs, strict=True)
    )
    return PairGraph(
        capacity=np.full(people, room, dtype=np.int64),
        promised=np.full(people, promised, dtype=np.int64),
        in_stages=np.ones(people, dtype=np.bool_),
        first=first,
        second=second,
        weight=weight,
        to_first=weight / 1e6,
        to_second=weight / 1e6,
    )


TRIANGLE = [(0, 1, 600_000), (0, 2, 600_000), (1, 2, 600_000)]
EXACT, ROUNDED = Settings(), Settings(exact=False)


def coverage_of(graph: PairGraph) -> Problem:
    return staged_problem(graph, everything_counts(graph))


@pytest.mark.parametrize("seed", range(100))
def test_a_small_crossing_with_an_odd_cycle_is_matched_as_brute_force_would(seed: int) -> None:
    people = crossing(seed)

    matching = match_reciprocally(people)

    assert key_of_matching(people, matching) == best_key(people)
    assert verify(people, matching.pairs, matching.certificate) == ()


@pytest.mark.parametrize("seed", range(100, 130))
def test_pins_and_kept_pairs_are_matched_as_brute_force_would(seed: int) -> None:
    people = crossing(seed)
    total_only = Settings(stages=(Stage.TOTAL,))
    earlier = [pair.ids for pair in match_reciprocally(people, settings=total_only).pairs]
    wishes = Wishes(pins=frozenset(earlier[:1]), kept=frozenset(earlier[1:]))

    matching = match_reciprocally(people, pins=earlier[:1], kept=earlier[1:])

    assert wishes.pins <= {pair.ids for pair in matching.pairs}
    assert key_of_matching(people, matching, wishes) == best_key(people, wishes)


@pytest.mark.parametrize("seed", range(20))
def test_with_the_total_alone_no_choice_of_pairs_has_more(seed: int) -> None:
    people = crossing(seed)
    people = [Person(p.id, p.sector, p.gives, p.asks, p.capacity) for p in people]

    matching = match_reciprocally(people, settings=Settings(stages=(Stage.TOTAL,)))

    room = {person.id: person.capacity for person in people}
    totals = (
        sum(edge[4] for edge in chosen) for chosen in choices(edges_between(people), room)
    )
    assert round(matching.certificate.objective * 1e6) == max(totals)


def test_an_odd_triangle_leaves_half_pairs_that_are_closed_to_one_pair() -> None:
    problem = coverage_of(graph_of(TRIANGLE, people=3))
    relaxed = solve_relaxed(problem)

    closed = close_odd_cycles(problem, relaxed)

    assert relaxed.halves.tolist() == [1, 1, 1]
    assert closed.reach == Reach(promises=0, served=2)
    assert closed.chosen.sum() == 1


def test_more_than_a_triangle_can_reach_is_not_promised() -> None:
    problem = coverage_of(graph_of(TRIANGLE, people=3))
    relaxed = solve_relaxed(problem)

    best = close_odd_cycles_reaching(problem, relaxed, Reach(promises=0, served=3))
    some = any_reaching(problem, relaxed, Reach(promises=0, served=3))

    assert best is None
    assert some is None


def test_two_triangles_that_are_joined_keep_four_people_by_the_weak_pair() -> None:
    weak = (2, 3, 1)
    second = [(3, 4, 600_000), (3, 5, 600_000), (4, 5, 600_000)]
    problem = coverage_of(graph_of([*TRIANGLE, *second, weak], people=6))
    relaxed = solve_relaxed(problem)

    closed = close_odd_cycles(problem, relaxed)

    assert closed.reach == Reach(promises=0, served=6)
    assert np.flatnonzero(closed.chosen).tolist() == [0, 5, 6]


def test_rounding_an_odd_triangle_keeps_one_pair_and_says_nothing_false() -> None:
    graph = graph_of(TRIANGLE, people=3)

    chosen = choose_pairs(graph, ROUNDED)

    assert chosen.sum() == 1


@pytest.mark.parametrize("seed", range(40))
def test_rounded_matchings_hold_too_and_are_never_better_than_exact_ones(seed: int) -> None:
    people = crossing(seed)

    rounded = match_reciprocally(people, settings=ROUNDED)

    assert verify(people, rounded.pairs, rounded.certificate) == ()
    assert key_of_matching(people, rounded) <= best_key(people)


def test_an_attempt_that_rounding_spoils_is_not_taken_for_feasible() -> None:
    problem = coverage_of(graph_of(TRIANGLE, people=3))

    rounded = round_half_pairs(problem, solve_relaxed(problem))

    assert rounded.reach < Reach(promises=0, served=3)


def test_no_pairs_give_no_choice() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    graph = PairGraph(
        nothing,
        nothing,
        nothing.astype(bool),
        nothing,
        nothing,
        nothing,
        nothing / 1,
        nothing / 1,
    )

    assert choose_pairs(graph, EXACT).tolist() == []


def test_prices_of_a_triangle_are_half_of_its_score() -> None:
    assert best_prices(graph_of(TRIANGLE, people=3)).tolist() == [600_000] * 3


def test_prices_without_pairs_are_nothing() -> None:
    graph = graph_of([(0, 1, 0)], people=2, room=0)

    assert best_prices(graph).tolist() == [0, 0]


def test_more_than_whole_numbers_can_hold_is_refused_with_a_way_out() -> None:
    graph = graph_of([(0, 1, 2**61)], people=2)

    with pytest.raises(InputError, match="match one region at a time"):
        solve_relaxed(Problem(graph, nothing_counts(graph), 0, 0))
