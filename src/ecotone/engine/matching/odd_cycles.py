"""Where the relaxation leaves half pairs on odd cycles: close them exactly, or round them."""

from typing import Any, TypeAlias

import numpy as np
from ortools.linear_solver import pywraplp

from ecotone.engine.matching.graph import (
    Attempt,
    BoolArray,
    Goal,
    IntArray,
    PairGraph,
    assess,
)

__all__ = ["close_odd_cycles", "close_odd_cycles_reaching", "round_half_pairs"]

Variable: TypeAlias = Any  # OR-tools has no types for its variables
ONE_WORKER = "num_workers:1,random_seed:1,relative_gap_limit:0.0,absolute_gap_limit:0.0"


def round_half_pairs(graph: PairGraph, goal: Goal, halves: IntArray) -> Attempt:
    """Keep whole pairs, then half pairs from the best down while both people have room."""
    chosen: BoolArray = halves == 2  # noqa: PLR2004 - two halves
    room = graph.capacity - graph.degrees(chosen)
    half_pairs = np.flatnonzero(halves == 1)
    for pair in half_pairs[np.argsort(-graph.weight[half_pairs], kind="stable")]:
        ends = graph.first[pair], graph.second[pair]
        if min(room[ends[0]], room[ends[1]]) > 0:
            chosen[pair] = True
            room[list(ends)] -= 1
    return assess(graph, goal, chosen)


def close_odd_cycles(graph: PairGraph, goal: Goal) -> Attempt:
    """Choose whole pairs exactly: most promises, then most people served, then weight.

    Parameters
    ----------
    graph, goal
        The problem, and which pairs count as serving.

    Returns
    -------
    Attempt
        The best there is.

    Notes
    -----
    Exponential in the worst case. OR-tools CP-SAT works in whole numbers with one worker, so
    the answer is exact and repeats.
    """
    programme = _Programme(graph, goal)
    for stage in (programme.promises, programme.served):
        programme.require(stage, least=programme.largest(stage))
    programme.largest(programme.weight)
    return assess(graph, goal, programme.chosen())


def close_odd_cycles_reaching(graph: PairGraph, goal: Goal, must: Attempt) -> Attempt | None:
    """Choose whole pairs with the largest weight that keep as many promises and serve as many.

    None where no choice does; otherwise as :func:`close_odd_cycles`.
    """
    programme = _Programme(graph, goal)
    programme.require(programme.promises, least=must.promises)
    programme.require(programme.served, least=must.served)
    if programme.largest(programme.weight) is None:
        return None
    return assess(graph, goal, programme.chosen())


class _Programme:
    """The integer programme: a switch for each pair and for each person served."""

    def __init__(self, graph: PairGraph, goal: Goal) -> None:
        self.solver = pywraplp.Solver.CreateSolver("SAT")
        self.solver.SetSolverSpecificParametersAsString(ONE_WORKER)
        self.pairs = [self.solver.BoolVar("") for _ in graph.first]
        self.weight = list(zip(self.pairs, graph.weight.tolist(), strict=True))
        pairs_of = self._pairs_by_person(graph, goal=None)
        serving = self._pairs_by_person(graph, goal=goal)
        for person, pairs in enumerate(pairs_of):
            self.require(_each(pairs), most=int(graph.capacity[person]))
        self.promises = [
            self._counted(pairs, most=int(graph.promised[person]))
            for person, pairs in enumerate(pairs_of)
            if graph.promised[person]
        ]
        self.served = [self._counted(pairs, most=1) for pairs in serving if pairs]

    def _pairs_by_person(self, graph: PairGraph, goal: Goal | None) -> list[list[Variable]]:
        of_person: list[list[Variable]] = [[] for _ in range(graph.people)]
        for index, variable in enumerate(self.pairs):
            if goal is None or goal.serves_first[index]:
                of_person[graph.first[index]].append(variable)
            if goal is None or goal.serves_second[index]:
                of_person[graph.second[index]].append(variable)
        return of_person

    def _counted(self, pairs: list[Variable], *, most: int) -> tuple[Variable, int]:
        """Return a number that is at most the pairs chosen, to be made as large as it can."""
        number = self.solver.IntVar(0, most, "")
        self.require([*_each(pairs), (number, -1)], least=0)
        return number, 1

    def require(
        self,
        terms: list[tuple[Variable, int]],
        *,
        least: int | None = None,
        most: int | None = None,
    ) -> None:
        infinity = self.solver.infinity()
        row = self.solver.Constraint(
            -infinity if least is None else least, infinity if most is None else most
        )
        for variable, factor in terms:
            row.SetCoefficient(variable, factor)

    def largest(self, terms: list[tuple[Variable, int]]) -> int | None:
        """Return the largest sum of the terms, or None where the requirements clash."""
        objective = self.solver.Objective()
        objective.Clear()
        for variable, factor in terms:
            objective.SetCoefficient(variable, factor)
        objective.SetMaximization()
        if self.solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        return int(objective.Value() + 0.5)

    def chosen(self) -> BoolArray:
        return np.array([pair.solution_value() > 0.5 for pair in self.pairs])  # noqa: PLR2004 - 0 or 1


def _each(pairs: list[Variable]) -> list[tuple[Variable, int]]:
    return [(pair, 1) for pair in pairs]
