"""Bringing a table from a terminal: the way the pages go, and back where a look was asked.

Every verb that takes in a table shares its options, its answers and its exit statuses.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ecotone.cli.finding import find_programme
from ecotone.cli.meter import shown_steps
from ecotone.foundation.errors import CellProblem, Refused, TableRefused

if TYPE_CHECKING:
    from ecotone.foundation.imports import ImportKind
    from ecotone.foundation.models import Programme, TableImport

TABLE = click.Path(exists=True, dir_okay=False, path_type=Path)
OPTIONS = (
    click.option("--programme", "slug", required=True, metavar="SLUG", help="Who brings it."),
    click.option("--check", "only_check", is_flag=True, help="Judge every row, store nothing."),
    click.option("--dry-run", is_flag=True, help="Take everything in, then turn back."),
    click.option(
        "--good-rows", is_flag=True, help="Take in the good rows though others are bad."
    ),
    click.option("--json", "as_json", is_flag=True, help="Answer as JSON."),
)


@dataclass(frozen=True, slots=True)
class Wish:
    """In which programme a table is brought, how far, and how to answer."""

    slug: str
    only_check: bool
    dry_run: bool
    good_rows: bool
    as_json: bool

    @property
    def is_look(self) -> bool:
        return self.only_check or self.dry_run


def with_import_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options all imports share; it is handed them as one `wish`."""

    @wraps(command)
    def wished(
        *,
        slug: str,
        only_check: bool,
        dry_run: bool,
        good_rows: bool,
        as_json: bool,
        **others: object,
    ) -> None:
        command(wish=Wish(slug, only_check, dry_run, good_rows, as_json), **others)

    for option in reversed(OPTIONS):
        wished = option(wished)
    return wished


def _nothing_more(_taken: "TableImport | None") -> dict[str, object]:
    return {}


@dataclass(frozen=True, slots=True)
class Telling:
    """How a verb speaks of what it takes in.

    `things` is the key of their number in JSON; `more` adds what else is told of the table
    that was taken in, or of nothing when none was.
    """

    things: str
    manner: str = ""
    more: "Callable[[TableImport | None], dict[str, object]]" = _nothing_more


@dataclass(frozen=True, slots=True)
class Brought:
    """What a table did, or would do."""

    programme: str
    counted: str
    new: int
    changed: int
    same: int
    stored: bool
    problems: tuple[CellProblem, ...]
    more: Mapping[str, object]

    def as_dict(self, telling: Telling) -> dict[str, object]:
        return {
            telling.things: self.new + self.changed + self.same,
            "new": self.new,
            "changed": self.changed,
            "same": self.same,
            "stored": self.stored,
            **self.more,
            "problems": [problem.as_dict() for problem in self.problems],
        }

    def said(self, telling: Telling) -> str:
        has_old = self.changed or self.same
        old = f", {self.changed:,} changed, {self.same:,} the same" if has_old else ""
        if self.stored:
            return f"{self.counted} taken in to {self.programme}{telling.manner}{old}."
        return f"{self.counted} could be taken in to {self.programme}{old}. Nothing is stored."


def bring_and_answer(table: Path, kind: "ImportKind", wish: Wish, telling: Telling) -> None:
    """Bring a table and say what came of it; a refusal is told as JSON too, where asked."""
    try:
        with shown_steps():
            brought = _bring(table, kind, wish, telling)
    except Refused as refusal:
        if wish.as_json:
            click.echo(json.dumps(_as_json(refusal), ensure_ascii=False))
        raise
    if wish.as_json:
        click.echo(json.dumps(brought.as_dict(telling), ensure_ascii=False))
        return
    for problem in brought.problems:
        click.echo(f"stays out: {problem}", err=True)
    click.echo(brought.said(telling))


def _bring(path: Path, kind: "ImportKind", wish: Wish, telling: Telling) -> Brought:
    from django.db import transaction

    programme = find_programme(wish.slug)
    with transaction.atomic():
        looked_at = _look_at(path, programme, kind)
        problems = tuple(_problems_in(looked_at))
        if problems and not wish.good_rows:
            raise TableRefused(
                "Nothing was taken in: the list has something to mend.",
                remedy="Mend the cells that are named, then bring the list again.",
                problems=problems,
            )
        more = telling.more(None if wish.only_check else _take_in(looked_at))
        transaction.set_rollback(wish.is_look)
    return Brought(
        programme=str(programme),
        counted=kind.count(looked_at.new_count),
        new=looked_at.new_count,
        changed=looked_at.changed_count,
        same=looked_at.same_count,
        stored=bool(looked_at.good_count) and not wish.is_look,
        problems=problems,
        more=more,
    )


def _look_at(path: Path, programme: "Programme", kind: "ImportKind") -> "TableImport":
    from django.utils import timezone

    from ecotone.foundation import imports

    now = timezone.now()
    with path.open("rb") as file:
        brought = imports.bring_table(
            programme=programme, kind=kind, file=file, file_name=path.name, at=now, by=None
        )
    imports.map_columns(brought=brought, mapping=brought.mapping, at=now, by=None)
    brought.refresh_from_db()
    return imports.check_table(brought=brought, at=now, by=None)


def _problems_in(looked_at: "TableImport") -> Iterator[CellProblem]:
    from ecotone.foundation.imports import Verdict, rows_judged

    for row in rows_judged(looked_at, Verdict.PROBLEM):
        for column, reason in row.judgement.problems:
            yield CellProblem(row.number, column, reason)


def _take_in(looked_at: "TableImport") -> "TableImport | None":
    from django.utils import timezone

    from ecotone.foundation.imports import take_in

    if not looked_at.good_count:
        return None
    return take_in(brought=looked_at, at=timezone.now(), by=None)


def _as_json(refusal: Refused) -> dict[str, object]:
    problems = refusal.problems if isinstance(refusal, TableRefused) else ()
    return {
        "refused": refusal.message,
        "remedy": refusal.remedy,
        "problems": [problem.as_dict() for problem in problems],
    }
