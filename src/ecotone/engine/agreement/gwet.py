"""Gwet's AC1: any number of coders; steady where a code is used almost nowhere."""

import numpy as np

from ecotone.engine.agreement.estimate import Estimate, WhyNot
from ecotone.engine.agreement.ratings import PAIR, Level, Ratings
from ecotone.engine.agreement.resampling import Sampling, estimate, sums_by_document
from ecotone.engine.kernel import FloatMatrix

__all__ = ["gwet_ac1"]


def gwet_ac1(ratings: Ratings, *, sampling: Sampling) -> Estimate:
    """Say how far coders agree beyond the chance of those units that are hard to place.

    Parameters
    ----------
    ratings
        At nominal level. Units that one coder judged tell how often categories are used.
    sampling
        How the interval is found.

    Returns
    -------
    Estimate
        In [-1, 1]; not estimable when only one category was used: the formula says 1 then,
        whatever the coders may have understood.

    Notes
    -----
    ac1 = (p - e) / (1 - e), with p the mean over units of the share of pairs that agree and
    e = sum(q * (1 - q)) / (categories - 1), q the mean over units of the share that chose a
    category. Linear in the values times the categories.
    K. L. Gwet (2008), Computing inter-rater reliability and its variance in the presence of
    high agreement.

    Examples
    --------
    >>> from ecotone.engine.agreement.ratings import Unit, ratings_from
    >>> units = [Unit("d", str(number)) for number in range(4)]
    >>> said = {"ann": "yyny", "bob": "yynn"}
    >>> ratings = ratings_from({who: dict(zip(units, text)) for who, text in said.items()})
    >>> round(gwet_ac1(ratings, sampling=Sampling(samples=0)).value, 3)
    0.529
    """
    if ratings.level is not Level.NOMINAL:
        return Estimate.missing(WhyNot.NOT_NOMINAL)
    if reason := ratings.reason_against:
        return Estimate.missing(reason)
    return estimate(
        sums_by_document(ratings.document_of_unit, _of_units(ratings)), _ac1, sampling=sampling
    )


def _of_units(ratings: Ratings) -> FloatMatrix:
    categories = np.arange(len(ratings.categories))
    chosen = (ratings.values[:, :, None] == categories).sum(axis=0).astype(float)
    judges = chosen.sum(axis=1)
    together = judges >= PAIR
    pairs = np.where(together, judges * (judges - 1), 1)
    agree = np.where(together, (chosen * (chosen - 1)).sum(axis=1) / pairs, 0.0)
    shares = chosen / np.maximum(judges, 1)[:, None]
    return np.column_stack([agree, together, shares])


def _ac1(sums: FloatMatrix) -> FloatMatrix:
    agree, together, shares = sums[:, 0], sums[:, 1], sums[:, 2:]
    used = (shares > 0).sum(axis=1) > 1
    possible = np.where(used & (together > 0), together, np.nan)
    share = shares / shares.sum(axis=1, keepdims=True)
    by_chance = (share * (1 - share)).sum(axis=1) / max(shares.shape[1] - 1, 1)
    ac1: FloatMatrix = (agree / possible - by_chance) / (1 - by_chance)
    return ac1
