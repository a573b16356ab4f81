"""Cells of a public register, turned into values or named as what cannot be read."""

import re
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

# What registers write where there is nothing to say.
NOTHING = frozenset({"", "not applicable", "not recorded", "unknown"})
_DAY = re.compile(r"(\d\d?)-(\d\d?)-(\d{4})", re.ASCII)


class UnreadableCell(ValueError):
    """A cell that does not hold what its column promises."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(f"{column}: {reason}")
        self.column, self.reason = column, reason


def text(row: Mapping[str, str], column: str) -> str:
    written = row.get(column, "")
    if not written:
        return ""
    said = " ".join(written.split())
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
        return _day(said)
    except ValueError as mistake:
        raise UnreadableCell(column, _("it is not a day written as DD-MM-YYYY")) from mistake


def _day(said: str) -> date:
    """Take a day to pieces; strptime would need ten times as long for a national register."""
    written = _DAY.fullmatch(said)
    if written is None:
        raise ValueError(said)
    day_of_month, month, year = map(int, written.groups())
    return date(year, month, day_of_month)
