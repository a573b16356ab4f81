"""A list of people, as CSV or XLSX: every row judged before anybody comes in."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ecotone.foundation.imports import (
    IS_NEW,
    IS_SAME,
    Column,
    ImportKind,
    JudgedRow,
    Judgement,
    Rows,
    Verdict,
    changes,
    has_problems,
    rows_judged,
)
from ecotone.foundation.models import Programme, TableImport, User
from ecotone.foundation.tables import Row
from ecotone.register import operations, queries
from ecotone.register.imports.here import Reading, read_list
from ecotone.register.operations import ParticipantChange
from ecotone.register.queries.waiting_lists import PEOPLE_LIST

COLUMNS = (
    Column(
        key="id",
        title=_("Id"),
        help=_("anything unique; by it somebody is found again"),
        synonyms=(
            "identifier",
            "reference",
            "ref",
            "number",
            "person id",
            "staff id",
            "staff no",
            "staff number",
        ),
        is_required=True,
    ),
    Column(
        key="sector",
        title=_("Sector"),
        help=_("one of the programme's sectors"),
        synonyms=("phase", "side", "type of institution"),
        is_required=True,
    ),
    Column(
        key="name",
        title=_("Name"),
        synonyms=("full name", "real name", "teacher", "participant"),
        is_private=True,
    ),
    Column(
        key="email",
        title=_("E-mail"),
        synonyms=("e-mail address", "mail", "work email", "contact email"),
        is_private=True,
    ),
    Column(
        key="phone",
        title=_("Phone"),
        synonyms=("telephone", "tel", "mobile", "phone number", "mobile number"),
        is_private=True,
    ),
    Column(
        key="organisation",
        title=_("Organisation"),
        help=_("a school, a department"),
        synonyms=("organization", "school", "school name", "institution", "employer", "place"),
    ),
    Column(key="post", title=_("Post"), synonyms=("job", "job title", "role", "position")),
    Column(
        key="capacity",
        title=_("Partners at most"),
        help=_("1 when empty"),
        synonyms=("most partners", "max partners", "capacity"),
    ),
    Column(
        key="at_least",
        title=_("Partners at least"),
        help=_("0 when empty"),
        synonyms=("least partners", "min partners"),
    ),
    Column(
        key="free",
        title=_("Free"),
        help=_("windows, joined by “;”"),
        synonyms=("availability", "available", "free times", "free windows", "days"),
    ),
    Column(key="lat", title=_("Latitude")),
    Column(key="lon", title=_("Longitude"), synonyms=("lng", "long")),
    Column(
        key="travel_minutes",
        title=_("Travel at most"),
        help=_("minutes"),
        synonyms=("travel", "travel time", "minutes", "max travel"),
    ),
    Column(
        key="speaks",
        title=_("Speaks"),
        help=_("languages, joined by “;”"),
        synonyms=("languages", "spoken languages"),
    ),
    Column(
        key="language",
        title=_("Letters in"),
        help=_("the language in which we write to them: en or cy"),
        synonyms=("preferred language", "writes in", "correspondence"),
    ),
    Column(
        key="avoid",
        title=_("Not with"),
        help=_("ids of people not to be matched with, joined by “;”"),
        synonyms=("not to be matched with", "exclude", "veto"),
    ),
    Column(key="gives", title=_("Gives"), help=_("checked, not kept")),
    Column(key="asks", title=_("Asks"), help=_("checked, not kept")),
)


def check_people(*, programme: Programme, rows: Rows[Row]) -> Iterator[Judgement]:
    readings = list(read_list(programme, (row.values for row in rows)))
    found = {
        place: list(reading.mistakes)
        for place, reading in enumerate(readings, start=1)
        if reading.mistakes
    }
    known = {place for place, reading in enumerate(readings, start=1) if reading.participant_id}
    newcomers = (reading.newcomer for reading in readings)
    for mistake in operations.mistakes_in(programme, newcomers, known=known):
        named = found.setdefault(mistake.row, [])
        if mistake.column not in {column for column, _reason in named}:
            named.append((mistake.column, mistake.reason))
    for place, reading in enumerate(readings, start=1):
        yield has_problems(found[place]) if place in found else _judgement(reading)


def _judgement(reading: Reading) -> Judgement:
    if reading.participant_id is None:
        return IS_NEW
    return changes(reading.before) if reading.before else IS_SAME


def take_people_in(
    *, brought: TableImport, rows: Rows[JudgedRow], at: datetime, by: User | None
) -> dict[str, Any]:
    programme = brought.programme
    organisations_before = _organisations(programme)
    readings = list(read_list(programme, (row.values for row in rows)))
    changed = operations.change_participants(
        table=brought,
        changes=[
            ParticipantChange(reading.participant_id, reading.changes)
            for reading in readings
            if reading.participant_id
        ],
        at=at,
        by=by,
    )
    participants = operations.register_participants(
        programme=programme,
        newcomers=[reading.newcomer for reading in readings if not reading.participant_id],
        staying_out=_ids_of(brought) if brought.problem_count else frozenset(),
        at=at,
        by=by,
    )
    return {
        "participants": [participant.pk for participant in participants],
        "organisations": sorted(_organisations(programme) - organisations_before),
        "changed": changed,
    }


def _ids_of(brought: TableImport) -> frozenset[str]:
    """Return the ids of rows that stay out for now; a row that avoids one of them is good."""
    problems = rows_judged(brought, Verdict.PROBLEM)
    return frozenset(row.values["id"] for row in problems)


def _organisations(programme: Programme) -> set[int]:
    return set(queries.organisations_of(programme).values_list("pk", flat=True))


def take_people_out(*, brought: TableImport, at: datetime, by: User | None) -> None:
    operations.restore_participants(table=brought, at=at, by=by)
    operations.remove_newcomers(
        programme=brought.programme,
        participant_ids=brought.traces["participants"],
        organisation_ids=brought.traces["organisations"],
        at=at,
        by=by,
    )


def count_people(number: int) -> str:
    return ngettext("%(number)s person", "%(number)s people", number) % {
        "number": f"{number:,}"
    }


PEOPLE = ImportKind(
    key=PEOPLE_LIST,
    title=_("Bring a list of people"),
    columns=COLUMNS,
    count=count_people,
    check=check_people,
    apply=take_people_in,
    undo=take_people_out,
    back_to="register:people",
    note=_(
        "Names, e-mail addresses and phone numbers are kept encrypted; only the person who "
        "brings them sees them here, and only to mend them. Gives and asks are checked but not "
        "kept: nothing stands without its words. An empty cell changes nothing in somebody who "
        "is here already."
    ),
)
