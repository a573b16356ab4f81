"""Krippendorff's unitising alpha as of 2016, binary: how much of the text is coded by both."""

from collections.abc import Sequence

import numpy as np

from ecotone.engine.agreement.coded import Stretch
from ecotone.engine.agreement.continua import Continuum, gaps_between
from ecotone.engine.agreement.estimate import Estimate, WhyNot
from ecotone.engine.agreement.ratings import PAIR
from ecotone.engine.agreement.resampling import Sampling, estimate
from ecotone.engine.agreement.spans import Form, SpanAgreement
from ecotone.engine.kernel import FloatMatrix

__all__ = ["binary_unitising_alpha"]

UNREAD, GAP, UNIT = -1, 0, 1


def binary_unitising_alpha(
    continua: Sequence[Continuum], *, sampling: Sampling
) -> SpanAgreement:
    """Say how far coders agree what of the documents belongs to a code.

    Parameters
    ----------
    continua
        The documents with the units of one code; those read by one coder are left out.
    sampling
        How the interval is found.

    Returns
    -------
    SpanAgreement
        In (-inf, 1]; not estimable when nobody set a unit or everything is one.

    Notes
    -----
    Coincidences are lengths that intersect. What is expected pairs no unit with itself, which
    takes the squares of the units' lengths and the lengths of the gaps off the whole squared.
    Units times coders, after sorting.
    K. Krippendorff, Y. Mathet, S. Bouvry and A. Widlöcher (2016), On the reliability of
    unitizing textual continua, Quality and Quantity 50.

    Examples
    --------
    >>> whole = ((150, 450),)
    >>> line = Continuum("d", 150, 450, {"i": whole, "j": whole}, {
    ...     "i": ((225, 295), (370, 400)), "j": ((220, 300), (355, 375), (400, 420))})
    >>> told = binary_unitising_alpha([line], sampling=Sampling(samples=0))
    >>> round(told.alpha.value, 3), told.form.value
    (0.516, '2016 binary')
    """
    shared = [line for line in continua if len(line.read) >= PAIR]
    units = sum(len(set_) for line in shared for set_ in line.set_by.values())
    return SpanAgreement(
        Form.BINARY_OF_2016, units, len(shared), _estimate(shared, units, sampling)
    )


def _estimate(shared: Sequence[Continuum], units: int, sampling: Sampling) -> Estimate:
    if not shared:
        return Estimate.missing(WhyNot.NOBODY_JUDGED_TOGETHER)
    if not units:
        return Estimate.missing(WhyNot.NOBODY_USED)
    sums = np.array([_sums(line) for line in shared])
    return estimate(sums, _alpha, sampling=sampling)


def _sums(line: Continuum) -> tuple[float, float, float, float]:
    """Return lengths coded by both, by one and by neither, and what is paired with itself."""
    states, lengths = _states(line)
    coding, passing = (states == UNIT).sum(axis=0), (states == GAP).sum(axis=0)
    others = len(line.read) - 1
    both = (lengths * coding * (coding - 1)).sum() / others
    one = (lengths * coding * passing).sum() / others
    neither = (lengths * passing * (passing - 1)).sum() / others
    squares = sum((end - start) ** 2 for units in line.set_by.values() for start, end in units)
    gaps = (lengths * passing).sum()
    return float(both), float(one), float(neither), float(squares + gaps)


def _states(line: Continuum) -> tuple[FloatMatrix, FloatMatrix]:
    """Cut the line wherever anything begins or ends; say for each piece who does what there."""
    gaps = {
        coder: _gaps_read(line.set_by[coder], stretches)
        for coder, stretches in line.read.items()
    }
    edges = np.unique(
        [
            place
            for stretches in (*line.set_by.values(), *gaps.values())
            for stretch in stretches
            for place in stretch
        ]
    )
    states = np.full((len(gaps), len(edges) - 1), UNREAD)
    for row, coder in enumerate(gaps):
        for kind, stretches in ((GAP, gaps[coder]), (UNIT, line.set_by[coder])):
            for start, end in stretches:
                begin, stop = np.searchsorted(edges, (start, end))
                states[row, begin:stop] = kind
    return states, np.diff(edges)


def _gaps_read(
    units: tuple[Stretch, ...], stretches: tuple[Stretch, ...]
) -> tuple[Stretch, ...]:
    return tuple(
        gap
        for start, end in stretches
        for gap in gaps_between((unit for unit in units if unit[1] > start), start, end)
    )


def _alpha(sums: FloatMatrix) -> FloatMatrix:
    both, one, neither, itself = sums.T
    coded, left = both + one, neither + one
    whole = coded + left
    expected = 2 * coded * left * whole
    possible = whole**2 - itself
    alpha: FloatMatrix = 1 - 2 * one * possible / np.where(
        (expected > 0) & (possible > 0), expected, np.nan
    )
    return alpha
