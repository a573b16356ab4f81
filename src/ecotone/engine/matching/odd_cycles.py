"""Where the relaxation leaves half pairs on odd cycles: close them exactly, or round them."""

from collections.abc import Callable

import numpy as np

from ecotone.engine.matching.double_cover import Relaxed
from ecotone.engine.matching.graph import Attempt, BoolArray, IntArray, Problem, Reach
from ecotone.engine.matching.programme import Near, best_whole_pairs, whole_pairs_reaching

__all__ = [
    "any_reaching",
    "close_odd_cycles",
    "close_odd_cycles_reaching",
    "round_half_pairs",
]

FIRST_LOSS = 20_000  # a hundredth of a score on both copies: most odd cycles close for less
WHOLE = 2  # halves


def round_half_pairs(problem: Problem, relaxed: Relaxed) -> Attempt:
    """Keep whole pairs, then take half pairs and others, best first, while there is room."""
    graph = problem.graph
    chosen: BoolArray = relaxed.halves == WHOLE
    room = graph.capacity - graph.degrees(chosen)
    for pair in np.lexsort((-graph.weight, -relaxed.halves)):
        ends = graph.first[pair], graph.second[pair]
        if not chosen[pair] and min(room[ends[0]], room[ends[1]]) > 0:
            chosen[pair] = True
            room[list(ends)] -= 1
    return problem.attempt(chosen)


def close_odd_cycles(problem: Problem, relaxed: Relaxed) -> Attempt:
    """Choose whole pairs exactly: most promises, then most people served, then weight.

    Parameters
    ----------
    problem, relaxed
        The problem and its relaxation.

    Returns
    -------
    Attempt
        The best there is.

    Notes
    -----
    Only pairs near the relaxation are left open at first: an answer among them is the best
    of all as soon as it lies no further below the relaxation than any other pair would.
    Exponential in the worst case.
    """
    rounded = round_half_pairs(problem, relaxed)
    if 2 * problem.value(rounded) >= relaxed.twice_value - 1:
        return rounded
    found = _widening(problem, relaxed, lambda near: best_whole_pairs(problem, near))
    return found or rounded


def close_odd_cycles_reaching(
    problem: Problem, relaxed: Relaxed, must: Reach
) -> Attempt | None:
    """Choose whole pairs of the largest weight that reach as far as they must.

    None where no choice does; otherwise as :func:`close_odd_cycles`.
    """
    return _widening(problem, relaxed, lambda near: whole_pairs_reaching(problem, near, must))


def any_reaching(problem: Problem, relaxed: Relaxed, must: Reach) -> Attempt | None:
    """Choose some whole pairs that reach as far as they must, or None where no choice does."""
    near = _near(relaxed, relaxed.loss_of_switching(), FIRST_LOSS)
    everything = Near(np.ones_like(near.is_open), np.zeros_like(near.is_open))
    return whole_pairs_reaching(problem, near, must) or whole_pairs_reaching(
        problem, everything, must
    )


def _widening(
    problem: Problem, relaxed: Relaxed, solve: Callable[[Near], Attempt | None]
) -> Attempt | None:
    """Open more pairs until the answer is proved to be the best, or all pairs are open."""
    losses = relaxed.loss_of_switching()
    largest = int(losses.max())
    limit = min(FIRST_LOSS, largest)
    while True:
        attempt = solve(_near(relaxed, losses, limit))
        missing = (
            largest if attempt is None else relaxed.twice_value - 2 * problem.value(attempt)
        )
        if missing <= limit or limit == largest:
            return attempt
        limit = min(missing, largest)


def _near(relaxed: Relaxed, losses: IntArray, limit: int) -> Near:
    is_open = losses <= limit
    return Near(is_open, ~is_open & (relaxed.halves == WHOLE))
