"""After very many rows at once the database plans with what is there."""

import pytest
from django.db import connection

from ecotone.foundation.models import User
from ecotone.foundation.statistics import gather_statistics
from tests.factories.foundation import make_user

pytestmark = pytest.mark.django_db


def rows_planned_with() -> int:
    """Ask how many rows of a table the planner reckons with; SQLite does not say."""
    if connection.vendor != "postgresql":
        return User.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'foundation_user'")
        return int(cursor.fetchone()[0])


def test_a_table_that_was_filled_is_planned_with_as_it_is() -> None:
    for _ in range(7):
        make_user()

    gather_statistics()

    assert rows_planned_with() == User.objects.count() >= 7
