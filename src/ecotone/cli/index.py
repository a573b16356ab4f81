"""`ecotone index`: the index of words, by which texts are searched, made anew."""

import click

from ecotone.cli.start import start_django


@click.command()
def index() -> None:
    """Make the index of words anew from the texts. Nobody's words are changed.

    The index keeps itself in step; this is for a database it got lost from.
    """
    start_django()
    from ecotone.listening.operations import index_anew

    click.echo(f"{index_anew():,} texts are indexed.")
