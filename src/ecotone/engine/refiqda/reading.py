"""What comes of reading a package: the project, how it was understood, what was lost."""

from dataclasses import dataclass

from ecotone.engine.refiqda.losses import Loss
from ecotone.engine.refiqda.offset_model import OffsetModel
from ecotone.engine.refiqda.project import Project

__all__ = ["MissingText", "Reading", "Written"]


@dataclass(frozen=True, slots=True)
class MissingText:
    """A source whose text is not in the package, or may not be read from where it lies.

    Give its text by its GUID and read again.
    """

    guid: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A project that was read, and all that somebody should see before taking it in."""

    project: Project
    offset_model: OffsetModel
    losses: tuple[Loss, ...] = ()
    missing: tuple[MissingText, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of a package or codebook, and what of the project is not in them."""

    content: bytes
    losses: tuple[Loss, ...] = ()
