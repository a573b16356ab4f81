"""The integer programme over the pairs that the relaxation leaves open."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from ortools.linear_solver import pywraplp

from ecotone.engine.matching.graph import Attempt, BoolArray, Problem, Reach

__all__ = ["Near", "best_whole_pairs", "whole_pairs_reaching"]

Variable: TypeAlias = Any  # OR-tools has no types for its variables
Terms: TypeAlias = list[tuple[Variable, int]]

# Of the solvers that OR-tools brings, SCIP proved these programmes best by far the soonest; it
# works in one thread, and all weights are whole, so its answers are exact and repeat.
SOLVER = "SCIP"


@dataclass(frozen=True, slots=True)
class Near:
    """Pairs still open and pairs taken for granted, shape (m,); all others are left out."""

    is_open: BoolArray
    is_taken: BoolArray


def best_whole_pairs(problem: Problem, near: Near) -> Attempt:
    """Choose whole pairs: most promises, then most people served, then weight."""
    programme = _Programme(problem, near)
    for stage in (programme.promises, programme.served):
        programme.require(stage, least=programme.largest(stage))
    programme.largest(programme.weights)
    return programme.attempt()


def whole_pairs_reaching(problem: Problem, near: Near, must: Reach) -> Attempt | None:
    """Choose the heaviest whole pairs that reach as far as they must, or None."""
    programme = _Programme(problem, near)
    programme.require(programme.promises, least=must.promises)
    programme.require(programme.served, least=must.served)
    if programme.largest(programme.weights) is None:
        return None
    return programme.attempt()


class _Programme:
    """A switch for each pair, and a count of promises and of people served."""

    def __init__(self, problem: Problem, near: Near) -> None:
        self.problem = problem
        self.solver = pywraplp.Solver.CreateSolver(SOLVER)
        self.switches = {
            int(pair): self.solver.IntVar(int(near.is_taken[pair]), 1, "")
            for pair in np.flatnonzero(near.is_open | near.is_taken)
        }
        graph, goal = problem.graph, problem.goal
        everything = np.ones(len(graph.first), dtype=np.bool_)
        for person, pairs in self._by_person(everything, everything).items():
            self.require(pairs, most=int(graph.capacity[person]))
        self.promises = self._counts(
            self._by_person(graph.promised[graph.first] > 0, graph.promised[graph.second] > 0),
            graph.promised.tolist(),
        )
        self.served = self._counts(
            self._by_person(goal.serves_first, goal.serves_second), [1] * graph.people
        )
        self.weights = [
            (switch, int(graph.weight[pair])) for pair, switch in self.switches.items()
        ]

    def _by_person(self, counts_first: BoolArray, counts_second: BoolArray) -> dict[int, Terms]:
        graph = self.problem.graph
        of_person: dict[int, Terms] = {}
        for pair, switch in self.switches.items():
            if counts_first[pair]:
                of_person.setdefault(int(graph.first[pair]), []).append((switch, 1))
            if counts_second[pair]:
                of_person.setdefault(int(graph.second[pair]), []).append((switch, 1))
        return of_person

    def _counts(self, pairs_of: dict[int, Terms], most: list[int]) -> Terms:
        """Return a number for each person: at most the pairs chosen, and at most `most`."""
        counts = []
        for person, pairs in pairs_of.items():
            number = self.solver.IntVar(0, most[person], "")
            self.require([*pairs, (number, -1)], least=0)
            counts.append((number, 1))
        return counts

    def require(
        self,
        terms: Iterable[tuple[Variable, int]],
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

    def largest(self, terms: Terms) -> int | None:
        """Return the largest sum of the terms, or None where the requirements clash."""
        objective = self.solver.Objective()
        objective.Clear()
        for variable, factor in terms:
            objective.SetCoefficient(variable, factor)
        objective.SetMaximization()
        if self.solver.Solve(_without_tolerance()) != pywraplp.Solver.OPTIMAL:
            return None
        return int(objective.Value() + 0.5)

    def attempt(self) -> Attempt:
        chosen = np.zeros(len(self.problem.graph.first), dtype=np.bool_)
        for pair, switch in self.switches.items():
            chosen[pair] = switch.solution_value() > 0.5  # noqa: PLR2004 - on or off
        return self.problem.attempt(chosen)


def _without_tolerance() -> pywraplp.MPSolverParameters:
    """Ask for the best answer; the default would stop within a ten-thousandth of it."""
    parameters = pywraplp.MPSolverParameters()
    parameters.SetDoubleParam(parameters.RELATIVE_MIP_GAP, 0.0)
    return parameters
