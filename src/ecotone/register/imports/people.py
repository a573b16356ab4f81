"""A list of people, as CSV or XLSX: every row judged before anybody comes in."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ecotone.foundation.imports import (
    IS_NEW,
    Column,
    ImportKind,
    JudgedRow,
    Judgement,
    Rows,
    has_problems,
)
from ecotone.foundation.models import Programme, TableImport, User
from ecotone.foundation.tables import Row
from ecotone.register import operations, queries
from ecotone.register.imports.rows import newcomers_from

COLUMNS = (
    Column(
        key="id",
        title=_("Id"),
        help=_("anything unique; by it somebody is found again"),
        synonyms=("identifier", "reference", "ref", "number", "person id", "staff id"),
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
        synonyms=("language", "languages", "spoken languages"),
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
    newcomers, problems = newcomers_from(rows)
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for problem in problems:
        found[problem.row].append((problem.column, problem.reason))
    named = {(problem.row, problem.column) for problem in problems}
    for mistake in operations.mistakes_in(programme, newcomers):
        if (mistake.row, mistake.column) not in named:
            found[mistake.row].append((mistake.column, mistake.reason))
    for place in range(1, len(newcomers) + 1):
        yield has_problems(found[place]) if place in found else IS_NEW


def take_people_in(
    *, brought: TableImport, rows: Rows[JudgedRow], at: datetime, by: User | None
) -> dict[str, Any]:
    programme = brought.programme
    known = set(queries.organisations_of(programme).values_list("pk", flat=True))
    newcomers, _problems = newcomers_from(rows)
    participants = operations.register_participants(
        programme=programme, newcomers=newcomers, at=at, by=by
    )
    there_now = set(queries.organisations_of(programme).values_list("pk", flat=True))
    return {
        "participants": [participant.pk for participant in participants],
        "organisations": sorted(there_now - known),
    }


def take_people_out(*, brought: TableImport, at: datetime, by: User | None) -> None:
    operations.remove_newcomers(
        programme=brought.programme,
        participant_ids=brought.traces["participants"],
        organisation_ids=brought.traces["organisations"],
        at=at,
        by=by,
    )


def count_people(number: int) -> str:
    return ngettext("%(number)d person", "%(number)d people", number) % {"number": number}


PEOPLE = ImportKind(
    key="people",
    title=_("Bring a list of people"),
    columns=COLUMNS,
    count=count_people,
    check=check_people,
    apply=take_people_in,
    undo=take_people_out,
    back_to="register:people",
    note=_(
        "Names and addresses are kept encrypted and shown to nobody else here. Gives and asks "
        "are checked but not kept: nothing stands without its words."
    ),
)
