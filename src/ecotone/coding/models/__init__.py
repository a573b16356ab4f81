"""The tables of coding."""

from ecotone.coding.models.codebook import Code
from ecotone.coding.models.codings import Coding, CodingEvent, CodingQuerySet
from ecotone.coding.models.quotes import QuoteAnswer, QuoteCheck

__all__ = ["Code", "Coding", "CodingEvent", "CodingQuerySet", "QuoteAnswer", "QuoteCheck"]
