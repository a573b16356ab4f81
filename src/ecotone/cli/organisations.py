"""`ecotone organisations`: the public registers, brought from a terminal."""

from pathlib import Path

import click

from ecotone.cli.bringing import TABLE, Telling, Wish, bring_and_answer, with_import_options
from ecotone.cli.start import start_django

KINDS = ("schools", "school-links", "universities")


@click.group()
def organisations() -> None:
    """Bring the schools and universities there are."""


@organisations.command("import")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("table", type=TABLE, metavar="FILE")
@with_import_options
def import_organisations(*, kind: str, table: Path, wish: Wish) -> None:
    """Take in FILE as it is published: all of it, or nothing when one cell is wrong.

    Every programme sees the same lists. What is listed already is brought up to date.
    """
    start_django()
    from ecotone.register.imports.public import SCHOOL_LINKS, SCHOOLS, UNIVERSITIES

    kinds = {known.key: known for known in (SCHOOLS, SCHOOL_LINKS, UNIVERSITIES)}
    bring_and_answer(table, kinds[kind], wish, Telling("lines"))
