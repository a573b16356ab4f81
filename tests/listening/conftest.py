"""A programme with wording and questions, a broker signed in, and somebody's own browser."""

import pytest
from django.test import Client

from ecotone.foundation.models import Programme, Role, User
from tests.consent.conftest import browser_of  # noqa: F401  # a fixture
from tests.factories.consent import make_form
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
