"""`ecotone people import`: the list of people, from a terminal."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ecotone.cli.start import start_django
from ecotone.foundation.errors import Refused, TableRefused

if TYPE_CHECKING:
    from ecotone.foundation.models import Programme
    from ecotone.register.models import Participant
    from ecotone.register.operations import NewParticipant


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
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def import_people(
    *, table: Path, slug: str, only_check: bool, dry_run: bool, as_json: bool
) -> None:
    """Take in everybody in PEOPLE.csv (or .xlsx), or nobody when one cell is wrong."""
    start_django()
    try:
        programme = _programme(slug)
        newcomers = _newcomers(table, programme)
        taken_in = [] if only_check else _take_in(programme, newcomers, dry_run=dry_run)
    except Refused as refusal:
        if as_json:
            click.echo(json.dumps(_as_json(refusal), ensure_ascii=False))
        raise
    if as_json:
        click.echo(json.dumps(_told(newcomers, taken_in, dry_run=dry_run), ensure_ascii=False))
    else:
        click.echo(_said(programme, newcomers, taken_in, dry_run=dry_run))


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


def _newcomers(table: Path, programme: "Programme") -> "list[NewParticipant]":
    from ecotone.foundation.tables import MOST_BYTES, read_table
    from ecotone.register.imports import newcomers_in

    with table.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    return newcomers_in(read_table(content, file_name=table.name), programme=programme)


def _take_in(
    programme: "Programme", newcomers: "list[NewParticipant]", *, dry_run: bool
) -> "list[Participant]":
    from django.db import transaction
    from django.utils import timezone

    from ecotone.register.operations import register_participants

    with transaction.atomic():
        taken_in = register_participants(
            programme=programme, newcomers=newcomers, at=timezone.now(), by=None
        )
        transaction.set_rollback(dry_run)
    return taken_in


def _as_json(refusal: Refused) -> dict[str, object]:
    problems = refusal.problems if isinstance(refusal, TableRefused) else ()
    return {
        "refused": refusal.message,
        "remedy": refusal.remedy,
        "problems": [problem.as_dict() for problem in problems],
    }


def _told(
    newcomers: "list[NewParticipant]", taken_in: "list[Participant]", *, dry_run: bool
) -> dict[str, object]:
    return {
        "people": len(newcomers),
        "stored": bool(taken_in) and not dry_run,
        "pseudonyms": {person.reference: person.pseudonym for person in taken_in},
    }


def _said(
    programme: "Programme",
    newcomers: "list[NewParticipant]",
    taken_in: "list[Participant]",
    *,
    dry_run: bool,
) -> str:
    size = f"{len(newcomers)} people" if len(newcomers) != 1 else "1 person"
    if taken_in and not dry_run:
        return f"{size} taken in to {programme}, each with a pseudonym."
    return f"{size} could be taken in to {programme}. Nothing is stored."
