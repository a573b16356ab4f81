"""Why a package is not read at all, or a project not written."""

from enum import StrEnum

from ecotone.engine.kernel import InputError

__all__ = ["RefusalReason", "UnreadablePackage", "UnwritableProject"]


class RefusalReason(StrEnum):
    """The name of a refusal, for programs."""

    NOT_A_PACKAGE = "not_a_package"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    OUTSIDE_PATH = "outside_path"
    TOO_MANY_FILES = "too_many_files"
    TOO_LARGE = "too_large"
    NO_PROJECT = "no_project"
    SEVERAL_PROJECTS = "several_projects"
    DOCUMENT_TYPE = "document_type"
    NOT_XML = "not_xml"
    NOT_REFI = "not_refi"


class UnreadablePackage(InputError):
    """A package (or codebook) that cannot be read, or would not be safe to.

    Parameters
    ----------
    reason
        Its name.
    message
        What is wrong, and where, in a sentence.
    remedy
        What whoever brought it can do.
    """

    def __init__(self, reason: RefusalReason, message: str, *, remedy: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.remedy = remedy


class UnwritableProject(InputError):
    """A project that breaks a rule of `project`: a mistake of whoever put it together."""
