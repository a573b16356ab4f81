"""Two brokers at once: the same list, the same invitation, the same answer."""

import pytest

from ecotone.foundation import imports
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Role, User
from ecotone.register.models import Invitation, Participant
from tests.factories.at_once import while_undecided
from tests.factories.foundation import NOON, make_member
from tests.factories.register import make_invitation, make_participant, make_register
from tests.foundation.conftest import migrated_file, shared_database  # noqa: F401  # fixtures
from tests.register.lists import look_at

pytestmark = pytest.mark.usefixtures("shared_database")


def test_one_list_brought_by_two_brokers_at_once_comes_in_once() -> None:
    programme = make_register()
    tables = [look_at(programme, make_member(programme, Role.BROKER)) for _who in range(2)]

    def take_in(number: int) -> None:
        table = tables[number]
        imports.take_in(brought=table, at=NOON, by=table.brought_by)

    came = while_undecided(lambda: take_in(0), lambda: take_in(1))

    assert isinstance(came, Refused)
    assert Participant.objects.count() == 2


def test_somebody_invited_by_two_brokers_at_once_is_invited_once() -> None:
    participant = make_participant()
    robin, rosa = brokers(participant)

    came = while_undecided(
        lambda: make_invitation(participant, robin), lambda: make_invitation(participant, rosa)
    )

    assert isinstance(came, Refused)
    assert Invitation.objects.count() == 1


def brokers(participant: Participant) -> tuple[User, User]:
    programme = participant.programme
    return make_member(programme, Role.BROKER), make_member(programme, Role.BROKER)
