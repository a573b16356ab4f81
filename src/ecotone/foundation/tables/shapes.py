"""What a table is, how large it may be, and how one is refused."""

from collections.abc import Iterator
from dataclasses import dataclass

from ecotone.foundation.errors import CellProblem, TableRefused

MEGABYTE = 1024 * 1024
MOST_BYTES = 8 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a table may be, and in which encodings its text may be, tried in this order."""

    most_bytes: int = MOST_BYTES
    most_rows: int = 50_000
    most_columns: int = 200
    encodings: tuple[str, ...] = ("utf-8-sig",)


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the header; `number` is what a spreadsheet shows beside it."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table whose header is read; its lines are still to come, each of them once.

    Every line is its number and a cell for each name, without spaces around it.
    """

    header: tuple[str, ...]
    lines: Iterator[tuple[int, list[str]]]


def refusal(message: str, remedy: str, *problems: CellProblem) -> TableRefused:
    return TableRefused(message, remedy=remedy, problems=problems)
