"""How a grant stands: run out, taken back, to be asked again; and what that does at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ecotone.consent import operations
from ecotone.consent.choices import Grant, Standing
from ecotone.consent.models import ConsentForm, ConsentRecord
from ecotone.consent.queries import (
    grants_of,
    has_granted,
    held_by,
    participants_granting,
    participants_standing,
    records_running_out,
)
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme
from ecotone.register.models import Participant
from tests.factories.consent import answer_grants, make_consenting
from tests.factories.foundation import NOON
from tests.factories.register import make_participant

pytestmark = pytest.mark.django_db

SOON = timedelta(days=20)


def standing_of(participant: Participant, grant: Grant = Grant.QUOTED) -> Standing:
    return held_by([participant])[participant.pk][grant].standing


def ends(participant: Participant, moment: object) -> None:
    ConsentRecord.objects.filter(participant=participant).update(holds_until=moment)


def test_a_yes_that_ran_out_a_second_ago_is_a_no_everywhere(programme: Programme) -> None:
    jane = make_consenting(programme)
    assert has_granted(jane, Grant.QUOTED)

    ends(jane, timezone.now() - timedelta(seconds=1))

    assert standing_of(jane) == Standing.EXPIRED
    assert not has_granted(jane, Grant.QUOTED)
    assert not any(grants_of(jane).values())
    assert list(participants_granting(Grant.QUOTED, programme)) == []


def test_a_yes_with_an_end_to_come_still_holds(programme: Programme) -> None:
    jane = make_consenting(programme)

    ends(jane, timezone.now() + timedelta(minutes=1))

    assert has_granted(jane, Grant.QUOTED)
    assert list(participants_granting(Grant.QUOTED, programme)) == [jane]


def test_answers_to_a_wording_that_asks_again_hold_no_longer(programme: Programme) -> None:
    jane = make_consenting(programme)

    ConsentForm.objects.filter(programme=programme).update(superseded_at=timezone.now())

    assert standing_of(jane) == Standing.ASK_AGAIN
    assert not has_granted(jane, Grant.QUOTED)
    assert list(participants_granting(Grant.QUOTED, programme)) == []


def test_every_standing_finds_the_people_it_is_true_of(programme: Programme) -> None:
    people = {
        Standing.YES: make_consenting(programme),
        Standing.NO: make_consenting(programme, Grant.AUDIO),
        Standing.NEVER: make_participant(programme),
        Standing.EXPIRED: make_consenting(programme),
        Standing.TAKEN_BACK: make_consenting(programme),
    }
    ends(people[Standing.EXPIRED], timezone.now() - SOON)
    answer_grants(people[Standing.TAKEN_BACK], {Grant.QUOTED: False})

    found = {
        standing: list(participants_standing(Grant.QUOTED, standing, programme))
        for standing in people
    }

    assert found == {standing: [person] for standing, person in people.items()}


def test_the_end_promised_by_the_wording_is_written_with_each_yes(programme: Programme) -> None:
    jane = make_participant(programme)
    make_consenting(programme)
    ConsentForm.objects.filter(programme=programme).update(answers_end_at=NOON + SOON)

    answer_grants(jane, {Grant.AUDIO: True, Grant.VIDEO: False})

    ended = ConsentRecord.objects.filter(participant=jane).order_by("pk")
    assert [record.holds_until for record in ended] == [NOON + SOON, None]


def test_an_end_in_the_past_is_refused_and_nothing_is_kept(programme: Programme) -> None:
    make_consenting(programme)
    jane = make_participant(programme)

    with pytest.raises(Refused, match="lies in the past"):
        operations.record_grants(
            participant=jane, answers={Grant.AUDIO: True}, at=NOON, by=None, holds_until=NOON
        )

    assert not ConsentRecord.objects.filter(participant=jane).exists()


def test_saying_yes_again_after_it_ran_out_is_written_anew(programme: Programme) -> None:
    jane = make_consenting(programme, Grant.QUOTED)
    ends(jane, timezone.now() - SOON)

    written = operations.record_grants(
        participant=jane, answers={Grant.QUOTED: True}, at=timezone.now(), by=None
    )

    assert len(written) == 1
    assert standing_of(jane) == Standing.YES


def test_what_runs_out_soon_is_named_and_what_was_taken_back_is_not(
    programme: Programme,
) -> None:
    soon, later, gone = (make_consenting(programme, Grant.QUOTED) for _ in range(3))
    now = timezone.now()
    ends(soon, now + SOON)
    ends(later, now + 3 * SOON)
    ends(gone, now + SOON)
    answer_grants(gone, {Grant.QUOTED: False}, at=now)

    found = records_running_out(programme, before=now + timedelta(days=30))

    assert [(record.participant, record.grant) for record in found] == [(soon, "quoted")]


@pytest.mark.parametrize("people", [1, 3])
def test_the_standing_of_many_people_is_one_query(programme: Programme, people: int) -> None:
    participants = [make_consenting(programme) for _ in range(people)]

    with CaptureQueriesContext(connection) as asked:
        held_by(participants)

    assert len(asked) == 1
