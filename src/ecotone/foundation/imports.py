"""Taking in a table somebody brought: look first, all or nothing, undone as one act.

A room registers the kinds of table it understands with three functions: `check` judges every
row before anything is stored, `apply` takes all rows in, `undo` takes them out again.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import ImportState, Programme, TableImport, User
from ecotone.foundation.permissions import Action, require
from ecotone.foundation.tables import Row, Table, read_table


class Verdict(StrEnum):
    """What taking a row in would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One row of the table, and what taking it in would do."""

    number: int
    verdict: Verdict
    values: Mapping[str, str]


class Check(Protocol):
    """Judge every row; raise `TableRefused` naming each cell at fault. Stores nothing."""

    def __call__(self, *, programme: Programme, table: Table) -> Sequence[CheckedRow]: ...


class Apply(Protocol):
    """Take all rows in. What it returns is stored as JSON and handed to `undo`: keys only."""

    def __call__(
        self, *, programme: Programme, rows: Sequence[CheckedRow], at: datetime, by: User
    ) -> dict[str, Any]: ...


class Undo(Protocol):
    """Take out what `apply` took in, or raise `Refused` when something rests on it by now."""

    def __call__(
        self, *, programme: Programme, traces: dict[str, Any], at: datetime, by: User
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class ImportKind:
    """A table a room understands, and how pages speak of it.

    `count` says how many of its things there are, in words: "12 people".
    """

    key: str
    title: str | Promise
    columns: tuple[str, ...]
    count: Callable[[int], str]
    check: Check
    apply: Apply
    undo: Undo
    back_to: str
    note: str | Promise = ""  # what is not kept or not shown, said before anybody decides


_kinds: dict[str, ImportKind] = {}


def register_import_kind(kind: ImportKind) -> None:
    """Make a kind known. `back_to` names the page of the room that shows what was taken in."""
    _kinds[kind.key] = kind


def import_kind(key: str) -> ImportKind | None:
    return _kinds.get(key)


# --- read ------------------------------------------------------------------------------------


def imports_of(programme: Programme) -> QuerySet[TableImport]:
    """Return every table brought to a programme, latest first."""
    return (
        TableImport.objects.filter(programme=programme)
        .select_related("brought_by")
        .defer("rows")
        .order_by("-brought_at", "-pk")
    )


def rows_of(table_import: TableImport) -> list[CheckedRow]:
    """Return the rows that wait for a decision; there are none after it."""
    stored = json.loads(table_import.rows or "{}")
    return [
        CheckedRow(row["number"], Verdict(row["verdict"]), row["values"])
        for row in stored.get("rows", [])
    ]


# --- look, take in, leave, undo --------------------------------------------------------------


@transaction.atomic
def preview_table(
    *,
    programme: Programme,
    kind: ImportKind,
    content: bytes,
    file_name: str,
    at: datetime,
    by: User,
) -> TableImport:
    """Read and check a table and keep it until somebody decides.

    Raises
    ------
    TableRefused
        When a single cell is at fault; then nothing is stored.
    """
    require(by, Action.IMPORT, programme)
    table = read_table(content, file_name=file_name)
    rows = kind.check(programme=programme, table=table)
    verdicts = Counter(row.verdict for row in rows)
    brought = TableImport.objects.create(
        programme=programme,
        kind=kind.key,
        file_name=file_name[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        rows=_as_json(table, rows),
        row_count=len(rows),
        new_count=verdicts[Verdict.NEW],
        changed_count=verdicts[Verdict.CHANGED],
        brought_by=by,
        brought_at=at,
    )
    _audit("brought a table", brought, at=at, by=by)
    return brought


@transaction.atomic
def apply_import(*, table_import: TableImport, at: datetime, by: User) -> TableImport:
    """Take in every row that was looked at, or none."""
    require(by, Action.IMPORT, table_import.programme)
    waiting = _locked(table_import, ImportState.PREVIEWED)
    kind = _kind_of(waiting)
    rows = rows_of(waiting)
    if list(kind.check(programme=waiting.programme, table=_table_of(waiting))) != rows:
        raise Refused(
            _("The programme has changed since you looked at this table."),
            remedy=_("Bring the file again, and look at it as it is now."),
        )
    traces = kind.apply(programme=waiting.programme, rows=rows, at=at, by=by)
    waiting.traces = traces
    return _settle(waiting, ImportState.APPLIED, "took in a table", at=at, by=by)


@transaction.atomic
def leave_import(*, table_import: TableImport, at: datetime, by: User) -> TableImport:
    """Decide against a table; its rows are forgotten."""
    require(by, Action.IMPORT, table_import.programme)
    waiting = _locked(table_import, ImportState.PREVIEWED)
    return _settle(waiting, ImportState.LEFT, "left a table", at=at, by=by)


@transaction.atomic
def undo_import(*, table_import: TableImport, at: datetime, by: User) -> TableImport:
    """Take out again, as one act, everything a table brought in."""
    require(by, Action.IMPORT, table_import.programme)
    applied = _locked(table_import, ImportState.APPLIED)
    _kind_of(applied).undo(programme=applied.programme, traces=applied.traces, at=at, by=by)
    return _settle(applied, ImportState.UNDONE, "undid a table", at=at, by=by)


def _locked(table_import: TableImport, expected: ImportState) -> TableImport:
    current = TableImport.objects.select_for_update().get(pk=table_import.pk)
    if current.state != expected:
        raise Refused(
            _("This table is already settled: %(state)s.")
            % {"state": current.get_state_display()},
            remedy=_("Look at the list of tables again; it has changed meanwhile."),
        )
    return current


def _settle(
    table_import: TableImport, state: ImportState, verb: str, *, at: datetime, by: User
) -> TableImport:
    table_import.state, table_import.settled_at, table_import.rows = state, at, ""
    table_import.save()
    _audit(verb, table_import, at=at, by=by)
    return table_import


def _kind_of(table_import: TableImport) -> ImportKind:
    return _kinds[table_import.kind]


def _as_json(table: Table, rows: Sequence[CheckedRow]) -> str:
    kept = [
        {"number": row.number, "verdict": row.verdict, "values": dict(row.values)}
        for row in rows
    ]
    brought = [[row.number, row.values] for row in table.rows]
    return json.dumps({"header": table.header, "table": brought, "rows": kept})


def _table_of(table_import: TableImport) -> Table:
    stored = json.loads(table_import.rows)
    rows = tuple(Row(number, values) for number, values in stored["table"])
    return Table(header=tuple(stored["header"]), rows=rows)


def _audit(verb: str, table_import: TableImport, *, at: datetime, by: User) -> None:
    audit.record(
        verb,
        f"import:{table_import.pk}",
        programme=table_import.programme,
        actor=audit.actor_key(by),
        at=at,
    )
