"""The `ecotone` command: the same verbs as the pages, at a terminal.

Each verb exits 0 when done, 1 when refused (saying what to do), 2 when it was misspelt.
A verb's module is loaded when the verb is called: `match` waits for no web framework, and
`serve` for no solver.
"""

import sys
from importlib import import_module
from types import MappingProxyType

import click

from ecotone.foundation.errors import Refused, TableRefused

MODULE_OF = MappingProxyType(
    {
        "match": "engine",
        "verify": "engine",
        "qdpx": "qdpx",
        "agreement": "agreement",
        "demo": "demo",
        "serve": "serve",
        "worker": "worker",
        "doctor": "doctor",
        "keys": "keys",
        "people": "people",
        "organisations": "organisations",
        "programme": "programme",
        "study": "study",
        "index": "index",
        "backup": "backup",
        "restore": "backup",
    }
)


class Verbs(click.Group):
    """The verbs in the order above, each loaded when it is asked for."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(MODULE_OF)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in MODULE_OF:
            return None
        module = import_module(f"ecotone.cli.{MODULE_OF[name]}")
        command: click.Command = getattr(module, name)
        return command


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
def ecotone() -> None:
    """Professional learning across the divide between schools and universities."""


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
