"""Lines of a public register: judged against what is listed, taken in, taken out again."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from ecotone.foundation.imports import (
    IS_NEW,
    IS_SAME,
    JudgedRow,
    Judgement,
    Rows,
    changes,
    has_problems,
)
from ecotone.foundation.jobs import report_step
from ecotone.foundation.models import Programme, TableImport, User
from ecotone.foundation.parts import in_parts
from ecotone.foundation.tables import Row
from ecotone.register import operations
from ecotone.register.choices import PublicRegister
from ecotone.register.imports.public.cells import UnreadableCell
from ecotone.register.models import ListedOrganisation
from ecotone.register.operations import LINE_FIELDS, ListedFacts

Thing = TypeVar("Thing")
READ_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Listing:
    """How the lines of one register are read.

    `column_of` names the column under which a change is told when a field is made from others.
    """

    register: PublicRegister
    read: Callable[[Mapping[str, str]], ListedFacts]
    column_of: Mapping[str, str]

    def check(self, *, programme: Programme, rows: Rows[Row]) -> Iterator[Judgement]:  # noqa: ARG002  # the lists are the same for every programme
        seen: set[str] = set()
        known = _numbers_in(self.register)
        for part in in_parts(rows, READ_AT_ONCE):
            read = [readable(self.read, row) for row in part]
            numbers = {line.number for line in read if isinstance(line, ListedFacts)}
            listed = _listed(self.register, numbers & known)
            for line in read:
                yield self._judge(line, listed, seen)

    def _judge(
        self,
        line: ListedFacts | UnreadableCell,
        listed: Mapping[str, ListedOrganisation],
        seen: set[str],
    ) -> Judgement:
        if isinstance(line, UnreadableCell):
            return has_problems([(line.column, line.reason)])
        if line.number in seen:
            return has_problems([("number", _("this number stands further up already"))])
        seen.add(line.number)
        stands = listed.get(line.number)
        return IS_NEW if stands is None else self._compare(stands, line)

    def _compare(self, stands: ListedOrganisation, line: ListedFacts) -> Judgement:
        differing = [
            name for name in LINE_FIELDS if getattr(stands, name) != getattr(line, name)
        ]
        if not differing:
            return IS_SAME
        return changes(
            {self.column_of.get(name, name): _told(getattr(stands, name)) for name in differing}
        )

    def take_in(
        self, *, brought: TableImport, rows: Rows[JudgedRow], at: datetime, by: User | None
    ) -> dict[str, Any]:
        """Write the lines; what stood before is public too, so it is kept for an undo."""
        known = _numbers_in(self.register)
        added: list[str] = []
        before: list[dict[str, Any]] = []
        for done, part in enumerate(in_parts(rows, READ_AT_ONCE)):
            _report_step(done * READ_AT_ONCE, len(rows))
            lines = [self.read(row.values) for row in part]
            numbers = {line.number for line in lines}
            added += sorted(numbers - known)
            before += _as_they_stand(self.register, numbers & known)
            operations.list_organisations(
                programme=brought.programme, register=self.register, lines=lines, at=at, by=by
            )
        return {"added": added, "before": before}

    def take_out(self, *, brought: TableImport, at: datetime, by: User | None) -> None:
        operations.restore_listing(
            programme=brought.programme,
            register=self.register,
            added=brought.traces["added"],
            before=brought.traces["before"],
            at=at,
            by=by,
        )


def _report_step(done: int, total: int) -> None:
    step = _("Taking in %(done)s of %(total)s rows")
    words = step % {"done": f"{done:,}", "total": f"{total:,}"}
    report_step(words, done=done, total=total)


def readable(read: Callable[[Mapping[str, str]], Thing], row: Row) -> Thing | UnreadableCell:
    try:
        return read(row.values)
    except UnreadableCell as mistake:
        return mistake


def _numbers_in(register: PublicRegister) -> set[str]:
    """Return the numbers listed today, so that the database is asked for no others."""
    listed = ListedOrganisation.objects.filter(register=register)
    return set(listed.values_list("number", flat=True))


def _listed(
    register: PublicRegister, numbers: Iterable[str]
) -> Mapping[str, ListedOrganisation]:
    lines = ListedOrganisation.objects.filter(register=register, number__in=list(numbers))
    return {line.number: line for line in lines}


def _as_they_stand(register: PublicRegister, numbers: Iterable[str]) -> list[dict[str, Any]]:
    """Return lines as JSON can keep them; days are written so that Django reads them back."""
    lines = ListedOrganisation.objects.filter(register=register, number__in=list(numbers))
    return [
        {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in line.items()
        }
        for line in lines.values("number", *LINE_FIELDS)
    ]


def _told(value: object) -> str:
    if isinstance(value, bool):
        return _("open") if value else _("closed")
    return "" if value is None else str(value)
