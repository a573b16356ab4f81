"""The half-integral relaxation, solved exactly as a flow on the bipartite double cover.

Three sectors make odd cycles, so no two-sided solver is right. Split every person into two
copies and every pair u-v into the arcs u'v'' and v'u''. Half of the flow is an optimum of the
linear programme in which every pair is 0, 1/2 or 1 (Balinski 1965; Nemhauser and Trotter
1975). With whole costs the answer is the same on every machine.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from ortools.graph.python import min_cost_flow

from ecotone.engine.kernel import InputError
from ecotone.engine.matching.graph import Goal, IntArray, PairGraph, Problem, nothing_counts

__all__ = ["Relaxed", "best_prices", "solve_relaxed"]

LARGEST_COST = 2**62
Column: TypeAlias = IntArray | int


@dataclass(frozen=True, slots=True)
class _Arcs:
    """Arcs as columns, shape (a,) each; the two copies of the m pairs come first."""

    tail: IntArray
    head: IntArray
    capacity: IntArray
    cost: IntArray


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The best choice of half pairs: `halves` are 0, 1 or 2, shape (m,)."""

    halves: IntArray
    twice_value: int
    arcs: _Arcs
    flow: IntArray

    @property
    def is_whole(self) -> bool:
        return not (self.halves % 2).any()

    def loss_of_switching(self) -> IntArray:
        """Return what twice the value loses at least when a pair is decided otherwise.

        Half pairs are not decided, so their loss is 0. These are the reduced costs of the
        flow: any choice that switches a pair stays below the relaxation by its loss.
        """
        pairs = len(self.halves)
        potential = _potentials(self.arcs, self.flow)
        ahead, back = slice(pairs), slice(pairs, 2 * pairs)
        reduced = self.arcs.cost + potential[self.arcs.tail] - potential[self.arcs.head]
        loss: IntArray = np.abs(reduced[ahead] + reduced[back])
        return np.where(self.halves == 1, 0, loss)


def solve_relaxed(problem: Problem) -> Relaxed:
    """Maximise promises, then people served, then weight, with half pairs allowed."""
    pairs = len(problem.graph.first)
    arcs = _double_cover(problem)
    flow = _cheapest_circulation(arcs)
    halves = flow[:pairs] + flow[pairs : 2 * pairs]
    return Relaxed(halves, int(-(flow * arcs.cost).sum()), arcs, flow)


def best_prices(graph: PairGraph) -> IntArray:
    """Return prices that prove the relaxed total, in half millionths, shape (n,).

    They are the potentials of the optimal flow. A person has one for each copy; their mean is
    as good, since the bound is convex and does not change when the copies change places.
    """
    arcs = _double_cover(Problem(graph, nothing_counts(graph), 0, 0))
    potential = _potentials(arcs, _cheapest_circulation(arcs))
    left, right, hub = _gates(graph)
    from_left: IntArray = np.maximum(0, potential[left] - potential[hub])
    from_right: IntArray = np.maximum(0, potential[hub] - potential[right])
    return from_left + from_right


def _gates(graph: PairGraph) -> tuple[IntArray, IntArray, int]:
    """Return the nodes: each person's two gates, a pool right after either, and the hub."""
    left = np.arange(graph.people, dtype=np.int64) * 4
    return left, left + 2, 4 * graph.people


def _double_cover(problem: Problem) -> _Arcs:
    """Lay the arcs: pairs, then for each gate its capacity, then for each pool its reward.

    A gate holds a person's capacity, its first units earning the reward of a promise. Pairs
    that serve the person reach it through the pool, whose first unit earns the reward of one
    person served.
    """
    graph, goal = problem.graph, problem.goal
    left, right, hub = _gates(graph)
    served = _can_be_served(graph, goal)
    columns: list[tuple[Column, Column, Column, Column]] = [
        _pairs(graph, goal, left=graph.first, right=graph.second),
        _pairs(graph, goal, left=graph.second, right=graph.first),
    ]
    for capacity, reward in (
        (graph.promised, problem.promise_reward),
        (graph.capacity - graph.promised, 0),
    ):
        columns += [(hub, left, capacity, -reward), (right, hub, capacity, -reward)]
    for capacity, reward in ((served, problem.served_reward), (graph.capacity - served, 0)):
        columns += [(left, left + 1, capacity, -reward), (right + 1, right, capacity, -reward)]
    blocks = [np.stack(np.broadcast_arrays(*block)) for block in columns]
    return _Arcs(*np.concatenate(blocks, axis=1))


def _pairs(
    graph: PairGraph, goal: Goal, *, left: IntArray, right: IntArray
) -> tuple[IntArray, IntArray, Column, IntArray]:
    is_straight = left is graph.first
    into_left = goal.serves_first if is_straight else goal.serves_second
    into_right = goal.serves_second if is_straight else goal.serves_first
    return 4 * left + into_left, 4 * right + 2 + into_right, 1, -graph.weight


def _can_be_served(graph: PairGraph, goal: Goal) -> IntArray:
    served = np.zeros(graph.people, dtype=np.int64)
    served[graph.first[goal.serves_first]] = 1
    served[graph.second[goal.serves_second]] = 1
    return np.minimum(served, graph.capacity)


def _cheapest_circulation(arcs: _Arcs) -> IntArray:
    if int(-arcs.cost.min(initial=0)) * (int(arcs.head.max(initial=0)) + 2) > LARGEST_COST:
        raise InputError(
            "These are too many people to match at once: match one region at a time."
        )
    solver = min_cost_flow.SimpleMinCostFlow()
    handles = solver.add_arcs_with_capacity_and_unit_cost(
        arcs.tail.astype(np.int32), arcs.head.astype(np.int32), arcs.capacity, arcs.cost
    )
    solver.solve()
    flow: IntArray = solver.flows(handles).astype(np.int64)
    return flow


def _potentials(arcs: _Arcs, flow: IntArray) -> IntArray:
    """Return shortest distances in what the flow leaves over (Bellman 1958, Ford 1956)."""
    ahead, back = flow < arcs.capacity, flow > 0
    tails = np.concatenate([arcs.tail[ahead], arcs.head[back]])
    heads = np.concatenate([arcs.head[ahead], arcs.tail[back]])
    costs = np.concatenate([arcs.cost[ahead], -arcs.cost[back]])
    distance = np.zeros(int(arcs.head.max(initial=0)) + 4, dtype=np.int64)
    while True:
        shorter = distance.copy()
        np.minimum.at(shorter, heads, distance[tails] + costs)
        if (shorter == distance).all():
            return distance
        distance = shorter
