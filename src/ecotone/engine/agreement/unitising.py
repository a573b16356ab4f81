"""Krippendorff's unitising alpha as of 2004: how far the boundaries of units lie apart."""

from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np

from ecotone.engine.agreement.continua import Continuum, gaps_between
from ecotone.engine.agreement.estimate import Estimate, WhyNot
from ecotone.engine.agreement.ratings import PAIR
from ecotone.engine.agreement.resampling import Formula, Sampling, estimate_by_weights
from ecotone.engine.agreement.spans import Form, SpanAgreement
from ecotone.engine.kernel import FloatMatrix

__all__ = ["unitising_alpha"]


def unitising_alpha(
    codes: Sequence[tuple[Continuum, ...]], *, sampling: Sampling
) -> SpanAgreement:
    """Say how far coders agree where units of a code begin and end.

    Parameters
    ----------
    codes
        For each code its documents, the same ones; one code for a figure of its own, several
        for the pooled figure 1 - sum(Do) / sum(De). Codes may overlap: each is a layer.
    sampling
        How the interval is found.

    Returns
    -------
    SpanAgreement
        Of documents that every coder read, laid end to end as one continuum; a gap ends where
        its document does. Values in (-inf, 1]; not estimable when nobody set a unit, or no
        document was read by all.

    Notes
    -----
    Units times units of a document for what is observed, units times gaps for what is
    expected. K. Krippendorff (2004), Measuring the reliability of qualitative text analysis
    data, Quality and Quantity 38, appendix.

    Examples
    --------
    >>> whole = ((150, 450),)
    >>> line = Continuum("d", 150, 450, {"i": whole, "j": whole}, {
    ...     "i": ((225, 295), (370, 400)), "j": ((220, 300), (355, 375), (400, 420))})
    >>> told = unitising_alpha([(line,)], sampling=Sampling(samples=0))
    >>> round(told.alpha.value, 4), told.form.value
    (0.7286, '2004')
    """
    coders = sorted({coder for lines in codes for line in lines for coder in line.read})
    shared = [[line for line in lines if len(line.read) == len(coders)] for lines in codes]
    documents = len(shared[0]) if shared else 0
    if len(coders) < PAIR or not documents:
        return SpanAgreement(Form.OF_2004, 0, 0, Estimate.missing(WhyNot.NOT_READ_BY_ALL))
    units = sum(
        len(set_) for lines in shared for line in lines for set_ in line.set_by.values()
    )
    if not units:
        found = Estimate.missing(WhyNot.NOBODY_USED)
    else:
        formula = _formula([_Layer(lines) for lines in shared], len(coders))
        found = estimate_by_weights(documents, formula, sampling=sampling)
    return SpanAgreement(Form.OF_2004, units, documents, found)


class _Layer:
    """The sums of one code, one place for each document."""

    def __init__(self, lines: Sequence[Continuum]) -> None:
        self.lengths = np.array([line.length for line in lines], dtype=float)
        self.observed = np.array([_observed(line) for line in lines])
        units = [_lengths(line.set_by.values()) for line in lines]
        gaps = [_lengths(_gaps(line, set_) for set_ in line.set_by.values()) for line in lines]
        self.units = np.array([len(long) for long in units], dtype=float)
        self.among_units = np.array([(2 * n**3 - 3 * n**2 + n).sum() / 3 for n in units])
        self.same = np.array([(n * (n - 1)).sum() for n in units])
        self.in_gaps = _places_in_gaps(units, gaps)


def _formula(layers: Sequence[_Layer], coders: int) -> Formula:
    def alpha(weights: FloatMatrix) -> FloatMatrix:
        observed = sum(_observed_of(layer, weights, coders) for layer in layers)
        expected = sum(_expected_of(layer, weights, coders) for layer in layers)
        return 1 - observed / np.where(expected > 0, expected, np.nan)

    return alpha


def _observed_of(layer: _Layer, weights: FloatMatrix, coders: int) -> FloatMatrix:
    pairs = coders * (coders - 1) / 2
    apart: FloatMatrix = weights @ layer.observed / (pairs * (weights @ layer.lengths) ** 2)
    return apart


def _expected_of(layer: _Layer, weights: FloatMatrix, coders: int) -> FloatMatrix:
    length = weights @ layer.lengths
    units = weights @ layer.units
    among = np.maximum(units - 1, 0) * (weights @ layer.among_units)
    in_gaps = ((weights @ layer.in_gaps) * weights).sum(axis=1)
    whole = coders * length
    possible: FloatMatrix = whole * (whole - 1) - weights @ layer.same
    expected: FloatMatrix = 2 / length * (among + in_gaps) / possible
    return expected


def _observed(line: Continuum) -> float:
    """Sum up, over pairs of coders, how far what they set lies apart."""
    return float(
        sum(
            _apart(first, second) + _alone(line, first, second) + _alone(line, second, first)
            for first, second in combinations(line.set_by.values(), 2)
        )
    )


def _apart(first: Iterable[tuple[int, int]], second: Iterable[tuple[int, int]]) -> int:
    others = list(second)
    return sum(
        (start - begin) ** 2 + (end - stop) ** 2
        for start, end in first
        for begin, stop in others
        if start < stop and begin < end
    )


def _alone(
    line: Continuum, units: tuple[tuple[int, int], ...], others: tuple[tuple[int, int], ...]
) -> int:
    """Add the squared length of units that lie wholly in a gap of the other coder."""
    gaps = _gaps(line, others)
    return sum(
        (end - start) ** 2
        for start, end in units
        if any(begin <= start and end <= stop for begin, stop in gaps)
    )


def _gaps(line: Continuum, units: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    return gaps_between(units, line.start, line.end)


def _lengths(of_coders: Iterable[tuple[tuple[int, int], ...]]) -> FloatMatrix:
    return np.array([end - start for units in of_coders for start, end in units], dtype=float)


def _places_in_gaps(units: list[FloatMatrix], gaps: list[FloatMatrix]) -> FloatMatrix:
    """Say, for units of one document and gaps of another, how many places there would be."""
    document = np.repeat(np.arange(len(gaps)), [len(room) for room in gaps])
    room = np.concatenate(gaps)
    places = np.zeros((len(units), len(gaps)))
    for row, lengths in enumerate(units):
        left = np.maximum(room[None, :] - lengths[:, None] + 1, 0)
        of_gaps = (lengths[:, None] ** 2 * left).sum(axis=0)
        places[row] = np.bincount(document, weights=of_gaps, minlength=len(gaps))
    return places
