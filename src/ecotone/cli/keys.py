"""`ecotone keys`: the keys that keep names and addresses unreadable."""

import click

from ecotone.cli.start import start_django


@click.group()
def keys() -> None:
    """Look after the encryption keys."""


@keys.command()
def rotate() -> None:
    """Encrypt everything anew with the first key of ECOTONE_ENCRYPTION_KEYS.

    Put the new key first and keep the old ones behind it, restart, run this, then take the
    old ones out.
    """
    start_django()
    from ecotone.foundation.encryption import rotate_keys

    click.echo(f"{rotate_keys()} rows are encrypted with the first key now.")
