"""The `ecotone` command: the same verbs as the pages, at a terminal.

Each verb exits 0 when done, 1 when refused (saying what to do), 2 when it was misspelt.
"""

import sys

import click

from ecotone.cli import engine
from ecotone.foundation.errors import Refused, TableRefused


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def ecotone() -> None:
    """Professional learning across the divide between schools and universities."""


ecotone.add_command(engine.match)
ecotone.add_command(engine.verify)


def main() -> None:
    """Run one verb; turn a refusal into two sentences and exit status 1."""
    try:
        ecotone.main(standalone_mode=True)
    except Refused as refusal:
        click.echo(refusal.message, err=True)
        for problem in refusal.problems if isinstance(refusal, TableRefused) else ():
            click.echo(f"  {problem}", err=True)
        click.echo(refusal.remedy, err=True)
        sys.exit(1)
