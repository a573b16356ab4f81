"""How far a figure may be off: the documents are drawn again and again, with replacement.

Every coefficient here is a formula over sums, and each document adds its part to them. So a
sample of documents needs no look at the units: its sums are one row of a matrix product.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from ecotone.engine.agreement.estimate import Estimate, Interval, WhyNot
from ecotone.engine.kernel import FloatMatrix, InputError, seeded_generator

__all__ = ["Formula", "Sampling", "estimate", "estimate_by_weights", "sums_by_document"]

Formula: TypeAlias = Callable[[FloatMatrix], FloatMatrix]
AT_ONCE = 4_000_000  # numbers in one block of weights: 32 MB
MOST_ROWS = 500  # samples in one block: a formula may square its sums
MOST_SAMPLES = 100_000


@dataclass(frozen=True, slots=True)
class Sampling:
    """How intervals are found: by percentile bootstrap over documents.

    Parameters
    ----------
    samples
        How many samples to draw, from 0 (no intervals) to 100,000.
    seed
        Same seed, same bytes.
    share
        Share of the samples inside the interval, in (0, 1).

    Raises
    ------
    InputError
        When a parameter is out of range.
    """

    samples: int = 1_000
    seed: int = 0
    share: float = 0.95

    def __post_init__(self) -> None:
        if not 0 <= self.samples <= MOST_SAMPLES:
            raise InputError(f"Samples must lie between 0 and {MOST_SAMPLES}.")
        if not 0 < self.share < 1:
            raise InputError("The share inside the interval must lie between 0 and 1.")


def sums_by_document(
    documents: np.ndarray[tuple[int], np.dtype[np.intp]], of_units: FloatMatrix
) -> FloatMatrix:
    """Add up what the units of each document contribute.

    Parameters
    ----------
    documents
        Number of each unit's document, shape (units,).
    of_units
        Shape (units, sums).

    Returns
    -------
    FloatMatrix
        Shape (documents, sums).

    Examples
    --------
    >>> sums_by_document(np.array([0, 1, 0]), np.array([[1.0], [2.0], [3.0]])).tolist()
    [[4.0], [2.0]]
    """
    columns = (np.bincount(documents, weights=column) for column in of_units.T)
    return np.stack(list(columns), axis=1)


def estimate(sums: FloatMatrix, formula: Formula, *, sampling: Sampling) -> Estimate:
    """Work out a figure from the sums of the documents, and its interval.

    Parameters
    ----------
    sums
        Shape (documents, sums): what each document adds to each sum.
    formula
        From sums of shape (samples, sums) to figures of shape (samples,), NaN where there is
        none.
    sampling
        How the interval is found.

    Returns
    -------
    Estimate
        With :attr:`WhyNot.NO_VARIATION` where the formula has no figure for the whole.

    Notes
    -----
    Samples times documents times sums. B. Efron (1979), Bootstrap methods, Annals of
    Statistics 7; whole documents are drawn since the units of one are not independent.

    Examples
    --------
    >>> half = estimate(np.array([[1.0], [0.0]]), lambda sums: sums[:, 0] / 2,
    ...                 sampling=Sampling(samples=100))
    >>> half.value, half.interval.low, half.interval.high
    (0.5, 0.0, 1.0)
    """
    return estimate_by_weights(
        len(sums), lambda weights: formula(weights @ sums), sampling=sampling
    )


def estimate_by_weights(documents: int, formula: Formula, *, sampling: Sampling) -> Estimate:
    """Work out a figure whose sums are not simply added up over documents.

    Parameters
    ----------
    documents
        How many there are.
    formula
        From weights of shape (samples, documents) to figures of shape (samples,).
    sampling
        How the interval is found.

    Returns
    -------
    Estimate
        As :func:`estimate`.
    """
    value = float(formula(np.ones((1, documents)))[0])
    if np.isnan(value):
        return Estimate.missing(WhyNot.NO_VARIATION)
    if documents == 1 or not sampling.samples:
        reason = WhyNot.ONE_DOCUMENT if sampling.samples else WhyNot.NOT_ASKED
        return Estimate(value, why_no_interval=reason)
    drawn = np.concatenate([formula(weights) for weights in _weights(documents, sampling)])
    return _with_interval(value, drawn[~np.isnan(drawn)], sampling)


def _weights(documents: int, sampling: Sampling) -> Iterable[FloatMatrix]:
    """Return how often each document is in each sample, a block of samples at a time."""
    if documents * sampling.samples <= AT_ONCE:
        return _kept_weights(documents, sampling)
    return _drawn_weights(documents, sampling)


@lru_cache(maxsize=1)
def _kept_weights(documents: int, sampling: Sampling) -> tuple[FloatMatrix, ...]:
    """Keep the last draw: every figure of every code on a page asks for the same one."""
    return tuple(_drawn_weights(documents, sampling))


def _drawn_weights(documents: int, sampling: Sampling) -> Iterator[FloatMatrix]:
    generator = seeded_generator(sampling.seed)
    block = max(1, min(MOST_ROWS, AT_ONCE // documents))
    for begin in range(0, sampling.samples, block):
        rows = min(block, sampling.samples - begin)
        drawn = generator.integers(documents, size=(rows, documents), dtype=np.int64)
        places = (drawn + documents * np.arange(rows)[:, None]).ravel()
        counts = np.bincount(places, minlength=rows * documents)
        yield counts.reshape(rows, documents).astype(float)


def _with_interval(value: float, figures: FloatMatrix, sampling: Sampling) -> Estimate:
    """Add the interval, unless the samples have nothing to say about how far it may be off."""
    if 2 * len(figures) < sampling.samples:
        return Estimate(value, why_no_interval=WhyNot.TOO_FEW_SAMPLES)
    if np.ptp(figures) == 0:
        return Estimate(value, why_no_interval=WhyNot.ALWAYS_THE_SAME)
    outside = (1 - sampling.share) / 2
    low, high = np.quantile(figures, [outside, 1 - outside])
    interval = Interval(float(low), float(high), sampling.share, len(figures))
    return Estimate(value, interval)
