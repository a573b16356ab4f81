"""A programme with wording published, a broker signed in, and somebody's own browser."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ecotone.foundation.models import Programme, Role, User
from ecotone.register.doors import LINK_IN_SESSION
from ecotone.register.models import Participant, PersonalLink
from ecotone.register.operations import open_personal_link
from tests.factories.consent import make_form
from tests.factories.foundation import make_member
from tests.factories.register import make_register
from tests.foundation.conftest import migrated_file, shared_database  # noqa: F401  # fixtures


@pytest.fixture
def programme() -> Programme:
    programme = make_register()
    make_form(programme)
    return programme


@pytest.fixture
def broker(programme: Programme, client: Client) -> User:
    user = make_member(programme, Role.BROKER)
    client.force_login(user)
    return user


@pytest.fixture
def browser_of() -> Callable[[Participant], Client]:
    """Give somebody a browser that came in through their personal link."""

    def come_in(participant: Participant) -> Client:
        open_personal_link(participant=participant, at=timezone.now(), by=None)
        client = Client()
        session = client.session
        session[LINK_IN_SESSION] = PersonalLink.objects.get(
            participant=participant, revoked_at=None
        ).pk
        session.save()
        return client

    return come_in


@pytest.fixture
def count_queries_of(client: Client) -> Callable[[str], int]:
    """Count what a page asks of the database, for whoever is signed in."""

    def count(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    return count
