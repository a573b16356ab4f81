"""A list of people, as CSV or XLSX: every row judged before anybody comes in."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ecotone.engine.matching import Person
from ecotone.foundation.errors import CellProblem, TableRefused
from ecotone.foundation.imports import CheckedRow, ImportKind, Verdict
from ecotone.foundation.models import Programme, User
from ecotone.foundation.tables import Row, Table
from ecotone.register import operations, queries
from ecotone.register.imports.rows import people_from_rows
from ecotone.register.operations import NewParticipant

REQUIRED = ("id", "sector")
# Who somebody is, and what is checked but not kept, is not shown when a list is looked at.
KEPT_ENCRYPTED = ("name", "email", "phone")
NOT_KEPT = ("gives", "asks")
SHOWN = (
    *REQUIRED,
    "organisation",
    "post",
    "capacity",
    "at_least",
    "free",
    "lat",
    "lon",
    "travel_minutes",
    "speaks",
    "avoid",
)


def newcomers_in(table: Table, *, programme: Programme) -> list[NewParticipant]:
    """Read a list of people, or refuse it as a whole, naming every cell at fault."""
    _check_columns(table)
    people, problems = people_from_rows(table.rows)
    newcomers = [_newcomer(person, row) for person, row in zip(people, table.rows, strict=True)]
    named = {(problem.row, problem.column) for problem in problems}
    for mistake in operations.mistakes_in(programme, newcomers):
        row = table.rows[mistake.row - 1].number
        if (row, mistake.column) not in named:
            problems.append(CellProblem(row, mistake.column, mistake.reason))
    if problems:
        raise _refusal(sorted(problems, key=lambda problem: problem.row))
    return newcomers


def _check_columns(table: Table) -> None:
    missing = [name for name in REQUIRED if name not in table.header]
    unknown = [
        name
        for name in table.header
        if name and name not in {*SHOWN, *KEPT_ENCRYPTED, *NOT_KEPT}
    ]
    problems = [CellProblem(1, name, _("this column is missing")) for name in missing]
    problems += [CellProblem(1, name, _("no such column is known")) for name in unknown]
    if problems:
        raise _refusal(problems)
    if not table.rows:
        raise TableRefused(
            _("The list has a header, but nobody stands below it."),
            remedy=_("Write one person on each row, then bring it again."),
        )


def _refusal(problems: Iterable[CellProblem]) -> TableRefused:
    return TableRefused(
        _("Nobody was taken in: the list has something to mend."),
        remedy=_("Mend the cells that are named, then bring the list again."),
        problems=tuple(problems),
    )


def _newcomer(person: Person, row: Row) -> NewParticipant:
    return NewParticipant(
        sector=person.sector,
        name=person.name,
        email=row.values.get("email", ""),
        phone=row.values.get("phone", ""),
        organisation=person.organisation,
        title=row.values.get("post", ""),
        reference=person.id,
        capacity=person.capacity,
        at_least=person.at_least,
        free=tuple(sorted(person.free)),
        speaks=tuple(sorted(person.speaks)),
        avoid=tuple(sorted(person.avoid)),
        latitude=person.latitude,
        longitude=person.longitude,
        travel_minutes=None if person.travel_minutes is None else round(person.travel_minutes),
    )


# --- look, take in, undo ---------------------------------------------------------------------


def check_people(*, programme: Programme, table: Table) -> list[CheckedRow]:
    newcomers_in(table, programme=programme)
    kept = (*SHOWN, *KEPT_ENCRYPTED)
    return [
        CheckedRow(
            row.number,
            Verdict.NEW,
            {name: value for name, value in row.values.items() if name in kept},
        )
        for row in table.rows
    ]


def take_people_in(
    *, programme: Programme, rows: Sequence[CheckedRow], at: datetime, by: User
) -> dict[str, Any]:
    known = set(queries.organisations_of(programme).values_list("pk", flat=True))
    participants = operations.register_participants(
        programme=programme,
        newcomers=newcomers_in(_table(rows), programme=programme),
        at=at,
        by=by,
    )
    there_now = set(queries.organisations_of(programme).values_list("pk", flat=True))
    return {
        "participants": [participant.pk for participant in participants],
        "organisations": sorted(there_now - known),
    }


def _table(rows: Sequence[CheckedRow]) -> Table:
    header = tuple({name: None for row in rows for name in row.values})
    return Table(header, tuple(Row(row.number, dict(row.values)) for row in rows))


def take_people_out(
    *, programme: Programme, traces: dict[str, Any], at: datetime, by: User
) -> None:
    operations.remove_newcomers(
        programme=programme,
        participant_ids=traces["participants"],
        organisation_ids=traces["organisations"],
        at=at,
        by=by,
    )


def count_people(number: int) -> str:
    return ngettext("%(number)d person", "%(number)d people", number) % {"number": number}


PEOPLE = ImportKind(
    key="people",
    title=gettext_lazy("Bring a list of people"),
    columns=SHOWN,
    count=count_people,
    check=check_people,
    apply=take_people_in,
    undo=take_people_out,
    back_to="register:people",
    note=gettext_lazy(
        "Names and addresses (columns name, email, phone) are kept encrypted and not shown "
        "here. Gives and asks are checked but not kept: nothing stands without its words."
    ),
)
