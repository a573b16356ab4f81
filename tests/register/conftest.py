"""A programme with its broker signed in, and one person in it."""

import pytest
from django.test import Client
from django.utils import timezone

from ecotone.foundation.models import Programme, Role, User
from ecotone.register.models import Participant
from ecotone.register.operations import IssuedLink, open_personal_link
from tests.factories.foundation import make_member
from tests.factories.register import make_newcomer, make_participant, make_register


@pytest.fixture
def programme() -> Programme:
    return make_register()


@pytest.fixture
def broker(programme: Programme, client: Client) -> User:
    user = make_member(programme, Role.BROKER)
    client.force_login(user)
    return user


@pytest.fixture
def ada(programme: Programme) -> Participant:
    return make_participant(
        programme,
        make_newcomer(pseudonym="Ada", name="Marguerite Planted", email="ada@school.example"),
    )


@pytest.fixture
def code_page_first(settings) -> None:
    settings.PARTICIPANT_START = "register:my_code"


@pytest.fixture
def participant() -> Participant:
    return make_participant(
        make_register(), make_newcomer(pseudonym="Ada", email="ada@school.example")
    )


@pytest.fixture
def issued(participant: Participant) -> IssuedLink:
    """A link made now: pages ask the clock whether it is open."""
    return open_personal_link(participant=participant, at=timezone.now(), by=None)
