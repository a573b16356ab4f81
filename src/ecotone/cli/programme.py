"""`ecotone programme`: begin one from nothing, and give people of the hub their roles."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from ecotone.cli.finding import find_programme
from ecotone.cli.start import prepare_installation, start_django
from ecotone.foundation.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ecotone.foundation.models import Programme, User

ROLES = ("hub-admin", "broker", "interviewer", "coder", "viewer")
OF_WHOEVER_BEGINS = ROLES[:4]


@click.group()
def programme() -> None:
    """Begin a programme, and say who does what in it."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the hub, as the terminal names them."""

    email: str
    name: str


@programme.command()
@click.argument("slug")
@click.option("--name", required=True, help="What the programme is called.")
@click.option("--hub", required=True, help="Who runs it, as people are told.")
@click.option("--email", required=True, help="Your address: sign-in codes go there.")
@click.option("--person", required=True, help="Your name.")
def begin(*, slug: str, name: str, hub: str, email: str, person: str) -> None:
    """Begin a programme at the address SLUG, with you in every role but the onlooker's.

    The tables are made when there are none yet.
    """
    start_django()
    prepare_installation()
    from django.db import transaction
    from django.utils import timezone

    at = timezone.now()
    with transaction.atomic():
        begun = _begin(slug, name, hub, at)
        _employ(begun, Somebody(email, person), OF_WHOEVER_BEGINS, at)
    click.echo(f"“{begun.name}” is ready. Start `ecotone serve` and sign in as {email}.")
    click.echo("Then, in this order: Consent (on what ground, and the wording), People,")
    click.echo("Listening (take the questions).")


@programme.command()
@click.argument("slug")
@click.argument("email")
@click.argument("roles", nargs=-1, required=True, type=click.Choice(ROLES))
@click.option("--person", default="", help="Their name, when they have no account yet.")
def role(*, slug: str, email: str, roles: tuple[str, ...], person: str) -> None:
    """Give somebody of the hub one or more ROLES in the programme SLUG."""
    start_django()
    from django.utils import timezone

    _employ(find_programme(slug), Somebody(email, person), roles, timezone.now())
    click.echo(f"{email} has {', '.join(roles)} in {slug}.")


# --- shared steps ----------------------------------------------------------------------------


def _begin(slug: str, name: str, hub: str, at: "datetime") -> "Programme":
    from django.core.validators import validate_slug

    from ecotone.foundation.models import Programme
    from ecotone.foundation.operations import create_programme
    from ecotone.register.operations import open_register

    _check(validate_slug, slug, remedy="Use letters, digits and hyphens, e.g. year-one.")
    if Programme.objects.filter(slug=slug).exists():
        raise Refused(
            f"There is a programme at {slug} already.",
            remedy="Choose another address, or give somebody a role with `programme role`.",
        )
    begun = create_programme(
        slug=slug, name=name, hub_name=hub, starts_on=at.date(), at=at, by=None
    )
    open_register(programme=begun, at=at, by=None)
    return begun


def _employ(
    found: "Programme", somebody: Somebody, roles: tuple[str, ...], at: "datetime"
) -> None:
    from ecotone.foundation.models import Role
    from ecotone.foundation.operations import grant_role

    user = _account(somebody, at)
    for each in roles:
        held = Role(each.upper().replace("-", "_"))
        grant_role(user=user, programme=found, role=held, at=at, by=None)


def _account(somebody: Somebody, at: "datetime") -> "User":
    from django.core.validators import validate_email

    from ecotone.foundation.models import User
    from ecotone.foundation.operations import add_user

    held = User.objects.filter(email=somebody.email.lower()).first()
    if held is not None:
        return held
    _check(validate_email, somebody.email, remedy="Sign-in codes go to this address.")
    if not somebody.name:
        raise Refused(
            f"{somebody.email} has no account yet.", remedy="Say who it is with --person."
        )
    return add_user(email=somebody.email, name=somebody.name, at=at, by=None)


def _check(validate: "Callable[[str], None]", value: str, *, remedy: str) -> None:
    from django.core.exceptions import ValidationError

    try:
        validate(value)
    except ValidationError as mistake:
        raise Refused(f"“{value}” will not do.", remedy=remedy) from mistake
