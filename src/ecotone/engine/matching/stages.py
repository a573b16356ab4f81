"""Coverage, then fairness, then the total: each stage without harm to the one before."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from ecotone.engine.matching.double_cover import Relaxed, solve_relaxed
from ecotone.engine.matching.graph import (
    Attempt,
    BoolArray,
    FloatArray,
    Goal,
    PairGraph,
    Problem,
    Reach,
    everything_counts,
    goal_at_level,
    nothing_counts,
    staged_problem,
    worst_off_level,
)
from ecotone.engine.matching.odd_cycles import (
    any_reaching,
    close_odd_cycles,
    close_odd_cycles_reaching,
    round_half_pairs,
)
from ecotone.engine.matching.result import Settings, Stage

__all__ = ["choose_pairs"]

Closing: TypeAlias = Callable[[Problem, Relaxed, Reach], Attempt | None]


def choose_pairs(graph: PairGraph, settings: Settings) -> BoolArray:
    """Choose pairs stage by stage; promised partners (`at_least`) come before every stage.

    Parameters
    ----------
    graph
        n people and m pairs.
    settings
        Which stages, and whether odd cycles are closed exactly.

    Returns
    -------
    array of bool, shape (m,)
        The pairs chosen.

    Notes
    -----
    One min-cost flow for coverage and total, and one for each of at most log2(2m) levels of
    the fair stage: a level is feasible when as many people as before have a partner that
    serves them at least so far. Each of these flows also maximises the total, because a bare
    "maximise the smallest" programme gives a solver nothing to go by between its steps.
    """
    if not len(graph.first):
        return np.zeros(0, dtype=np.bool_)
    if Stage.COVERAGE not in settings.stages:
        return _first_attempt(graph, nothing_counts(graph), settings).chosen
    covered = _first_attempt(graph, everything_counts(graph), settings)
    if Stage.FAIR not in settings.stages:
        return covered.chosen
    return _fairest(graph, covered, settings).chosen


def _first_attempt(graph: PairGraph, goal: Goal, settings: Settings) -> Attempt:
    problem = staged_problem(graph, goal)
    relaxed = solve_relaxed(problem)
    if settings.exact and not relaxed.is_whole:
        return close_odd_cycles(problem, relaxed)
    return round_half_pairs(problem, relaxed)


def _fairest(graph: PairGraph, covered: Attempt, settings: Settings) -> Attempt:
    """Search the highest level at which everybody covered is served; then the best total."""
    levels = np.unique(
        np.concatenate(
            [
                graph.to_first[graph.in_stages[graph.first]],
                graph.to_second[graph.in_stages[graph.second]],
            ]
        )
    )
    found = covered
    low, high = _position(levels, graph, covered), len(levels)
    while high - low > 1:
        middle = (low + high) // 2
        goal = goal_at_level(graph, levels[middle])
        attempt = _reaching(graph, goal, covered.reach, settings, any_reaching)
        if attempt is None:
            high = middle
        else:
            found, low = attempt, max(middle, _position(levels, graph, attempt))
    if found is covered:
        return covered
    goal = goal_at_level(graph, levels[low])
    best = _reaching(graph, goal, covered.reach, settings, close_odd_cycles_reaching)
    return best or found  # what was rounded does not always reach the same level again


def _position(levels: FloatArray, graph: PairGraph, attempt: Attempt) -> int:
    worst_off = worst_off_level(graph, attempt.chosen)
    return int(np.searchsorted(levels, worst_off)) if worst_off is not None else len(levels)


def _reaching(
    graph: PairGraph, goal: Goal, must: Reach, settings: Settings, close: Closing
) -> Attempt | None:
    """Return a large total that reaches as far as it must, or None where none does."""
    problem = staged_problem(graph, goal)
    relaxed = solve_relaxed(problem)
    if relaxed.twice_value < 2 * problem.worth(must):
        return None
    if settings.exact and not relaxed.is_whole:
        return close(problem, relaxed, must)
    attempt = round_half_pairs(problem, relaxed)
    return attempt if attempt.reach >= must else None
