"""Who allows what, asked once for however many people."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ecotone.consent.choices import Grant, Standing
from ecotone.consent.queries import (
    participants_granting,
    rows_of_register,
)
from ecotone.foundation.models import Programme
from ecotone.register.models import Participant
from tests.factories.consent import answer_grants, make_consenting, make_form
from tests.factories.register import make_participant, make_register

pytestmark = pytest.mark.django_db


def test_only_people_whose_newest_answer_is_yes_grant(programme: Programme) -> None:
    willing = make_consenting(programme, Grant.MATCHING)
    make_consenting(programme, Grant.QUOTED)
    changed_their_mind = make_consenting(programme, Grant.MATCHING)
    answer_grants(changed_their_mind, {Grant.MATCHING: False})
    make_participant(programme)

    assert list(participants_granting(Grant.MATCHING, programme)) == [willing]


def test_people_of_another_programme_do_not_grant_here(programme: Programme) -> None:
    elsewhere = make_register()
    make_form(elsewhere)
    make_consenting(elsewhere, Grant.MATCHING)

    assert list(participants_granting(Grant.MATCHING, programme)) == []


def test_the_people_who_grant_are_a_part_of_one_query(programme: Programme) -> None:
    willing = make_consenting(programme, Grant.INTERVIEW)

    with CaptureQueriesContext(connection) as asked:
        found = list(
            Participant.objects.filter(
                pk__in=participants_granting(Grant.INTERVIEW, programme).values("pk")
            )
        )

    assert found == [willing]
    assert len(asked) == 1


def test_the_register_lines_up_answers_with_grants(programme: Programme) -> None:
    participant = make_participant(programme)
    answer_grants(participant, {Grant.AUDIO: True, Grant.VIDEO: False})

    (row,) = rows_of_register([participant])

    stands = {held.grant: held.standing for held in row.answers}
    assert stands == dict.fromkeys(Grant, Standing.NEVER) | {
        Grant.AUDIO: Standing.YES,
        Grant.VIDEO: Standing.NO,
    }
