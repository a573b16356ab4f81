"""Users, programmes and roles to test with."""

from datetime import UTC, date, datetime
from itertools import count

from ecotone.foundation import operations
from ecotone.foundation.models import Programme, Role, User

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
_numbers = count(1)


def make_user(*, name: str = "Robin Brook", email: str = "") -> User:
    return operations.add_user(
        email=email or f"user{next(_numbers)}@hub.example", name=name, at=NOON, by=None
    )


def make_programme(*, name: str = "Across the divide", hub_name: str = "Demo hub") -> Programme:
    return operations.create_programme(
        slug=f"programme-{next(_numbers)}",
        name=name,
        hub_name=hub_name,
        starts_on=date(2026, 1, 5),
        at=NOON,
        by=None,
    )


def make_member(programme: Programme, *roles: Role, name: str = "Robin Brook") -> User:
    user = make_user(name=name)
    for role in roles:
        operations.grant_role(user=user, programme=programme, role=role, at=NOON, by=None)
    return user
