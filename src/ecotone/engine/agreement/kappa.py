"""Cohen's kappa: two coders, who may use categories differently often."""

import numpy as np

from ecotone.engine.agreement.estimate import Estimate, WhyNot
from ecotone.engine.agreement.ratings import PAIR, Level, Ratings
from ecotone.engine.agreement.resampling import Sampling, estimate, sums_by_document
from ecotone.engine.kernel import FloatMatrix

__all__ = ["cohen_kappa"]


def cohen_kappa(ratings: Ratings, *, sampling: Sampling) -> Estimate:
    """Say how far two coders agree beyond chance, each with a chance of their own.

    Parameters
    ----------
    ratings
        Of two coders at nominal level; units that only one of them judged are left out.
    sampling
        How the interval is found.

    Returns
    -------
    Estimate
        In [-1, 1]: 0 when they agree as by chance; not estimable for any other number of
        coders, and when both used one and the same category throughout.

    Notes
    -----
    kappa = (p - e) / (1 - e), with p the share of units they agree about and e the sum over
    categories of the product of how often each used it. Linear in the units.
    J. Cohen (1960), A coefficient of agreement for nominal scales.

    Examples
    --------
    >>> from ecotone.engine.agreement.ratings import Unit, ratings_from
    >>> units = [Unit("d", str(number)) for number in range(4)]
    >>> said = {"ann": "yynn", "bob": "ynyn"}
    >>> ratings = ratings_from({who: dict(zip(units, text)) for who, text in said.items()})
    >>> cohen_kappa(ratings, sampling=Sampling(samples=0)).value
    0.0
    """
    if ratings.level is not Level.NOMINAL:
        return Estimate.missing(WhyNot.NOT_NOMINAL)
    if len(ratings.coders) != PAIR:
        return Estimate.missing(WhyNot.NOT_TWO_CODERS)
    if reason := ratings.reason_against:
        return Estimate.missing(reason)
    shared = ratings.judged_together
    first, second = (
        row[:, None] == np.arange(len(ratings.categories)) for row in shared.values
    )
    agree = (first & second).any(axis=1)[:, None]
    of_units = np.hstack([agree, first, second]).astype(float)
    return estimate(
        sums_by_document(shared.document_of_unit, of_units), _kappa, sampling=sampling
    )


def _kappa(sums: FloatMatrix) -> FloatMatrix:
    agree, margins = sums[:, 0], sums[:, 1:]
    first, second = np.split(margins, 2, axis=1)
    units = first.sum(axis=1)
    by_chance = (first * second).sum(axis=1)  # times units, so that whole numbers stay whole
    possible = units**2 - by_chance
    kappa: FloatMatrix = (units * agree - by_chance) / np.where(possible > 0, possible, np.nan)
    return kappa
