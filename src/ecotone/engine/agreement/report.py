"""Everything that is said of one code's agreement, so that no figure stands alone."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ecotone.engine.agreement.alpha import krippendorff_alpha
from ecotone.engine.agreement.counted import Counted, counted_agreement
from ecotone.engine.agreement.estimate import Estimate, Note
from ecotone.engine.agreement.gwet import gwet_ac1
from ecotone.engine.agreement.kappa import cohen_kappa
from ecotone.engine.agreement.ratings import APPLIED, Level, Ratings, Unit
from ecotone.engine.agreement.resampling import Sampling
from ecotone.engine.kernel import FloatMatrix

__all__ = ["Agreement", "agreement_of"]

LOPSIDED_BELOW = 0.1  # and above 1 minus it: chance-corrected figures fall steeply there
FEW_DOCUMENTS = 10


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree, with everything needed to read it rightly.

    Parameters
    ----------
    coders
        Who judged at least one unit.
    units, documents
        How many units two coders judged, and in how many documents they lie.
    level
        What was done with the values.
    kappa, alpha, ac1
        The coefficients.
    counted
        Shares of agreement before chance is taken off.
    judgements, applied
        How many judgements two coders made of the same units, and how many of them apply the
        code; None without a code.
    marked, marked_by_all
        In how many units anybody applied the code, and in how many of these everybody who
        judged; None without a code.
    differing
        The units about which not all say the same.
    notes
        What to know before using the figures.
    """

    coders: tuple[str, ...]
    units: int
    documents: int
    level: Level
    kappa: Estimate
    alpha: Estimate
    ac1: Estimate
    counted: Counted
    judgements: int
    applied: int | None
    marked: int | None
    marked_by_all: int | None
    differing: tuple[Unit, ...]
    notes: tuple[Note, ...]

    @property
    def prevalence(self) -> float | None:
        """Share of the judgements that apply the code, in [0, 1]; None where there are none."""
        if self.applied is None or not self.judgements:
            return None
        return self.applied / self.judgements


def agreement_of(ratings: Ratings, *, sampling: Sampling | None = None) -> Agreement:
    """Work out every figure for one code, or for one set of ratings.

    Parameters
    ----------
    ratings
        Of any level.
    sampling
        How intervals are found; by default 1,000 samples with seed 0.

    Returns
    -------
    Agreement
        With units in order of document and name.

    Notes
    -----
    As the slowest of its figures: pairs of coders times units, and samples times documents.

    Examples
    --------
    >>> from ecotone.engine.agreement.ratings import YES_OR_NO
    >>> units = (Unit("d", "1"), Unit("d", "2"), Unit("e", "1"))
    >>> said = np.array([[1.0, 0.0, 1.0], [1.0, 1.0, np.nan]])
    >>> told = agreement_of(Ratings(("ann", "bob"), units, said, YES_OR_NO))
    >>> told.units, told.documents, told.prevalence, told.differing
    (2, 1, 0.75, (Unit(document='d', name='2'),))
    """
    how = sampling or Sampling()
    shared = ratings.judged_together
    documents = len({unit.document for unit in shared.units})
    told = Agreement(
        coders=_who_judged(ratings),
        units=len(shared.units),
        documents=documents,
        level=ratings.level,
        kappa=cohen_kappa(ratings, sampling=how),
        alpha=krippendorff_alpha(ratings, sampling=how),
        ac1=gwet_ac1(ratings, sampling=how),
        counted=counted_agreement(ratings, sampling=how),
        judgements=int((~np.isnan(shared.values)).sum()),
        applied=_applied(shared),
        marked=_marked(shared, np.nanmax),
        marked_by_all=_marked(shared, np.nanmin),
        differing=_differing(shared),
        notes=(),
    )
    return replace(told, notes=_notes(told.prevalence, documents))


def _applied(shared: Ratings) -> int | None:
    return int((shared.values == APPLIED).sum()) if shared.is_yes_or_no else None


def _marked(shared: Ratings, whose: Callable[..., FloatMatrix]) -> int | None:
    """Count the units whose most, or least, judgement is that the code applies."""
    if not shared.is_yes_or_no:
        return None
    return int((whose(shared.values, axis=0) == APPLIED).sum()) if shared.units else 0


def _who_judged(ratings: Ratings) -> tuple[str, ...]:
    judged = zip(ratings.coders, ratings.values, strict=True)
    return tuple(coder for coder, values in judged if not np.isnan(values).all())


def _differing(shared: Ratings) -> tuple[Unit, ...]:
    if not shared.units:
        return ()
    apart = np.nanmin(shared.values, axis=0) < np.nanmax(shared.values, axis=0)
    return tuple(sorted(shared.units[place] for place in np.flatnonzero(apart)))


def _notes(share: float | None, documents: int) -> tuple[Note, ...]:
    notes = []
    if share is not None and not LOPSIDED_BELOW <= share <= 1 - LOPSIDED_BELOW:
        notes.append(Note.LOPSIDED)
    if documents < FEW_DOCUMENTS:
        notes.append(Note.FEW_DOCUMENTS)
    return tuple(notes)
