"""Krippendorff's alpha: any number of coders, units left out, four levels of measurement."""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from types import MappingProxyType

import numpy as np

from ecotone.engine.agreement.estimate import Estimate
from ecotone.engine.agreement.ratings import Level, Ratings
from ecotone.engine.agreement.resampling import (
    Formula,
    Sampling,
    estimate,
    sums_by_document,
)
from ecotone.engine.kernel import FloatMatrix

__all__ = ["krippendorff_alpha"]


def krippendorff_alpha(ratings: Ratings, *, sampling: Sampling) -> Estimate:
    """Say how far coders agree beyond what their values, paired at random, would give.

    Parameters
    ----------
    ratings
        Of any level; units judged by one coder are left out.
    sampling
        How the interval is found.

    Returns
    -------
    Estimate
        In (-inf, 1]: 1 when all agree, 0 when they agree as by chance; not estimable when all
        values are equal.

    Notes
    -----
    alpha = 1 - (n - 1) * sum(o * d) / sum(n_c * n_k * d), with o the coincidences of values
    within units, n the values that can be paired and d the squared difference of the level.
    Pairs of coders times units, plus samples times documents times values (at ordinal level
    values squared, as its differences depend on the sample).
    K. Krippendorff (2011), Computing Krippendorff's alpha-reliability.

    Examples
    --------
    >>> from ecotone.engine.agreement.ratings import Unit
    >>> units = tuple(Unit("d", str(number)) for number in range(10))
    >>> said = np.array([list("0100000010"), list("1110010000")], dtype=float)
    >>> ratings = Ratings(("ann", "bob"), units, said, ("no", "yes"))
    >>> round(krippendorff_alpha(ratings, sampling=Sampling(samples=0)).value, 3)
    0.095
    """
    if reason := ratings.reason_against:
        return Estimate.missing(reason)
    shared = ratings.judged_together
    sums: FloatMatrix
    formula: Formula
    if ratings.level is Level.INTERVAL:
        sums, formula = _moments(shared), _from_moments
    elif ratings.level is Level.ORDINAL:
        sums, formula = _of_ranks(shared)
    else:
        sums, formula = _of_differences(shared)
    return estimate(sums, formula, sampling=sampling)


# --- how far two values are apart ------------------------------------------------------------


def _differ(first: FloatMatrix, second: FloatMatrix) -> FloatMatrix:
    return np.where(np.isnan(first + second), np.nan, (first != second).astype(float))


def _square(first: FloatMatrix, second: FloatMatrix) -> FloatMatrix:
    return (first - second) ** 2


def _relative(first: FloatMatrix, second: FloatMatrix) -> FloatMatrix:
    together = first + second
    return ((first - second) / np.where(together == 0, 1.0, together)) ** 2


Difference = Callable[[FloatMatrix, FloatMatrix], FloatMatrix]
DIFFERENCE_AT: Mapping[Level, Difference] = MappingProxyType(
    {Level.NOMINAL: _differ, Level.RATIO: _relative}
)


# --- what each unit contributes --------------------------------------------------------------


def _pairs(values: FloatMatrix) -> Iterator[tuple[FloatMatrix, FloatMatrix, FloatMatrix]]:
    """Yield the values of every two coders, and what one such pair counts in each unit."""
    judges = (~np.isnan(values)).sum(axis=0)
    weight = 2.0 / np.maximum(judges - 1, 1)  # each pair is seen in both directions
    for first, second in combinations(values, 2):
        yield first, second, weight


def _disagreement(values: FloatMatrix, difference: Difference) -> FloatMatrix:
    total = np.zeros(values.shape[1])
    for first, second, weight in _pairs(values):
        total += np.nan_to_num(difference(first, second)) * weight
    return total


def _of_differences(ratings: Ratings) -> tuple[FloatMatrix, Formula]:
    difference = DIFFERENCE_AT[ratings.level]
    scale, placed = _placed(ratings.values)
    disagreement = _disagreement(ratings.values, difference)
    of_units = np.hstack([_counts(placed, len(scale)), disagreement[:, None]])
    apart = difference(scale[:, None], scale[None, :])
    return sums_by_document(ratings.document_of_unit, of_units), _formula(apart)


def _of_ranks(ratings: Ratings) -> tuple[FloatMatrix, Formula]:
    scale, placed = _placed(ratings.values)
    steps = len(scale)
    of_units = np.hstack([_counts(placed, steps), _coincidences(placed, steps)])
    return sums_by_document(ratings.document_of_unit, of_units), _ordinal_formula(steps)


def _moments(ratings: Ratings) -> FloatMatrix:
    """Sum up what squared differences need; a scale of any length then costs the same."""
    values = ratings.values - np.nanmean(ratings.values)
    columns = (
        _disagreement(values, _square),
        (~np.isnan(values)).sum(axis=0).astype(float),
        np.nansum(values, axis=0),
        np.nansum(values**2, axis=0),
    )
    return sums_by_document(ratings.document_of_unit, np.stack(columns, axis=1))


def _placed(values: FloatMatrix) -> tuple[FloatMatrix, FloatMatrix]:
    """Return the scale of values in order, and the place of each value on it."""
    scale = np.unique(values[~np.isnan(values)])
    places = np.searchsorted(scale, np.nan_to_num(values)).astype(float)
    return scale, np.where(np.isnan(values), np.nan, places)


def _counts(placed: FloatMatrix, steps: int) -> FloatMatrix:
    """Count how often each value occurs in each unit, shape (units, steps)."""
    units = placed.shape[1]
    counts = np.zeros((units, steps))
    for row in placed:
        given = np.flatnonzero(~np.isnan(row))
        counts[given, row[given].astype(int)] += 1
    return counts


def _coincidences(placed: FloatMatrix, steps: int) -> FloatMatrix:
    """Count which values meet in each unit, shape (units, steps squared)."""
    meet = np.zeros((placed.shape[1], steps * steps))
    for first, second, weight in _pairs(placed):
        both = np.flatnonzero(~np.isnan(first + second))
        cell = (first * steps + second)[both].astype(int)
        meet[both, cell] += weight[both]
    return meet


# --- from sums to alpha ----------------------------------------------------------------------


def _alpha(observed: FloatMatrix, expected: FloatMatrix, values: FloatMatrix) -> FloatMatrix:
    possible = np.where(expected > 0, expected, np.nan)
    return 1 - (values - 1) * observed / possible


def _formula(apart: FloatMatrix) -> Formula:
    def alpha(sums: FloatMatrix) -> FloatMatrix:
        margins, observed = sums[:, :-1], sums[:, -1]
        expected = ((margins @ apart) * margins).sum(axis=1)
        return _alpha(observed, expected, margins.sum(axis=1))

    return alpha


def _from_moments(sums: FloatMatrix) -> FloatMatrix:
    observed, number, total, squares = sums.T
    expected = 2 * (number * squares - total**2)
    rounding = 1e-12 * number * squares  # equal values leave a trace of it
    return _alpha(observed, np.where(expected > rounding, expected, 0.0), number)


def _ordinal_formula(steps: int) -> Formula:
    """Return the formula for ranks: steps are as far apart as there are values between them."""

    def alpha(sums: FloatMatrix) -> FloatMatrix:
        margins, meet = sums[:, :steps], sums[:, steps:]
        ranks = margins.cumsum(axis=1) - margins / 2
        apart = (ranks[:, :, None] - ranks[:, None, :]) ** 2
        observed = (meet * apart.reshape(len(sums), -1)).sum(axis=1)
        expected = (margins[:, :, None] * margins[:, None, :] * apart).sum(axis=(1, 2))
        return _alpha(observed, expected, margins.sum(axis=1))

    return alpha
