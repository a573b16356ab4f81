"""A kind of table to test with: birds, each with a colour, kept in a dictionary."""

import io
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from ecotone.foundation import imports
from ecotone.foundation.errors import Refused
from ecotone.foundation.imports import (
    IS_NEW,
    IS_SAME,
    Column,
    ImportKind,
    JudgedRow,
    Judgement,
    Rows,
    changes,
    has_problems,
)
from ecotone.foundation.models import Programme, TableImport, User
from ecotone.foundation.tables import Limits, Row
from tests.factories.foundation import NOON

known: dict[str, str] = {}


def check(*, rows: Rows[Row], **_rest: object) -> Iterator[Judgement]:
    names = Counter(row.values["name"] for row in rows)
    for row in rows:
        yield judge(row, names)


def judge(row: Row, names: Counter[str]) -> Judgement:
    name, colour = row.values["name"], row.values.get("colour", "")
    if colour == "loud":
        return has_problems([("colour", f"“{colour}” is no colour")])
    if names[name] > 1:
        return has_problems([("name", "is here twice")])
    if name not in known:
        return IS_NEW
    return IS_SAME if known[name] == colour else changes({"colour": known[name]})


def apply(*, rows: Rows[JudgedRow], **_rest: object) -> dict[str, Any]:
    before = {row.values["name"]: known.get(row.values["name"], "") for row in rows}
    for row in rows:
        if row.values.get("colour") == "explosive":
            raise RuntimeError
    known.update({row.values["name"]: row.values.get("colour", "") for row in rows})
    return {"before": before}


def undo(*, brought: TableImport, **_rest: object) -> None:
    if "Dodo" in brought.traces["before"]:
        raise Refused("A dodo cannot be undone.", remedy="Let it be.")
    for name, colour in brought.traces["before"].items():
        known[name] = colour
        if not colour:
            del known[name]


BIRDS = ImportKind(
    key="birds",
    title="Bring birds",
    columns=(
        Column(key="name", title="Name of the bird", synonyms=("species",), is_required=True),
        Column(key="colour", title="Colour", help="of the breast", synonyms=("hue", "color")),
        Column(key="song", title="Song"),
        Column(key="ringer", title="Ringer", is_private=True),
    ),
    count=lambda number: f"{number} birds",
    check=check,
    apply=apply,
    undo=undo,
    back_to="foundation:imports",
    note="Eggs are not kept.",
    limits=Limits(encodings=("utf-8-sig", "cp1252")),
)


def bring(
    programme: Programme,
    by: User | None,
    content: bytes = b"name,colour\nRobin,red\nWren,brown\n",
    *,
    kind: ImportKind = BIRDS,
) -> TableImport:
    """Bring a table whose columns name themselves."""
    return imports.bring_table(
        programme=programme,
        kind=kind,
        file=io.BytesIO(content),
        file_name="birds.csv",
        at=NOON,
        by=by,
    )


def look_at(
    programme: Programme,
    by: User | None,
    content: bytes = b"name,colour\nRobin,red\nWren,brown\n",
) -> TableImport:
    """Bring a table and check it."""
    return imports.check_table(brought=bring(programme, by, content), at=NOON, by=by)


def taken_in(programme: Programme, by: User, content: bytes) -> TableImport:
    return imports.take_in(
        brought=look_at(programme, by, content), at=NOON + timedelta(minutes=5), by=by
    )
