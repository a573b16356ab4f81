"""What a figure says, how far it may be off, and why there is none where there is none."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Estimate", "Interval", "Note", "WhyNot"]


class WhyNot(StrEnum):
    """Why a figure is not estimable."""

    NOBODY_JUDGED_TOGETHER = "no unit was read by two coders"
    NOBODY_USED = "nobody used the code"
    NO_VARIATION = "every coder said the same of every unit"
    NOT_TWO_CODERS = "this coefficient compares exactly two coders"
    NOT_NOMINAL = "this coefficient knows categories only"
    NOT_YES_OR_NO = "this figure needs a code that is applied or not"
    NOT_READ_BY_ALL = "no document was read by every coder"
    ONE_DOCUMENT = "an interval needs two documents"
    TOO_FEW_SAMPLES = "in most samples of the documents the figure is not estimable"
    ALWAYS_THE_SAME = "every sample of the documents gives the same figure"
    NOT_ASKED = "no samples were asked for"


class Note(StrEnum):
    """What a reader of the figures should know before they use them."""

    LOPSIDED = "used almost nowhere or almost everywhere"
    FEW_DOCUMENTS = "fewer than ten documents"


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the figure lies in the middle share of the samples drawn from the documents.

    Parameters
    ----------
    low, high
        Ends, in the range of the figure.
    share
        Share of the samples inside, in (0, 1).
    samples
        How many samples had a figure.
    """

    low: float
    high: float
    share: float
    samples: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure, or the reason why there is none.

    Parameters
    ----------
    value
        The figure, 1 at best; None when it is not estimable.
    interval
        How far it may be off; None when that cannot be said.
    why_not
        Why there is no figure; None when there is one.
    why_no_interval
        Why there is no interval; None when there is one.
    """

    value: float | None
    interval: Interval | None = None
    why_not: WhyNot | None = None
    why_no_interval: WhyNot | None = None

    @classmethod
    def missing(cls, reason: WhyNot) -> "Estimate":
        return cls(None, why_not=reason, why_no_interval=reason)

    @property
    def is_estimable(self) -> bool:
        return self.value is not None
