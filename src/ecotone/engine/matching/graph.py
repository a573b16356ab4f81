"""The matching problem as numbers: people as vertices, allowed pairs as weighted edges."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = [
    "Attempt",
    "BoolArray",
    "FloatArray",
    "Goal",
    "IntArray",
    "PairGraph",
    "Problem",
    "Reach",
    "everything_counts",
    "goal_at_level",
    "nothing_counts",
    "staged_problem",
    "worst_off_level",
]

IntArray: TypeAlias = npt.NDArray[np.int64]
FloatArray: TypeAlias = npt.NDArray[np.float64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PairGraph:
    """n people and m pairs. Weights are whole millionths of a score.

    Shapes: `capacity`, `promised` and `in_stages` (n,); all others (m,). `promised` never
    exceeds `capacity`, and `capacity` never the number of a person's pairs. The stages look
    at people `in_stages` only: who has a partner already is no longer waiting for one.
    `to_first` and `to_second` are the benefits that reach either end.
    """

    capacity: IntArray
    promised: IntArray
    in_stages: BoolArray
    first: IntArray
    second: IntArray
    weight: IntArray
    to_first: FloatArray
    to_second: FloatArray

    @property
    def people(self) -> int:
        return len(self.capacity)

    def degrees(self, chosen: BoolArray) -> IntArray:
        """Count the pairs chosen for each person, shape (n,)."""
        ends = np.concatenate([self.first[chosen], self.second[chosen]])
        return np.bincount(ends, minlength=self.people)


@dataclass(frozen=True, slots=True)
class Goal:
    """Which pairs serve which of their ends well enough to count; shapes (m,)."""

    serves_first: BoolArray
    serves_second: BoolArray


@dataclass(frozen=True, slots=True, order=True)
class Reach:
    """How far a choice of pairs goes, in the order in which it matters."""

    promises: int
    served: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """Pairs chosen, shape (m,), and how far they reach."""

    chosen: BoolArray
    reach: Reach


@dataclass(frozen=True, slots=True)
class Problem:
    """A graph, what counts in it, and rewards that each outweigh all that comes after."""

    graph: PairGraph
    goal: Goal
    promise_reward: int
    served_reward: int

    def worth(self, reach: Reach) -> int:
        return reach.promises * self.promise_reward + reach.served * self.served_reward

    def value(self, attempt: Attempt) -> int:
        """Return what a flow would earn by an attempt: its reach and its weight."""
        return self.worth(attempt.reach) + int(self.graph.weight[attempt.chosen].sum())

    def attempt(self, chosen: BoolArray) -> Attempt:
        """Count how far a choice of pairs reaches."""
        graph, goal = self.graph, self.goal
        promises = np.minimum(graph.degrees(chosen), graph.promised).sum()
        served = np.zeros(graph.people, dtype=np.bool_)
        served[graph.first[chosen & goal.serves_first]] = True
        served[graph.second[chosen & goal.serves_second]] = True
        return Attempt(chosen, Reach(int(promises), int(served.sum())))


def staged_problem(graph: PairGraph, goal: Goal) -> Problem:
    """Choose rewards so large that the stages cannot be traded against each other."""
    largest_total = int(graph.capacity.sum()) * int(graph.weight.max(initial=0)) // 2
    served_reward = largest_total + 1
    return Problem(graph, goal, served_reward * (graph.people + 1), served_reward)


def everything_counts(graph: PairGraph) -> Goal:
    """Return the goal of the coverage stage: any partner serves."""
    return goal_at_level(graph, 0.0)


def nothing_counts(graph: PairGraph) -> Goal:
    """Return the goal of a matching that looks at the total only."""
    nobody = np.zeros(len(graph.first), dtype=np.bool_)
    return Goal(nobody, nobody)


def goal_at_level(graph: PairGraph, level: float) -> Goal:
    """Return the goal that everybody gets at least this benefit from one partner."""
    return Goal(
        graph.in_stages[graph.first] & (graph.to_first >= level),
        graph.in_stages[graph.second] & (graph.to_second >= level),
    )


def worst_off_level(graph: PairGraph, chosen: BoolArray) -> float | None:
    """Return the smallest best-served benefit of anybody in the stages who has a pair."""
    best = np.full(graph.people, -1.0)
    np.maximum.at(best, graph.first[chosen], graph.to_first[chosen])
    np.maximum.at(best, graph.second[chosen], graph.to_second[chosen])
    levels = best[graph.in_stages & (best >= 0)]
    return float(levels.min()) if len(levels) else None
