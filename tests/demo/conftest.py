"""The story, loaded once for a whole file: it takes longer than all that is asked of it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from ecotone.demo.operations import load_story
from tests.factories.foundation import NOON


@pytest.fixture(scope="module")
def story(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001  # it makes the database
    """Hold the story in a transaction around those of the tests; `load_story` finds it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_story(at=NOON)
        yield
        transaction.set_rollback(True)
