"""The tables of coding."""

from ecotone.coding.models.codebook import Code
from ecotone.coding.models.codings import (
    STATED,
    Coding,
    CodingEvent,
    CodingQuerySet,
    Statement,
)
from ecotone.coding.models.quotes import QuoteAnswer, QuoteCheck

__all__ = [
    "STATED",
    "Code",
    "Coding",
    "CodingEvent",
    "CodingQuerySet",
    "QuoteAnswer",
    "QuoteCheck",
    "Statement",
]
