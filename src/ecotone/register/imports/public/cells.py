"""Cells of a public register, turned into values or named as what cannot be read."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _

# What registers write where there is nothing to say.
NOTHING = frozenset({"", "not applicable", "not recorded", "unknown"})


class UnreadableCell(ValueError):
    """A cell that does not hold what its column promises."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(f"{column}: {reason}")
        self.column, self.reason = column, reason


def text(row: Mapping[str, str], column: str) -> str:
    said = " ".join(row.get(column, "").split())
    return "" if said.casefold() in NOTHING else said


def needed(row: Mapping[str, str], column: str) -> str:
    said = text(row, column)
    if not said:
        raise UnreadableCell(column, _("it is empty"))
    return said


def whole_number(row: Mapping[str, str], column: str) -> int | None:
    said = text(row, column)
    if not said:
        return None
    if not (said.isascii() and said.isdigit()):
        raise UnreadableCell(column, _("it is not a whole number"))
    return int(said)


def day(row: Mapping[str, str], column: str) -> date | None:
    """Read a day written as DD-MM-YYYY."""
    said = text(row, column)
    if not said:
        return None
    try:
        return datetime.strptime(said, "%d-%m-%Y").date()  # noqa: DTZ007  # a day has no zone
    except ValueError as mistake:
        raise UnreadableCell(column, _("it is not a day written as DD-MM-YYYY")) from mistake
