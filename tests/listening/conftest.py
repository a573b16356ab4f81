"""A programme with wording and questions, and who is in it: a broker, Ines who asks, Jane."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ecotone.foundation.models import Programme, Role, User
from ecotone.register.models import Participant
from tests.consent.conftest import browser_of  # noqa: F401  # a fixture
from tests.factories.consent import make_consenting, make_form
from tests.factories.foundation import make_member
from tests.factories.listening import make_instruments
from tests.factories.register import make_register


@pytest.fixture
def programme() -> Programme:
    programme = make_register()
    make_form(programme)
    make_instruments(programme)
    return programme


@pytest.fixture
def broker(programme: Programme, client: Client) -> User:
    user = make_member(programme, Role.BROKER)
    client.force_login(user)
    return user


@pytest.fixture
def ines(programme: Programme) -> User:
    return make_member(programme, Role.INTERVIEWER, name="Ines Marsh")


@pytest.fixture
def jane(programme: Programme) -> Participant:
    """Somebody who allows everything."""
    return make_consenting(programme)


@pytest.fixture
def recordings_folder(settings: Any, tmp_path: Path) -> Path:
    settings.RECORDINGS = tmp_path / "recordings"
    return settings.RECORDINGS
