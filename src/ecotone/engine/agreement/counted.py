"""How often coders agree, before chance is taken off: in all, and about yes and no apart."""

from dataclasses import dataclass

import numpy as np

from ecotone.engine.agreement.estimate import Estimate, WhyNot
from ecotone.engine.agreement.ratings import Level, Ratings
from ecotone.engine.agreement.resampling import (
    Formula,
    Sampling,
    estimate,
    sums_by_document,
)
from ecotone.engine.kernel import FloatMatrix

__all__ = ["Counted", "counted_agreement"]


@dataclass(frozen=True, slots=True)
class Counted:
    """Shares of pairs of judgements that agree, each in [0, 1].

    Parameters
    ----------
    observed
        Of all pairs.
    positive
        Of those pairs in which somebody applied the code, both doing so counted twice.
    negative
        The same for not applying it.
    """

    observed: Estimate
    positive: Estimate
    negative: Estimate


def counted_agreement(ratings: Ratings, *, sampling: Sampling) -> Counted:
    """Count how often two coders say the same of a unit.

    Parameters
    ----------
    ratings
        At nominal level; `positive` and `negative` need a code that is applied or not.
    sampling
        How the intervals are found.

    Returns
    -------
    Counted
        Where most units are empty, `observed` is high whatever coders do; `positive` says
        what they do with the rest.

    Notes
    -----
    Two coders, a units coded by both, b by one: positive = 2a / (2a + b). Linear in values.
    D. V. Cicchetti and A. R. Feinstein (1990), High agreement but low kappa II; for more
    coders J. L. Fleiss (1981), Statistical methods for rates and proportions.

    Examples
    --------
    >>> from ecotone.engine.agreement.ratings import YES_OR_NO, Unit
    >>> units = tuple(Unit("d", str(number)) for number in range(4))
    >>> said = np.array([[1.0, 1.0, 0.0, 0.0], [1.0, 0.0, 0.0, 0.0]])
    >>> counted = counted_agreement(
    ...     Ratings(("ann", "bob"), units, said, YES_OR_NO), sampling=Sampling(samples=0))
    >>> counted.observed.value, round(counted.positive.value, 3), counted.negative.value
    (0.75, 0.667, 0.8)
    """
    if ratings.level is not Level.NOMINAL:
        return _none_of_them(WhyNot.NOT_NOMINAL)
    if reason := ratings.reason_against:
        return _none_of_them(reason)
    shared = ratings.judged_together
    sums = sums_by_document(shared.document_of_unit, _of_units(shared))
    both, possible = np.split(sums, 2, axis=1)
    observed = np.column_stack([both.sum(axis=1), possible.sum(axis=1)])
    whole = estimate(observed, _share, sampling=sampling)
    if not ratings.is_yes_or_no:
        no_code = Estimate.missing(WhyNot.NOT_YES_OR_NO)
        return Counted(whole, no_code, no_code)
    negative, positive = (
        estimate(sums, _share_of(category), sampling=sampling) for category in range(2)
    )
    return Counted(whole, positive, negative)


def _none_of_them(reason: WhyNot) -> Counted:
    nothing = Estimate.missing(reason)
    return Counted(nothing, nothing, nothing)


def _of_units(ratings: Ratings) -> FloatMatrix:
    """Count, by category, the pairs that both chose it, and the pairs that one chose it in."""
    categories = np.arange(len(ratings.categories))
    chosen = (ratings.values[:, :, None] == categories).sum(axis=0).astype(float)
    judges = chosen.sum(axis=1, keepdims=True)
    return np.hstack([chosen * (chosen - 1), chosen * (judges - 1)])


def _share(sums: FloatMatrix) -> FloatMatrix:
    return sums[:, 0] / np.where(sums[:, 1] > 0, sums[:, 1], np.nan)


def _share_of(category: int) -> Formula:
    def share(sums: FloatMatrix) -> FloatMatrix:
        return _share(sums[:, [category, category + sums.shape[1] // 2]])

    return share
