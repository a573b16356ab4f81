"""`ecotone demo`: the paper's story in a database of its own, and the doors into it."""

import os
from pathlib import Path

import click

from ecotone.cli.serve import run_server
from ecotone.cli.start import prepare_installation, start_django
from ecotone.foundation.secrets import keep_secrets

OWN_HOME = "var/demo"


@click.command()
@click.option("--scale", type=click.IntRange(2), metavar="N", help="Also a region of N people.")
@click.option("--serve", "is_served", is_flag=True, help="Go on and serve the pages.")
@click.option("--bind", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
def demo(*, scale: int | None, is_served: bool, bind: str) -> None:
    """Load the story, once, and say how to come in."""
    os.environ.setdefault("ECOTONE_HOME", OWN_HOME)
    os.environ["ECOTONE_DEMO"] = "true"
    os.environ["ECOTONE_PUBLIC_ADDRESS"] = f"http://{bind}"
    keep_secrets(Path(os.environ["ECOTONE_HOME"]))
    start_django()
    prepare_installation()
    _load(scale)
    click.echo(_ways_in(bind))
    if is_served:
        run_server(bind=bind)


def _load(scale: int | None) -> None:
    from django.utils import timezone

    from ecotone.demo.operations import load_story
    from ecotone.demo.settling import settle_region

    load_story(at=timezone.now())
    if scale is not None:
        click.echo(f"Settling a region of {scale:,} people …", err=True)
        settle_region(size=scale, at=timezone.now())


def _ways_in(bind: str) -> str:
    """Say where to go, and as whom one can sign in there."""
    from ecotone.foundation.models import Membership

    staff = Membership.objects.select_related("user", "programme").order_by("programme", "pk")
    lines = [
        f"  {membership.user.name:<22}{membership.get_role_display():<13}{membership.programme}"
        for membership in staff
    ]
    return "\n".join(
        [
            "",
            f"Come in at http://{bind}/demo/ as anybody of the story, without a code:",
            *lines,
            "  and everybody who takes part, each with a page of their own.",
            "",
        ]
    )
