"""What the look before shows: a tab for each verdict, and its rows column by column."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.imports.kinds import Column, JudgedRow, Verdict, kind_of
from ecotone.foundation.models import TableImport, User

NAMES = {
    Verdict.PROBLEM: _("Problem"),
    Verdict.NEW: _("New"),
    Verdict.CHANGED: _("Changed"),
    Verdict.SAME: _("Same"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    verdict: Verdict
    name: str | Promise
    count: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as a page shows it. What is private says only that something stands there."""

    column: Column
    value: str
    before: str
    is_changed: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """A reason why a row stays out, with the cell to mend if the file has that column."""

    column: Column | None
    value: str
    reason: str
    can_be_mended: bool
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    number: int
    cells: tuple[Cell, ...]
    faults: tuple[Fault, ...]

    @property
    def can_be_mended(self) -> bool:
        return any(fault.can_be_mended for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one page, with the columns in which something stands on it."""

    columns: tuple[Column, ...]
    rows: tuple[SheetRow, ...]


def address_of(brought: TableImport, *, show: str = "") -> str:
    """Return the page of a table, at the tab that was open."""
    page = reverse("foundation:import", args=(brought.programme.slug, brought.pk))
    return f"{page}?show={Verdict(show)}" if show in set(Verdict) else page


def tabs_of(brought: TableImport) -> tuple[Tab, ...]:
    counts = {
        Verdict.PROBLEM: brought.problem_count,
        Verdict.NEW: brought.new_count,
        Verdict.CHANGED: brought.changed_count,
        Verdict.SAME: brought.same_count,
    }
    return tuple(Tab(verdict, NAMES[verdict], count) for verdict, count in counts.items())


def chosen_verdict(asked: str, tabs: Iterable[Tab]) -> Verdict:
    """Return the tab that was asked for, or the first with something on it."""
    if asked in set(Verdict):
        return Verdict(asked)
    return next((tab.verdict for tab in tabs if tab.count), Verdict.NEW)


def sheet_of(
    rows: Iterable[JudgedRow], brought: TableImport, verdict: Verdict, *, looked_at_by: User
) -> Sheet:
    listed = list(rows)
    columns = _columns_shown(listed, brought, verdict)
    may_see = brought.brought_by_id == looked_at_by.pk
    return Sheet(
        columns,
        tuple(
            SheetRow(
                row.number,
                tuple(_cells(row, columns)),
                tuple(_faults(row, brought, may_see=may_see)),
            )
            for row in listed
        ),
    )


def _columns_shown(
    rows: Sequence[JudgedRow], brought: TableImport, verdict: Verdict
) -> tuple[Column, ...]:
    """Keep the columns with an entry on this page; private ones only where they change."""
    return tuple(
        column
        for column in kind_of(brought).columns
        if any(
            column.key in row.judgement.before
            or (row.values.get(column.key) and not column.is_private)
            for row in rows
        )
        and (not column.is_private or verdict == Verdict.CHANGED)
    )


def _cells(row: JudgedRow, columns: Iterable[Column]) -> Iterator[Cell]:
    for column in columns:
        before = row.judgement.before.get(column.key, "")
        is_changed = column.key in row.judgement.before
        value = row.values.get(column.key, "")
        if column.is_private:
            yield Cell(column, "", "", is_changed, is_hidden=True)
        else:
            yield Cell(column, value, before, is_changed)


def _faults(row: JudgedRow, brought: TableImport, *, may_see: bool) -> Iterator[Fault]:
    columns = {column.key: column for column in kind_of(brought).columns}
    for key, reason in row.judgement.problems:
        column = columns.get(key)
        is_hidden = column is not None and column.is_private and not may_see
        yield Fault(
            column=column,
            value="" if is_hidden else row.values.get(key, ""),
            reason="" if is_hidden else reason,
            can_be_mended=key in brought.mapping and not is_hidden,
            is_hidden=is_hidden,
        )
