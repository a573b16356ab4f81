"""In which order cards and practices stand, so that ribbons cross as little as they can.

Three layers, two sets of edges. Parts of the picture that do not touch are solved apart and
stacked, which adds no crossing. A small part is solved exactly: every order of its practices,
and for each the best order of the cards. A large part is swept: each layer in turn sorted by
the average place of its neighbours, then neighbouring practices exchanged while that helps
(Sugiyama, Tagawa & Toda 1981, doi:10.1109/TSMC.1981.4308636). The order the caller gave is
always a candidate and wins ties.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, permutations
from typing import TypeAlias

__all__ = ["Weave", "crossings_of", "weave"]

Order: TypeAlias = tuple[int, ...]
Edges: TypeAlias = tuple[tuple[int, int], ...]

_EXACT_PRACTICES, _EXACT_CARDS = 6, 9
_SWEEPS = 12


@dataclass(frozen=True)
class Weave:
    """The three orders, top to bottom, and how many crossings are left."""

    givers: Order
    practices: Order
    askers: Order
    crossings: int


@dataclass(frozen=True)
class _Part:
    """A connected piece; edges are (giver, practice) and (asker, practice)."""

    givers: Order
    practices: Order
    askers: Order
    given: Edges
    asked: Edges

    @property
    def is_small(self) -> bool:
        cards = max(len(self.givers), len(self.askers))
        return len(self.practices) <= _EXACT_PRACTICES and cards <= _EXACT_CARDS


def crossings_of(
    first: Sequence[int], second: Sequence[int], edges: Iterable[tuple[int, int]]
) -> int:
    """Count the pairs of edges that cross between two ordered layers.

    >>> crossings_of([0, 1], [0, 1], [(0, 1), (1, 0)])
    1
    """
    place, facing = _places(first), _places(second)
    ends = sorted((place[one], facing[other]) for one, other in edges)
    return sum(a < c and b > d for (a, b), (c, d) in combinations(ends, 2))


@lru_cache(maxsize=256)
def weave(given: Edges, asked: Edges) -> Weave:
    """Order three layers for few crossings.

    Parameters
    ----------
    given
        Distinct edges (giver, practice), each layer numbered from 0 in the caller's order.
    asked
        Distinct edges (asker, practice).

    Examples
    --------
    >>> weave(((0, 0), (1, 1)), ((0, 1), (1, 0))).crossings
    0
    """
    solved = [_solve(part) for part in _parts(given, asked)]
    return Weave(
        givers=tuple(giver for part in solved for giver in part.givers),
        practices=tuple(practice for part in solved for practice in part.practices),
        askers=tuple(asker for part in solved for asker in part.askers),
        crossings=sum(part.crossings for part in solved),
    )


def _places(order: Sequence[int]) -> dict[int, int]:
    return {node: place for place, node in enumerate(order)}


def _parts(given: Edges, asked: Edges) -> list[_Part]:
    """Split into connected pieces, in the order of their first giver."""
    groups = _groups([*(("g", *edge) for edge in given), *(("a", *edge) for edge in asked)])
    parts = [_part(group, given, asked) for group in groups]
    return sorted(parts, key=lambda part: part.givers)


def _groups(edges: list[tuple[str, int, int]]) -> list[frozenset[int]]:
    """Group practices that share a card, directly or through others."""
    groups: dict[int, set[int]] = {practice: {practice} for _, _, practice in edges}
    first_seen: dict[tuple[str, int], int] = {}
    for layer, card, practice in edges:
        known = first_seen.setdefault((layer, card), practice)
        merged = groups[known] | groups[practice]
        groups.update(dict.fromkeys(merged, merged))
    return list(dict.fromkeys(frozenset(group) for group in groups.values()))


def _part(group: frozenset[int], given: Edges, asked: Edges) -> _Part:
    own_given = tuple(edge for edge in given if edge[1] in group)
    own_asked = tuple(edge for edge in asked if edge[1] in group)
    return _Part(
        givers=tuple(sorted({giver for giver, _ in own_given})),
        practices=tuple(sorted(group)),
        askers=tuple(sorted({asker for asker, _ in own_asked})),
        given=own_given,
        asked=own_asked,
    )


def _solve(part: _Part) -> Weave:
    as_given = _counted(part, part.givers, part.practices, part.askers)
    if as_given.crossings == 0:
        return as_given
    found = _exactly(part) if part.is_small else _by_sweeps(part)
    return min(as_given, found, key=lambda weave: weave.crossings)


def _counted(part: _Part, givers: Order, practices: Order, askers: Order) -> Weave:
    on_given = crossings_of(givers, practices, part.given)
    on_asked = crossings_of(askers, practices, part.asked)
    return Weave(givers, practices, askers, on_given + on_asked)


def _exactly(part: _Part) -> Weave:
    """Try every order of the practices; of two mirror images, which cross alike, try one."""
    orders = (order for order in permutations(part.practices) if order[0] <= order[-1])
    return min((_around(part, order) for order in orders), key=lambda weave: weave.crossings)


def _around(part: _Part, practices: Order) -> Weave:
    """Place the cards of both banks as well as can be for one order of the practices."""
    givers = _facing(part.givers, practices, part.given)
    askers = _facing(part.askers, practices, part.asked)
    return _counted(part, givers, practices, askers)


def _facing(cards: Order, practices: Order, edges: Edges) -> Order:
    ends = _ends(cards, practices, edges)
    by_average = tuple(sorted(cards, key=lambda card: (_average(ends[card]), card)))
    cost = {(u, v): _pair_cost(ends[u], ends[v]) for u in cards for v in cards if u != v}
    if _total(by_average, cost) == _least(cards, cost) or len(cards) > _EXACT_CARDS:
        return by_average
    return _cheapest(cards, cost)


def _ends(cards: Order, practices: Order, edges: Edges) -> dict[int, list[int]]:
    place = _places(practices)
    ends: dict[int, list[int]] = {card: [] for card in cards}
    for card, practice in edges:
        ends[card].append(place[practice])
    return ends


def _average(places: list[int]) -> float:
    return sum(places) / len(places)


def _pair_cost(above: list[int], below: list[int]) -> int:
    return sum(a > b for a in above for b in below)


def _total(order: Order, cost: dict[tuple[int, int], int]) -> int:
    return sum(cost[pair] for pair in combinations(order, 2))


def _least(cards: Order, cost: dict[tuple[int, int], int]) -> int:
    """No order of the cards can cross less than every pair does on its own."""
    return sum(min(cost[u, v], cost[v, u]) for u, v in combinations(cards, 2))


def _cheapest(cards: Order, cost: dict[tuple[int, int], int]) -> Order:
    """Find the best order exactly, growing best orders of ever larger sets (Held and Karp)."""
    best: dict[frozenset[int], tuple[int, Order]] = {frozenset(): (0, ())}
    for size in range(1, len(cards) + 1):
        for chosen in combinations(cards, size):
            options = (_with_last(best, frozenset(chosen), last, cost) for last in chosen)
            best[frozenset(chosen)] = min(options)
    return best[frozenset(cards)][1]


def _with_last(
    best: dict[frozenset[int], tuple[int, Order]],
    chosen: frozenset[int],
    last: int,
    cost: dict[tuple[int, int], int],
) -> tuple[int, Order]:
    so_far, order = best[chosen - {last}]
    return so_far + sum(cost[above, last] for above in order), (*order, last)


def _by_sweeps(part: _Part) -> Weave:
    best = current = _around(part, part.practices)
    for _ in range(_SWEEPS):
        current = _around(part, _averaged(part, current))
        best = min(best, current, key=lambda weave: weave.crossings)
    return _exchanged(part, best)


def _averaged(part: _Part, current: Weave) -> Order:
    """Sort the practices by the average place of the cards on both banks."""
    givers, askers = _places(current.givers), _places(current.askers)
    ends: dict[int, list[float]] = {practice: [] for practice in part.practices}
    for giver, practice in part.given:
        ends[practice].append(givers[giver] / len(givers))
    for asker, practice in part.asked:
        ends[practice].append(askers[asker] / len(askers))
    place = _places(current.practices)
    return tuple(sorted(part.practices, key=lambda p: (sum(ends[p]) / len(ends[p]), place[p])))


def _exchanged(part: _Part, best: Weave) -> Weave:
    """Swap neighbouring practices for as long as a whole pass still helps."""
    improved = True
    while improved:
        improved = False
        for i in range(len(part.practices) - 1):
            a, b = best.practices[i : i + 2]
            swapped = (*best.practices[:i], b, a, *best.practices[i + 2 :])
            found = _around(part, swapped)
            if found.crossings < best.crossings:
                best, improved = found, True
    return best
