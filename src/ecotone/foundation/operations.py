"""What changes users, programmes and roles."""

from datetime import date, datetime

from django.db import transaction

from ecotone.foundation import audit
from ecotone.foundation.models import Membership, Programme, Role, User
from ecotone.foundation.permissions import Action, require


@transaction.atomic
def add_user(*, email: str, name: str, at: datetime, by: User | None) -> User:
    """Give somebody of the hub an account. `by` is nobody when done at the terminal."""
    user = User.objects.create_user(email, name=name)
    audit.record(
        "added a user", f"user:{user.pk}", programme=None, actor=audit.actor_key(by), at=at
    )
    return user


@transaction.atomic
def create_programme(  # noqa: PLR0913  # a programme is these six facts
    *,
    slug: str,
    name: str,
    hub_name: str,
    starts_on: date,
    at: datetime,
    by: User | None,
    credit: str = "",
) -> Programme:
    """Start one run of the loop. Only the terminal creates programmes, so nobody is asked."""
    programme = Programme.objects.create(
        slug=slug, name=name, hub_name=hub_name, starts_on=starts_on, credit=credit
    )
    audit.record_in("created a programme", programme, at=at, by=by)
    return programme


@transaction.atomic
def grant_role(
    *, user: User, programme: Programme, role: Role, at: datetime, by: User | None
) -> Membership:
    """Let a user do what a role allows. `by` is nobody when done at the terminal."""
    if by is not None:
        require(by, Action.ADMINISTER, programme)
    membership, _ = Membership.objects.get_or_create(user=user, programme=programme, role=role)
    audit.record(
        f"granted the role {role}",
        f"user:{user.pk}",
        programme=programme,
        actor=audit.actor_key(by),
        at=at,
    )
    return membership
