"""The proof that comes with a matching: a bound from prices, and a digest of the input."""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from ecotone.engine.matching.benefit import DECIMALS
from ecotone.engine.matching.people import Person
from ecotone.engine.matching.practices import PracticeTree
from ecotone.engine.matching.result import PairOfIds

__all__ = [
    "digest_of_people",
    "digest_of_practices",
    "digest_of_scores",
    "relative_gap",
    "total_of",
    "upper_bound",
]

PRICE_DECIMALS = 7  # prices are whole halves of a millionth


def upper_bound(
    prices: Mapping[str, float],
    capacity: Mapping[str, int],
    scores: Mapping[PairOfIds, float],
) -> float:
    """Return U(y) = sum_v b_v y_v + sum_e max(0, w_e - y_u - y_v).

    By weak duality no choice of pairs within everybody's capacity has a larger total.

    Parameters
    ----------
    prices
        Id to price >= 0, in units of score.
    capacity
        Id to most partners; the same ids.
    scores
        Pair of ids to score in [0, 1], for all allowed pairs.

    Returns
    -------
    float
        In units of score, kept to the seven decimals that prices have.

    Notes
    -----
    Linear in people and pairs. Edmonds (1965); Schrijver, *Combinatorial Optimization*, 31.

    Examples
    --------
    A triangle of three pairs worth 0.6: one pair fits, and half of each would be 0.9.

    >>> triangle = {("ann", "bob"): 0.6, ("ann", "cyd"): 0.6, ("bob", "cyd"): 0.6}
    >>> upper_bound(dict.fromkeys(["ann", "bob", "cyd"], 0.3),
    ...             dict.fromkeys(["ann", "bob", "cyd"], 1), triangle)
    0.9
    """
    places = [capacity[person] * price for person, price in prices.items()]
    surplus = [
        max(0.0, score - prices[first] - prices[second])
        for (first, second), score in scores.items()
    ]
    return round(math.fsum(places + surplus), PRICE_DECIMALS)


def relative_gap(*, objective: float, bound: float) -> float:
    """Return (bound - objective) / bound, in [0, 1]; 0 where there is nothing to win.

    Examples
    --------
    >>> relative_gap(objective=0.75, bound=1.0)
    0.25
    """
    return round((bound - objective) / bound, 9) if bound > 0 else 0.0


def total_of(scores: Iterable[float]) -> float:
    """Add scores up, exactly in millionths.

    Examples
    --------
    >>> total_of([0.1, 0.2])
    0.3
    """
    return round(math.fsum(scores), DECIMALS)


def digest_of_people(people: Iterable[Person]) -> str:
    """Return the SHA-256 of what is said about people, whatever the order of rows.

    Parameters
    ----------
    people
        In any order; ids are unique.

    Returns
    -------
    str
        64 hexadecimal digits.

    Notes
    -----
    Linear in the input, but for the sorting.

    Examples
    --------
    >>> ann, bob = Person("ann", "primary"), Person("bob", "university")
    >>> digest_of_people([ann, bob]) == digest_of_people([bob, ann])
    True
    """
    return _digest([asdict(person) for person in sorted(people, key=lambda person: person.id)])


def digest_of_practices(tree: PracticeTree) -> str | None:
    """Return the SHA-256 of a tree of practices, or None where it has no branches."""
    return _digest(dict(tree.parents)) if tree.parents else None


def digest_of_scores(scores: Mapping[PairOfIds, float]) -> str:
    """Return the SHA-256 of scores given from outside, whatever their order."""
    return _digest(sorted([*pair, score] for pair, score in scores.items()))


def _digest(content: object) -> str:
    text = json.dumps(
        content, sort_keys=True, default=sorted, ensure_ascii=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()
