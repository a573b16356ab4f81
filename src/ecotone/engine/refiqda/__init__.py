"""REFI-QDA: projects and codebooks that any program for qualitative analysis can exchange.

The tolerant reader takes what other programs really write; the strict writer gives only what
the standard allows. Source: REFI-QDA Standard 1.5 (qdasoftware.org), schemas of 18 March 2019.
"""

from ecotone.engine.refiqda.losses import Loss, LossKind
from ecotone.engine.refiqda.offset_model import OURS, OffsetModel, Units
from ecotone.engine.refiqda.poles import POLES, TARGETS
from ecotone.engine.refiqda.project import (
    Case,
    Code,
    CodeSet,
    Coding,
    Direction,
    Link,
    Note,
    Project,
    Selection,
    Source,
    User,
    Value,
    ValueKind,
    Variable,
)
from ecotone.engine.refiqda.read import read_project
from ecotone.engine.refiqda.reading import MissingText, Reading, Written
from ecotone.engine.refiqda.refusals import (
    RefusalReason,
    UnreadablePackage,
    UnwritableProject,
)
from ecotone.engine.refiqda.write import write_codebook, write_project

__all__ = [
    "OURS",
    "POLES",
    "TARGETS",
    "Case",
    "Code",
    "CodeSet",
    "Coding",
    "Direction",
    "Link",
    "Loss",
    "LossKind",
    "MissingText",
    "Note",
    "OffsetModel",
    "Project",
    "Reading",
    "RefusalReason",
    "Selection",
    "Source",
    "Units",
    "UnreadablePackage",
    "UnwritableProject",
    "User",
    "Value",
    "ValueKind",
    "Variable",
    "Written",
    "read_project",
    "write_codebook",
    "write_project",
]
