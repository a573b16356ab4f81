"""What kinds of table the house understands; a room declares its own when the app starts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from django.utils.functional import Promise

from ecotone.foundation.models import Programme, TableImport, User
from ecotone.foundation.tables import DEFAULT_LIMITS, Limits, Row

Thing = TypeVar("Thing", covariant=True)  # noqa: PLC0105  # reads better without the suffix


class Verdict(StrEnum):
    """What taking a row in would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column a kind understands.

    `synonyms` are other headers under which people bring it; spaces, signs and capitals do not
    matter. What is private is shown to nobody but the person who brought the table.
    """

    key: str
    title: str | Promise
    help: str | Promise = ""
    synonyms: tuple[str, ...] = ()
    is_required: bool = False
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """What taking one row in would do.

    `before` holds, for a row that changes something, what stands there now, column by column.
    `problems` are pairs of a column and the reason why the row cannot be taken in.
    """

    verdict: Verdict
    before: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[tuple[str, str], ...] = ()


IS_NEW = Judgement(Verdict.NEW)
IS_SAME = Judgement(Verdict.SAME)


def changes(before: Mapping[str, str]) -> Judgement:
    """Judge a row that changes these columns; what stands in them now is told."""
    return Judgement(Verdict.CHANGED, before)


def has_problems(problems: Iterable[tuple[str, str]]) -> Judgement:
    """Judge a row that stays out, for these columns and reasons."""
    return Judgement(Verdict.PROBLEM, {}, tuple(problems))


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One row of the table, and what taking it in would do."""

    number: int
    values: Mapping[str, str]
    judgement: Judgement

    @property
    def verdict(self) -> Verdict:
        return self.judgement.verdict


class Rows(Protocol[Thing]):
    """Rows that are read anew from storage each time somebody walks through them."""

    def __iter__(self) -> Iterator[Thing]: ...

    def __len__(self) -> int: ...


class Check(Protocol):
    """Judge every row, in order. Stores nothing."""

    def __call__(self, *, programme: Programme, rows: Rows[Row]) -> Iterable[Judgement]: ...


class Apply(Protocol):
    """Take in all these rows, which are new or change something, or raise and take in none.

    What it returns is stored and handed back to `undo` as `brought.traces`: keys only.
    """

    def __call__(
        self, *, brought: TableImport, rows: Rows[JudgedRow], at: datetime, by: User | None
    ) -> dict[str, Any]: ...


class Undo(Protocol):
    """Take out what `apply` took in, or raise `Refused` when something rests on it by now."""

    def __call__(self, *, brought: TableImport, at: datetime, by: User | None) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportKind:
    """A table a room understands, and how pages speak of it.

    `back_to` names the page of the room that shows what was taken in.
    `count` says how many of its things there are, in words: "12 people". With
    `drops_unknown_columns` what stands in columns the kind does not know is not even kept while
    the table waits, and those columns cannot be mapped.
    """

    key: str
    title: str | Promise
    columns: tuple[Column, ...]
    count: Callable[[int], str]
    check: Check
    apply: Apply
    undo: Undo
    back_to: str
    note: str | Promise = ""  # what is not kept or not shown, said before anybody decides
    limits: Limits = DEFAULT_LIMITS
    drops_unknown_columns: bool = False

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)


_kinds: dict[str, ImportKind] = {}


def register_import_kind(kind: ImportKind) -> None:
    """Let a room take in a kind of table: called in its `apps.py`."""
    _kinds[kind.key] = kind


def import_kind(key: str) -> ImportKind | None:
    return _kinds.get(key)


def kind_of(brought: TableImport) -> ImportKind:
    return _kinds[brought.kind]
