"""Saying yes and no: records are only added, the newest holds, absent means no."""

import tomllib
from datetime import timedelta

import pytest

from ecotone.consent import operations
from ecotone.consent.choices import Grant
from ecotone.consent.models import ConsentForm, ConsentRecord, GrantWording
from ecotone.consent.operations.wording import ENGLISH
from ecotone.consent.queries import grants_of, has_granted
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import AuditEvent, Programme, Role
from tests.factories.consent import answer_grants, make_consenting
from tests.factories.foundation import NOON, make_member
from tests.factories.register import make_participant, make_register

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=3)


def test_the_published_wording_asks_the_seven_grants_in_their_order(
    programme: Programme,
) -> None:
    form = ConsentForm.objects.get(programme=programme, language="en")
    wording = tomllib.loads(ENGLISH.read_text(encoding="utf-8"))

    asked = GrantWording.objects.filter(form=form).order_by("position")

    assert [wording.grant for wording in asked] == list(Grant)
    assert {words.grant: words.question for words in asked} == {
        grant["key"]: grant["question"] for grant in wording["grant"]
    }


def test_the_same_version_is_not_published_twice(programme: Programme) -> None:
    with pytest.raises(Refused):
        operations.publish_form(programme=programme, at=NOON, by=None)

    assert ConsentForm.objects.filter(programme=programme, language="en").count() == 1


def test_somebody_who_was_never_asked_allows_nothing(programme: Programme) -> None:
    participant = make_participant(programme)

    assert grants_of(participant) == dict.fromkeys(Grant, False)


def test_the_newest_answer_to_a_grant_holds_and_the_older_ones_stay(
    programme: Programme,
) -> None:
    participant = make_participant(programme)
    for is_given in (True, False, True):
        answer_grants(participant, {Grant.QUOTED: is_given})

    answered = ConsentRecord.objects.filter(participant=participant).order_by("pk")

    assert [record.is_given for record in answered] == [True, False, True]
    assert has_granted(participant, Grant.QUOTED)


def test_one_grant_is_taken_back_without_touching_the_others(programme: Programme) -> None:
    participant = make_consenting(programme)

    operations.withdraw_grant(
        participant=participant, grant=Grant.PUBLICATION, at=LATER, by=None
    )

    assert grants_of(participant) == dict.fromkeys(Grant, True) | {Grant.PUBLICATION: False}


def test_an_answer_that_holds_already_is_not_written_again(programme: Programme) -> None:
    participant = make_consenting(programme)

    written = operations.record_grants(
        participant=participant, answers={Grant.AUDIO: True}, at=LATER, by=None
    )

    assert written == []


def test_a_new_version_of_the_wording_changes_no_old_answer(programme: Programme) -> None:
    participant = make_consenting(programme, Grant.INTERVIEW)
    before = list(ConsentRecord.objects.values("pk", "form", "grant", "is_given"))
    second = _publish_version_two(programme)

    answer_grants(participant, {Grant.INTERVIEW: True}, at=LATER)

    after = list(ConsentRecord.objects.values("pk", "form", "grant", "is_given"))
    assert after[: len(before)] == before
    assert [record["form"] for record in after[len(before) :]] == [second.pk]
    assert grants_of(participant) == dict.fromkeys(Grant, False) | {Grant.INTERVIEW: True}


def _publish_version_two(programme: Programme) -> ConsentForm:
    return ConsentForm.objects.create(
        programme=programme,
        version=2,
        introduction="New words",
        withdrawing="New words",
        published_at=LATER,
    )


def test_without_a_published_wording_nothing_can_be_answered() -> None:
    participant = make_participant(make_register())

    with pytest.raises(Refused):
        operations.record_grants(
            participant=participant, answers={Grant.AUDIO: True}, at=NOON, by=None
        )

    assert ConsentRecord.objects.count() == 0


def test_staff_without_the_right_record_nothing(programme: Programme) -> None:
    participant = make_participant(programme)
    coder = make_member(programme, Role.CODER)

    with pytest.raises(NotYours):
        operations.record_grants(
            participant=participant, answers={Grant.AUDIO: True}, at=NOON, by=coder
        )

    assert ConsentRecord.objects.count() == 0


def test_a_change_is_audited_with_who_wrote_it_down(programme: Programme) -> None:
    participant = make_participant(programme)
    interviewer = make_member(programme, Role.INTERVIEWER)

    operations.record_grants(
        participant=participant, answers={Grant.AUDIO: True}, at=NOON, by=interviewer
    )
    operations.withdraw_grant(participant=participant, grant=Grant.AUDIO, at=LATER, by=None)

    events = AuditEvent.objects.filter(verb="recorded consent").order_by("position")
    assert [(event.actor, event.reason) for event in events] == [
        (f"user:{interviewer.pk}", "audio: yes"),
        (f"participant:{participant.key}", "audio: no"),
    ]
