"""The matching problem as numbers: people as vertices, allowed pairs as weighted edges."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["Attempt", "BoolArray", "Goal", "IntArray", "PairGraph", "everything_counts"]

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

    def degrees(self, chosen: npt.NDArray[np.generic]) -> IntArray:
        """Count for each person the pairs chosen; halves count as halves when given so."""
        amounts = chosen.astype(np.int64)
        degrees = np.zeros(self.people, dtype=np.int64)
        np.add.at(degrees, self.first, amounts)
        np.add.at(degrees, self.second, amounts)
        return degrees


@dataclass(frozen=True, slots=True)
class Goal:
    """Which pairs serve which of their ends well enough to count; shapes (m,)."""

    serves_first: BoolArray
    serves_second: BoolArray


@dataclass(frozen=True, slots=True)
class Attempt:
    """Pairs chosen for a goal, the promises kept and the people served by them."""

    chosen: BoolArray
    promises: int
    served: int


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


def assess(graph: PairGraph, goal: Goal, chosen: BoolArray) -> Attempt:
    """Count what a choice of pairs achieves for a goal."""
    promises = np.minimum(graph.degrees(chosen), graph.promised).sum()
    served = np.zeros(graph.people, dtype=np.bool_)
    served[graph.first[chosen & goal.serves_first]] = True
    served[graph.second[chosen & goal.serves_second]] = True
    return Attempt(chosen, int(promises), int(served.sum()))


def worst_off_level(graph: PairGraph, chosen: BoolArray) -> float | None:
    """Return the smallest best-served benefit of anybody in the stages who has a pair."""
    best = np.full(graph.people, -1.0)
    np.maximum.at(best, graph.first[chosen], graph.to_first[chosen])
    np.maximum.at(best, graph.second[chosen], graph.to_second[chosen])
    levels = best[graph.in_stages & (best >= 0)]
    return float(levels.min()) if len(levels) else None
