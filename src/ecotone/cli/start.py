"""Starting Django, for the verbs that need the database. Engine verbs never come here."""

import os
import sys

import click


def start_django() -> None:
    """Read the settings and load every room."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecotone.config.settings")
    import django

    django.setup()


def refuse_unsafe_start() -> None:
    """Stop when a check finds what must not be served."""
    from django.core.checks import ERROR, run_checks

    errors = [found for found in run_checks() if found.level >= ERROR]
    for error in errors:
        click.echo(f"{error.msg}\n  {error.hint}", err=True)
    if errors:
        sys.exit(1)


def prepare_installation() -> None:
    """Make the folder, the tables and the static files an installation needs."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    settings.HOME.mkdir(parents=True, exist_ok=True)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if not (settings.DEMO or settings.DEBUG):
        call_command("collectstatic", verbosity=0, interactive=False)
    connections.close_all()
