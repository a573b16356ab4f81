"""The tables of coding."""

from ecotone.coding.models.codebook import Code
from ecotone.coding.models.codings import Coding, CodingEvent, CodingQuerySet

__all__ = ["Code", "Coding", "CodingEvent", "CodingQuerySet"]
