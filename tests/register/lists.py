"""Lists of people to bring, and the short way of bringing them."""

import io
from datetime import timedelta

from ecotone.foundation import imports
from ecotone.foundation.imports import Verdict, rows_judged
from ecotone.foundation.models import Programme, TableImport, User
from ecotone.register.imports import PEOPLE
from tests.factories.foundation import NOON

LATER = NOON + timedelta(days=1)

CELLS = {
    "id": ("p1", "p2"),
    "name": ("Marguerite Planted", ""),
    "email": ("planted@school.example", ""),
    "phone": ("0161 planted", ""),
    "sector": ("primary", "university"),
    "organisation": ("New School", "Chemistry"),
    "post": ("Science lead", ""),
    "capacity": ("2", ""),
    "at_least": ("1", ""),
    "gives": ("grp:0.75; asm", ""),
    "asks": ("wsc:3", ""),
    "free": ("thu-am; fri-pm", ""),
    "lat": ("53.47", ""),
    "lon": ("-2.23", ""),
    "travel_minutes": ("45", ""),
    "speaks": ("en; cy", ""),
    "avoid": ("p2", ""),
}
LIST = "\n".join(",".join(row) for row in (CELLS, *zip(*CELLS.values(), strict=True)))


def look_at(
    programme: Programme,
    broker: User,
    content: str | bytes = LIST,
    *,
    file_name: str = "people.csv",
) -> TableImport:
    raw = content.encode() if isinstance(content, str) else content
    brought = imports.bring_table(
        programme=programme,
        kind=PEOPLE,
        file=io.BytesIO(raw),
        file_name=file_name,
        at=NOON,
        by=broker,
    )
    return imports.check_table(brought=brought, at=NOON, by=broker)


def take_in(programme: Programme, broker: User, content: str | bytes = LIST) -> TableImport:
    return imports.take_in(brought=look_at(programme, broker, content), at=LATER, by=broker)


def counts(table: TableImport) -> tuple[int, int, int, int]:
    return table.new_count, table.changed_count, table.same_count, table.problem_count


def problems_of(programme: Programme, broker: User, content: str) -> list[tuple[int, str, str]]:
    return [
        (row.number, column, reason)
        for row in rows_judged(look_at(programme, broker, content), Verdict.PROBLEM)
        for column, reason in row.judgement.problems
    ]
