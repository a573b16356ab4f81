"""Starting Django, for the verbs that need the database. Engine verbs never come here."""

import os
import sys

import click


def start_django() -> None:
    """Read the settings and load every room, or say what is wrong and exit 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecotone.config.settings")
    import django

    django.setup()


def refuse_unsafe_start() -> None:
    """Stop when a check of the house finds what must not be served."""
    from django.core.checks import ERROR, run_checks

    errors = [found for found in run_checks() if found.level >= ERROR]
    for error in errors:
        click.echo(f"{error.msg}\n  {error.hint}", err=True)
    if errors:
        sys.exit(1)
