"""The tables of coding."""

from ecotone.coding.models.codebook import HUES, Code
from ecotone.coding.models.codings import (
    STATED,
    Coding,
    CodingQuerySet,
    Statement,
)
from ecotone.coding.models.history import Change, Step
from ecotone.coding.models.memos import Memo, MemoAddress, MemoQuerySet
from ecotone.coding.models.presence import Presence
from ecotone.coding.models.projects import (
    BroughtProject,
    Identity,
    KeptPart,
    ProjectPiece,
)
from ecotone.coding.models.quotes import QuoteAnswer, QuoteCheck
from ecotone.coding.models.rounds import CodingRound, RoundCoder
from ecotone.coding.models.stance import CodingSettings

__all__ = [
    "HUES",
    "STATED",
    "BroughtProject",
    "Change",
    "Code",
    "Coding",
    "CodingQuerySet",
    "CodingRound",
    "CodingSettings",
    "Identity",
    "KeptPart",
    "Memo",
    "MemoAddress",
    "MemoQuerySet",
    "Presence",
    "ProjectPiece",
    "QuoteAnswer",
    "QuoteCheck",
    "RoundCoder",
    "Statement",
    "Step",
]
