"""Reading the cells of a table, so that everything that is wrong with it is named at once."""

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from ecotone.engine.kernel import InputError

__all__ = [
    "HEADER_ROW",
    "CellReader",
    "InputErrors",
    "NumberedRow",
    "NumberedRows",
    "quoted",
    "read_number",
    "read_whole_number",
]

NumberedRow: TypeAlias = tuple[int, Mapping[str, str]]
NumberedRows: TypeAlias = Iterable[NumberedRow]
Value = TypeVar("Value")

HEADER_ROW = 1
MOST_ERRORS = 1000  # enough to mend by hand; a file of junk must not fill the memory
LONGEST_QUOTE = 40


class InputErrors(InputError):
    """Everything that is wrong with the input at once, so that it is mended in one go.

    Reads like its first error to whoever catches :class:`InputError`.

    Parameters
    ----------
    errors
        At least one error, in the order of the input.
    """

    def __init__(self, errors: Iterable[InputError]) -> None:
        self.errors = tuple(errors)
        first = self.errors[0]
        super().__init__(first.message, row=first.row, column=first.column)

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


@dataclass(slots=True)
class CellReader:
    """Reads the cells of one table and remembers those that cannot be read."""

    errors: list[InputError] = field(default_factory=list)
    failed: set[tuple[int, str]] = field(default_factory=set)

    def refuse(self, row: int, column: str, reason: str) -> None:
        self.failed.add((row, column))
        self.errors.append(InputError(reason, row=row, column=column))
        if len(self.errors) >= MOST_ERRORS:
            raise InputErrors(self.errors)

    def read(
        self, row: NumberedRow, column: str, parse: Callable[[str], Value], empty: Value
    ) -> Value:
        number, values = row
        text = values.get(column, "").strip()
        if not text:
            return empty
        try:
            return parse(text)
        except InputError as error:
            self.refuse(number, column, error.message)
            return empty

    def require(self, header: Collection[str], *columns: str) -> None:
        missing = [column for column in columns if column not in header]
        if missing:
            raise InputErrors(
                InputError("This column is missing.", row=HEADER_ROW, column=column)
                for column in missing
            )

    def finish(self) -> None:
        if self.errors:
            raise InputErrors(sorted(self.errors, key=lambda error: error.row or 0))


def quoted(text: str) -> str:
    shown = text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"
    return f'"{shown}"'


def read_number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise InputError(f"{quoted(text)} is not a number.")
    return number


def read_whole_number(text: str) -> int:
    number = read_number(text)
    if not number.is_integer():
        raise InputError(f"{quoted(text)} is not a whole number.")
    return int(number)
