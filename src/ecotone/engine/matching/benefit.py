"""How much of what one person asks for another can give, practice by practice."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ecotone.engine.matching.people import Person, share_of_asks
from ecotone.engine.matching.practices import PracticeTree

__all__ = ["Share", "benefit", "reciprocal_score", "served_practices", "shares_of_benefit"]

DECIMALS = 6  # scores are kept to millionths: sums are exact and the same on every machine


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a benefit that rests on one practice asked for.

    `given` differs from `asked` where a broader or narrower give serves the ask.
    """

    asked: str
    given: str
    share: float


def served_practices(giver: Person, tree: PracticeTree) -> dict[str, tuple[float, str]]:
    """Return every practice a person can serve, how well, and by which give.

    Parameters
    ----------
    giver
        The person who gives.
    tree
        The practices; the best of several gives that reach a practice counts, never a sum,
        so that the weight stays within [0, 1].

    Returns
    -------
    dict
        Practice to (weight in (0, 1], practice given).

    Notes
    -----
    Linear in the practices reached by the gives.

    Examples
    --------
    >>> tree = PracticeTree({"quizzes": "assessment"})
    >>> served_practices(Person("ann", "primary", {"quizzes": 0.8}), tree)
    {'quizzes': (0.8, 'quizzes'), 'assessment': (0.4, 'quizzes')}
    """
    served: dict[str, tuple[float, str]] = {}
    for given in sorted(giver.gives):
        for practice, factor in tree.reach(given).items():
            weight = giver.gives[given] * factor
            if weight > served.get(practice, (0.0, ""))[0]:
                served[practice] = (weight, given)
    return served


def shares_of_benefit(giver: Person, asker: Person, tree: PracticeTree) -> tuple[Share, ...]:
    """Split what a giver brings an asker into one share for each practice asked.

    Parameters
    ----------
    giver, asker
        Two people; no rule of pairing is looked at here.
    tree
        The practices.

    Returns
    -------
    tuple of Share
        Largest first; ``sum(share.share for share in shares)`` is :func:`benefit`, exactly,
        because the benefit is defined as this sum.

    Notes
    -----
    Linear in the asks and in the practices reached by the gives.

    Examples
    --------
    >>> ann = Person("ann", "primary", gives={"talk": 0.5})
    >>> bob = Person("bob", "university", asks={"talk": 1, "maths": 1})
    >>> shares_of_benefit(ann, bob, PracticeTree())
    (Share(asked='talk', given='talk', share=0.25),)
    """
    served = served_practices(giver, tree)
    shares = [
        Share(practice, served[practice][1], ask * served[practice][0])
        for practice, ask in share_of_asks(asker).items()
        if practice in served
    ]
    return tuple(sorted(shares, key=lambda share: (-share.share, share.asked)))


def benefit(giver: Person, asker: Person, tree: PracticeTree) -> float:
    """Return the share of what the asker asks for that the giver can serve.

    This is d(u -> v) = sum over practices p of n_v[p] a_u[p], with asks n that sum to 1.

    Parameters
    ----------
    giver, asker
        Two people; no rule of pairing is looked at here.
    tree
        The practices.

    Returns
    -------
    float
        In [0, 1], dimensionless.

    Notes
    -----
    Linear in the asks and in the practices reached by the gives. The rule is the crossing of
    one sector's needs with another's assets in Ralls, Bianchi and Choudry (2018).

    Examples
    --------
    >>> ann = Person("ann", "primary", gives={"talk": 0.5})
    >>> bob = Person("bob", "university", asks={"talk": 3, "maths": 1})
    >>> benefit(ann, bob, PracticeTree())
    0.375
    """
    return sum((share.share for share in shares_of_benefit(giver, asker, tree)), start=0.0)


def reciprocal_score(first_to_second: float, second_to_first: float) -> float:
    """Return the harmonic mean of the two benefits: high only when both sides gain.

    Parameters
    ----------
    first_to_second, second_to_first
        Directed benefits in [0, 1].

    Returns
    -------
    float
        In [0, 1], kept to millionths; 0 when either side gains nothing.

    Notes
    -----
    Constant time. Pizzato et al. (2013), "Recommending people to people", use the harmonic
    mean for the same reason.

    Examples
    --------
    >>> reciprocal_score(0.2, 0.3)
    0.24
    >>> reciprocal_score(0.9, 0.0)
    0.0
    """
    if first_to_second == 0 or second_to_first == 0:
        return 0.0
    return round(
        2 * first_to_second * second_to_first / (first_to_second + second_to_first), DECIMALS
    )


def benefits_across_sectors(
    people: Iterable[Person], tree: PracticeTree
) -> dict[tuple[str, str], float]:
    """Return every benefit above 0 between people of two sectors, by (giver, asker) id.

    Goes practice by practice through those who give it and those who ask for it, so that
    pairs with nothing in common cost nothing.
    """
    listed = tuple(people)
    givers = _givers_by_practice(listed, tree)
    shares: Mapping[tuple[str, str], list[float]] = defaultdict(list)
    for asker in listed:
        for practice, ask in share_of_asks(asker).items():
            for giver, weight in givers.get(practice, ()):
                if giver.sector != asker.sector:
                    shares[giver.id, asker.id].append(ask * weight)
    return {pair: sum(sorted(parts, reverse=True)) for pair, parts in shares.items()}


def _givers_by_practice(
    people: tuple[Person, ...], tree: PracticeTree
) -> dict[str, list[tuple[Person, float]]]:
    givers: dict[str, list[tuple[Person, float]]] = defaultdict(list)
    for person in people:
        for practice, (weight, _) in served_practices(person, tree).items():
            givers[practice].append((person, weight))
    return givers
