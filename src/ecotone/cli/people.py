"""`ecotone people`: the list of people, and all that is held about one, from a terminal."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from ecotone.cli.start import start_django
from ecotone.foundation.errors import CellProblem, Refused, TableRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ecotone.foundation.models import Programme, TableImport


@click.group()
def people() -> None:
    """Look after the people of a programme."""


@people.command("import")
@click.argument(
    "table", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="PEOPLE.csv"
)
@click.option("--programme", "slug", required=True, metavar="SLUG", help="Whose people.")
@click.option("--check", "only_check", is_flag=True, help="Judge every row, store nothing.")
@click.option("--dry-run", is_flag=True, help="Take everybody in, then turn back.")
@click.option("--good-rows", is_flag=True, help="Take in the good rows though others are bad.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def import_people(
    *,
    table: Path,
    slug: str,
    only_check: bool,
    dry_run: bool,
    good_rows: bool,
    as_json: bool,
) -> None:
    """Take in everybody in PEOPLE.csv (or .xlsx), or nobody when one cell is wrong.

    People who are here already are found by id or e-mail address, and changed.
    """
    start_django()
    try:
        brought = _bring(
            table, _programme(slug), good_rows=good_rows, stop_at=(only_check, dry_run)
        )
    except Refused as refusal:
        if as_json:
            click.echo(json.dumps(_as_json(refusal), ensure_ascii=False))
        raise
    if as_json:
        click.echo(json.dumps(brought.as_dict(), ensure_ascii=False))
    else:
        for problem in brought.problems:
            click.echo(f"stays out: {problem}", err=True)
        click.echo(brought.said())


@people.command()
@click.argument("key", type=click.UUID, metavar="KEY")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE.zip",
    help="Where it goes. Hand it over, then delete it.",
)
def bundle(*, key: UUID, out: Path) -> None:
    """Write everything held about one person, to read (HTML) and for programs (JSON).

    KEY is in the address of their page.
    """
    start_django()
    from django.utils import timezone

    from ecotone.consent.exports.bundle import bundle_of
    from ecotone.consent.operations import hand_over_everything
    from ecotone.register.models import Participant

    participant = Participant.objects.select_related("person", "programme").filter(key=key)
    found = participant.first()
    if found is None:
        raise Refused(
            "Nobody is known by this key.",
            remedy="Take it from the address of their page, under People.",
        )
    at = timezone.now()
    told = hand_over_everything(participant=found, at=at, by=None)
    _write_for_owner(out, bundle_of(found, told, at=at))
    click.echo(f"{out}: everything held about {found}. It holds their real name.")


def _write_for_owner(out: Path, content: bytes) -> None:
    file = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "wb") as written:
        written.write(content)


def _programme(slug: str) -> "Programme":
    from ecotone.foundation.models import Programme

    programme = Programme.objects.filter(slug=slug).first()
    if programme is None:
        known = ", ".join(Programme.objects.order_by("slug").values_list("slug", flat=True))
        raise Refused(
            f"There is no programme “{slug}”.",
            remedy=f"Choose one of: {known}." if known else "Make one first: `ecotone demo`.",
        )
    return programme


@dataclass(frozen=True)
class _Brought:
    """What a list did, or would do."""

    programme: str
    new: int
    changed: int
    same: int
    stored: bool
    pseudonyms: "dict[str, str]"
    problems: "tuple[CellProblem, ...]"

    def as_dict(self) -> dict[str, object]:
        return {
            "people": self.new + self.changed + self.same,
            "new": self.new,
            "changed": self.changed,
            "same": self.same,
            "stored": self.stored,
            "pseudonyms": self.pseudonyms,
            "problems": [problem.as_dict() for problem in self.problems],
        }

    def said(self) -> str:
        old = f", {self.changed} changed, {self.same} the same" if self._has_old else ""
        size = f"{self.new} people" if self.new != 1 else "1 person"
        if self.stored:
            return f"{size} taken in to {self.programme}, each with a pseudonym{old}."
        return f"{size} could be taken in to {self.programme}{old}. Nothing is stored."

    @property
    def _has_old(self) -> bool:
        return bool(self.changed or self.same)


def _bring(
    path: Path, programme: "Programme", *, good_rows: bool, stop_at: tuple[bool, bool]
) -> _Brought:
    """Go the way the pages go, and turn back where only a look was asked."""
    from django.db import transaction
    from django.utils import timezone

    from ecotone.foundation import imports
    from ecotone.register.imports import PEOPLE

    only_check, dry_run = stop_at
    now = timezone.now()
    with transaction.atomic(), path.open("rb") as file:
        brought = imports.bring_table(
            programme=programme, kind=PEOPLE, file=file, file_name=path.name, at=now, by=None
        )
        imports.map_columns(brought=brought, mapping=brought.mapping, at=now, by=None)
        brought.refresh_from_db()
        looked_at = imports.check_table(brought=brought, at=now, by=None)
        problems = tuple(_problems_in(looked_at))
        if problems and not good_rows:
            raise TableRefused(
                "Nobody was taken in: the list has something to mend.",
                remedy="Mend the cells that are named, then bring the list again.",
                problems=problems,
            )
        pseudonyms = {} if only_check else _take_in(looked_at)
        transaction.set_rollback(only_check or dry_run)
    return _Brought(
        programme=str(programme),
        new=looked_at.new_count,
        changed=looked_at.changed_count,
        same=looked_at.same_count,
        stored=bool(looked_at.good_count) and not (only_check or dry_run),
        pseudonyms=pseudonyms,
        problems=problems,
    )


def _problems_in(looked_at: "TableImport") -> "Iterator[CellProblem]":
    from ecotone.foundation.imports import Verdict, rows_judged

    for row in rows_judged(looked_at, Verdict.PROBLEM):
        for column, reason in row.judgement.problems:
            yield CellProblem(row.number, column, reason)


def _take_in(looked_at: "TableImport") -> dict[str, str]:
    """Take in what can be, and return the pseudonyms of who is new, by their id."""
    from django.utils import timezone

    from ecotone.foundation.imports import take_in
    from ecotone.register.models import Participant

    if not looked_at.good_count:
        return {}
    taken = take_in(brought=looked_at, at=timezone.now(), by=None)
    newcomers = Participant.objects.filter(pk__in=taken.traces["participants"])
    return dict(newcomers.order_by("pk").values_list("reference", "pseudonym"))


def _as_json(refusal: Refused) -> dict[str, object]:
    problems = refusal.problems if isinstance(refusal, TableRefused) else ()
    return {
        "refused": refusal.message,
        "remedy": refusal.remedy,
        "problems": [problem.as_dict() for problem in problems],
    }
