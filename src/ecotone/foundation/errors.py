"""What a person is told when the house says no."""

from dataclasses import dataclass
from typing import Any


class Refused(Exception):
    """A rule of the house forbids this; says what happened and what to do about it.

    A page, a toast, a JSON answer, a terminal and a job's record all show the same two
    sentences. Nothing has been changed when it is raised out of an operation.
    """

    status_code = 409

    def __init__(self, message: str, *, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class NotYours(Refused):
    """The thing exists, but not for this person: on the web indistinguishable from nothing."""

    status_code = 404

    def __init__(self, message: str, *, remedy: str, attempted: str) -> None:
        super().__init__(message, remedy=remedy)
        self.attempted = attempted


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One cell of a table that cannot be taken as it is."""

    row: int
    column: str
    reason: str

    def as_dict(self) -> dict[str, Any]:
        return {"row": self.row, "column": self.column, "reason": self.reason}

    def __str__(self) -> str:
        place = f"row {self.row}" + (f", column {self.column}" if self.column else "")
        return f"{place}: {self.reason}"


class TableRefused(Refused):
    """A table was refused as a whole; every cell at fault is named."""

    status_code = 422

    def __init__(
        self, message: str, *, remedy: str, problems: tuple[CellProblem, ...] = ()
    ) -> None:
        super().__init__(message, remedy=remedy)
        self.problems = problems
