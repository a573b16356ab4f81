"""Who allows what, asked once for however many people."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ecotone.consent.choices import Grant
from ecotone.consent.queries import (
    participants_granting,
    participants_who_took_back,
    register_rows,
)
from ecotone.foundation.models import Programme
from ecotone.register.models import Participant
from tests.factories.consent import answer_grants, make_consenting, make_form
from tests.factories.foundation import NOON
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


def test_a_yes_taken_back_long_ago_is_told_from_one_of_yesterday(
    programme: Programme,
) -> None:
    long_ago, yesterday = make_consenting(programme), make_consenting(programme)
    answer_grants(long_ago, {Grant.INTERVIEW: False}, at=NOON)
    answer_grants(yesterday, {Grant.INTERVIEW: False}, at=NOON + timedelta(days=13))

    found = participants_who_took_back(Grant.INTERVIEW, before=NOON + timedelta(days=1))

    assert list(found) == [long_ago]


def test_the_register_lines_up_answers_with_grants(programme: Programme) -> None:
    participant = make_participant(programme)
    answer_grants(participant, {Grant.AUDIO: True, Grant.VIDEO: False})

    (row,) = register_rows([participant])

    said = {grant: record and record.is_given for grant, record in row.answers}
    assert said == dict.fromkeys(Grant) | {Grant.AUDIO: True, Grant.VIDEO: False}
