"""The synthetic region, settled as `ecotone demo --scale` settles it."""

import pytest

from ecotone.coding.models import Change
from ecotone.demo.settling import settle_region
from ecotone.exchange.queries.bridges import bridges_in
from ecotone.register.models import Participant
from tests.factories.foundation import NOON

pytestmark = pytest.mark.django_db


def test_a_region_is_heard_and_coded_as_people_who_came_in_one_by_one():
    programme = settle_region(size=60, at=NOON)

    bridges = bridges_in(programme)

    assert Participant.objects.filter(programme=programme).count() == 60
    assert bridges.people_heard == 60
    assert bridges.is_crowd
    assert bridges.met
    assert Change.objects.count() > 60


def test_a_region_of_the_same_size_is_settled_once():
    settle_region(size=5, at=NOON)

    settle_region(size=5, at=NOON)

    assert Participant.objects.count() == 5
