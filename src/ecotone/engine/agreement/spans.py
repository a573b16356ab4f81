"""The figure for free spans, which names the form it was worked out in."""

from dataclasses import dataclass
from enum import StrEnum

from ecotone.engine.agreement.estimate import Estimate

__all__ = ["Form", "SpanAgreement"]


class Form(StrEnum):
    """The two forms differ on the same spans, so a figure without its form says nothing."""

    OF_2004 = "2004"
    BINARY_OF_2016 = "2016 binary"


@dataclass(frozen=True, slots=True)
class SpanAgreement:
    """How far coders agree about spans.

    Parameters
    ----------
    form
        Which of the two.
    units, documents
        How many spans were compared, in how many documents.
    alpha
        The figure, in (-inf, 1].
    """

    form: Form
    units: int
    documents: int
    alpha: Estimate
