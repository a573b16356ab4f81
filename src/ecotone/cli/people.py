"""`ecotone people`: the list of people, and all that is held about one, from a terminal."""

import os
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from ecotone.cli.bringing import (
    TABLE,
    Telling,
    Wish,
    bring_and_answer,
    with_import_options,
)
from ecotone.cli.start import start_django
from ecotone.foundation.errors import Refused

if TYPE_CHECKING:
    from ecotone.foundation.models import TableImport


@click.group()
def people() -> None:
    """Look after the people of a programme."""


@people.command("import")
@click.argument("table", type=TABLE, metavar="PEOPLE.csv")
@with_import_options
def import_people(*, table: Path, wish: Wish) -> None:
    """Take in everybody in PEOPLE.csv (or .xlsx), or nobody when one cell is wrong.

    People who are here already are found by id or e-mail address, and changed.
    """
    start_django()
    from ecotone.register.imports import PEOPLE

    telling = Telling("people", manner=", each with a pseudonym", more=_pseudonyms)
    bring_and_answer(table, PEOPLE, wish, telling)


def _pseudonyms(taken: "TableImport | None") -> dict[str, object]:
    """Tell the pseudonyms of who is new, by their id."""
    from ecotone.register.models import Participant

    keys = taken.traces["participants"] if taken else []
    newcomers = Participant.objects.filter(pk__in=keys).order_by("pk")
    return {"pseudonyms": dict(newcomers.values_list("reference", "pseudonym"))}


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
