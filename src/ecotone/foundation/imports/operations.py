"""Bringing a table, saying its columns, checking, mending, taking in, leaving, undoing."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.foundation import audit
from ecotone.foundation.errors import Refused, TableRefused
from ecotone.foundation.imports import mapping as columns
from ecotone.foundation.imports.checking import is_judged_so, judge_rows, keep_judgements
from ecotone.foundation.imports.kinds import ImportKind, kind_of
from ecotone.foundation.imports.storage import GoodRows, Line, keep_lines
from ecotone.foundation.models import (
    ImportBlock,
    ImportState,
    Programme,
    TableImport,
    User,
)
from ecotone.foundation.permissions import Action, require
from ecotone.foundation.statistics import gather_statistics
from ecotone.foundation.tables import MEGABYTE, MOST_CELL_CHARACTERS, open_table

SAMPLES = 3
WAITING = (ImportState.MAPPING, ImportState.PREVIEWED)


@transaction.atomic
def bring_table(
    *,
    programme: Programme,
    kind: ImportKind,
    file: BinaryIO,
    file_name: str,
    at: datetime,
    by: User | None,
) -> TableImport:
    """Read a table and keep it, encrypted, until somebody decides.

    Here and below, `by` is nobody at the terminal.

    Raises
    ------
    TableRefused
        When the file is no table that this kind could be; then nothing is stored.
    """
    _require(by, programme)
    digest = _digest(file)
    table = open_table(
        file,
        file_name=file_name,
        limits=kind.limits,
        choose=lambda header: _kept_columns(kind, header),
    )
    titles = list(table.header)
    brought = TableImport.objects.create(
        programme=programme,
        kind=kind.key,
        file_name=file_name[-200:],
        sha256=digest,
        row_count=0,
        header={"titles": titles, "samples": []},
        mapping=columns.guess_mapping(kind, titles),
        brought_by=by,
        brought_at=at,
    )
    _keep(brought, table.lines)
    _audit("brought a table", brought, at=at, by=by)
    return brought


def _digest(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(MEGABYTE):
        digest.update(chunk)
    return digest.hexdigest()


def _kept_columns(kind: ImportKind, header: Sequence[str]) -> list[int]:
    if kind.drops_unknown_columns:
        return sorted(columns.guess_mapping(kind, header).values())
    return [place for place, title in enumerate(header) if title]


def _keep(brought: TableImport, lines: Iterator[Line]) -> None:
    brought.row_count = keep_lines(brought, lines)
    if not brought.row_count:
        raise TableRefused(
            _("The table has a header, but nothing stands below it."),
            remedy=_("Write one entry on each row, then bring it again."),
        )
    first = ImportBlock.objects.filter(table=brought).earliest("position")
    brought.header = brought.header | {"samples": _samples(first.lines)}
    brought.save(update_fields=["row_count", "header"])


def _samples(lines: Sequence[Line]) -> list[list[str]]:
    """Return the first few different entries of each column, to recognise it by."""
    by_column = zip(*(cells for _number, cells in lines), strict=True)
    return [list(dict.fromkeys(filter(None, cells)))[:SAMPLES] for cells in by_column]


def needs_no_mapping(brought: TableImport) -> bool:
    """Say whether every column of a table bears the name its kind has for it."""
    titles = brought.header["titles"]
    return columns.is_certain(kind_of(brought), titles, brought.mapping)


# --- columns, check, mend --------------------------------------------------------------------


@transaction.atomic
def map_columns(
    *, brought: TableImport, mapping: columns.Columns, at: datetime, by: User | None
) -> TableImport:
    """Say which column of the file is which. What was judged before counts no more."""
    _require(by, brought.programme)
    waiting = _locked(brought, *WAITING)
    columns.check_mapping(kind_of(waiting), mapping, width=len(waiting.header["titles"]))
    waiting.mapping, waiting.state = dict(mapping), ImportState.MAPPING
    waiting.revision += 1
    waiting.save(update_fields=["mapping", "state", "revision"])
    _audit("named the columns of a table", waiting, at=at, by=by)
    return waiting


def check_table(*, brought: TableImport, at: datetime, by: User | None) -> TableImport:
    """Judge every row and keep the judgements, unless the table changed meanwhile.

    Judging only reads, and on a large table takes seconds: so it happens before anything is
    locked, and `keep` alone is one transaction.
    """
    _require(by, brought.programme)
    judged = judge_rows(brought)
    with transaction.atomic():
        waiting = _locked(brought, *WAITING)
        if waiting.revision != brought.revision:
            raise Refused(
                _("This table was changed while it was checked."),
                remedy=_("Check it once more."),
            )
        keep_judgements(waiting, judged)
        waiting.state = ImportState.PREVIEWED
        waiting.checked_at = at
        waiting.save()
    return waiting


@transaction.atomic
def mend_row(
    *,
    brought: TableImport,
    number: int,
    values: Mapping[str, str],
    at: datetime,
    by: User | None,
) -> TableImport:
    """Write other values into cells of one row; the table is to be checked again then."""
    _require(by, brought.programme)
    waiting = _locked(brought, *WAITING)
    block = ImportBlock.objects.filter(
        table=waiting, first_row__lte=number, last_row__gte=number
    ).first()
    lines = dict(block.lines) if block else {}
    if block is None or number not in lines:
        raise Refused(_("This row is not in the table."), remedy=_("Look at the table again."))
    for column, value in values.items():
        lines[number][waiting.mapping[column]] = value.strip()[:MOST_CELL_CHARACTERS]
    block.lines = list(lines.items())
    block.save(update_fields=["lines"])
    waiting.revision += 1
    waiting.save(update_fields=["revision"])
    _audit("mended a row of a table", waiting, at=at, by=by, reason=str(number))
    return waiting


# --- take in, leave, undo --------------------------------------------------------------------


@transaction.atomic
def take_in(*, brought: TableImport, at: datetime, by: User | None) -> TableImport:
    """Take in every row without a problem, or none of them."""
    _require(by, brought.programme)
    waiting = _locked(brought, ImportState.PREVIEWED)
    good = GoodRows(waiting)
    if not good:
        raise Refused(
            _("Nothing in this table can be taken in."),
            remedy=_("Mend a row, or leave the table."),
        )
    if not is_judged_so(waiting, judge_rows(waiting)):
        raise Refused(
            _("The programme has changed since you looked at this table."),
            remedy=_("Check it again, and look at what is different."),
        )
    waiting.traces = kind_of(waiting).apply(brought=waiting, rows=good, at=at, by=by)
    gather_statistics()
    return _settle(waiting, ImportState.APPLIED, "took in a table", at=at, by=by)


@transaction.atomic
def leave_table(*, brought: TableImport, at: datetime, by: User | None) -> TableImport:
    """Decide against a table; its rows are forgotten."""
    _require(by, brought.programme)
    waiting = _locked(brought, *WAITING)
    return _settle(waiting, ImportState.LEFT, "left a table", at=at, by=by)


@transaction.atomic
def undo_import(*, brought: TableImport, at: datetime, by: User | None) -> TableImport:
    """Take out again, as one act, what a table brought, and restore what it changed."""
    _require(by, brought.programme)
    applied = _locked(brought, ImportState.APPLIED)
    kind_of(applied).undo(brought=applied, at=at, by=by)
    applied.traces = {}
    return _settle(applied, ImportState.UNDONE, "undid a table", at=at, by=by)


def _require(by: User | None, programme: Programme) -> None:
    if by is not None:
        require(by, Action.IMPORT, programme)


def _locked(brought: TableImport, *expected: ImportState) -> TableImport:
    current = TableImport.objects.select_for_update().get(pk=brought.pk)
    if current.state not in expected:
        raise Refused(
            _("This table stands differently by now: %(state)s.")
            % {"state": current.get_state_display()},
            remedy=_("Look at the list of tables again; it has changed meanwhile."),
        )
    return current


def _settle(
    brought: TableImport, state: ImportState, verb: str, *, at: datetime, by: User | None
) -> TableImport:
    """Note the decision and forget the rows."""
    ImportBlock.objects.filter(table=brought).delete()
    brought.state, brought.settled_at, brought.header = state, at, {}
    brought.save()
    _audit(verb, brought, at=at, by=by)
    return brought


def _audit(
    verb: str,
    brought: TableImport,
    *,
    at: datetime,
    by: User | None,
    reason: str = "",
) -> None:
    audit.record(
        verb,
        f"import:{brought.pk}",
        programme=brought.programme,
        actor=audit.actor_key(by),
        at=at,
        reason=reason,
    )
