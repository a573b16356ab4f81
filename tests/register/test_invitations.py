"""Asking people in by a criterion, what they answer, and how the counts follow."""

import pytest

from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import AuditEvent, Role, User
from ecotone.register import operations, queries
from ecotone.register.choices import Answer, Criterion, DeclineReason
from ecotone.register.models import Invitation, Participant
from tests.factories.foundation import NOON, make_member
from tests.factories.register import (
    make_answer,
    make_invitation,
    make_newcomer,
    make_participant,
    make_register,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def participant() -> Participant:
    return make_participant()


@pytest.fixture
def broker(participant: Participant) -> User:
    return make_member(participant.programme, Role.BROKER)


def test_an_invitation_keeps_its_criterion_evidence_and_sender(
    participant: Participant, broker: User
) -> None:
    operations.invite(
        participant=participant,
        criterion=Criterion.PRIOR_INTEREST,
        evidence="  Came to the course on working scientifically.  ",
        at=NOON,
        by=broker,
    )

    kept = Invitation.objects.get()
    assert (kept.criterion, kept.evidence) == (
        "PRIOR_INTEREST",
        "Came to the course on working scientifically.",
    )
    assert (kept.invited_by, kept.invited_at, kept.answer) == (broker, NOON, Answer.WAITING)


def test_an_invitation_without_evidence_is_refused(
    participant: Participant, broker: User
) -> None:
    with pytest.raises(Refused, match="needs its evidence"):
        operations.invite(
            participant=participant,
            criterion=Criterion.OUTREACH,
            evidence=" \n ",
            at=NOON,
            by=broker,
        )

    assert not Invitation.objects.exists()


def test_nobody_is_invited_twice(participant: Participant, broker: User) -> None:
    make_invitation(participant, broker)

    with pytest.raises(Refused, match="has been invited already"):
        make_invitation(participant, broker)


def test_somebody_is_taken_in_and_invited_in_one_act(
    participant: Participant, broker: User
) -> None:
    invited = operations.register_and_invite(
        programme=participant.programme,
        newcomer=make_newcomer(),
        criterion=Criterion.OUTREACH,
        evidence="Ran the science fair.",
        at=NOON,
        by=broker,
    )

    assert invited.invitation.evidence == "Ran the science fair."


def test_taking_in_and_inviting_fail_together(participant: Participant, broker: User) -> None:
    with pytest.raises(Refused):
        operations.register_and_invite(
            programme=participant.programme,
            newcomer=make_newcomer(),
            criterion=Criterion.OUTREACH,
            evidence="",
            at=NOON,
            by=broker,
        )

    assert Participant.objects.get() == participant


def test_a_yes_is_kept_with_its_time(participant: Participant, broker: User) -> None:
    make_invitation(participant, broker)

    answered = make_answer(participant, by=broker)

    assert (answered.answer, answered.answered_at, answered.decline_reason) == (
        Answer.ACCEPTED,
        NOON,
        "",
    )


def test_a_no_is_kept_with_its_reason_and_words(participant: Participant, broker: User) -> None:
    make_invitation(participant, broker)

    answered = operations.record_answer(
        participant=participant,
        answer=Answer.DECLINED,
        reason=DeclineReason.WORK_PLAN,
        note="There are four hours in my plan for this.",
        at=NOON,
        by=broker,
    )

    assert (answered.decline_reason, answered.decline_note) == (
        "WORK_PLAN",
        "There are four hours in my plan for this.",
    )


def test_a_no_without_a_reason_is_refused(participant: Participant, broker: User) -> None:
    make_invitation(participant, broker)

    with pytest.raises(Refused, match="kept with its reason"):
        operations.record_answer(
            participant=participant, answer=Answer.DECLINED, at=NOON, by=broker
        )


def test_a_yes_after_a_no_takes_the_reason_away(participant: Participant, broker: User) -> None:
    make_invitation(participant, broker)
    make_answer(participant, Answer.DECLINED)

    make_answer(participant, Answer.ACCEPTED)

    kept = Invitation.objects.get()
    assert (kept.answer, kept.decline_reason, kept.decline_note) == (Answer.ACCEPTED, "", "")


def test_nobody_answers_before_they_are_invited(participant: Participant) -> None:
    with pytest.raises(Refused, match="has not been invited yet"):
        make_answer(participant)


def test_an_answer_through_the_own_link_is_theirs_in_the_audit_trail(
    participant: Participant, broker: User
) -> None:
    make_invitation(participant, broker)

    make_answer(participant, Answer.DECLINED, by=None)

    event = AuditEvent.objects.get(verb="answered DECLINED")
    assert (event.actor, event.reason) == (f"participant:{participant.key}", "TIMETABLE")


def test_whoever_may_not_invite_neither_invites_nor_answers(
    participant: Participant, broker: User
) -> None:
    interviewer = make_member(participant.programme, Role.INTERVIEWER)
    make_invitation(participant, broker)

    with pytest.raises(NotYours):
        make_invitation(make_participant(participant.programme), interviewer)
    with pytest.raises(NotYours):
        make_answer(participant, by=interviewer)


def test_the_counts_of_a_sector_follow_every_answer(broker: User) -> None:
    programme = broker.memberships.get().programme
    operations.set_quotas(programme=programme, wanted={"secondary": 2}, at=NOON, by=broker)
    yes, no, _waiting = (invited_secondary(broker) for _ in range(3))
    make_participant(programme, make_newcomer(sector="secondary"))
    make_answer(yes, Answer.ACCEPTED)
    make_answer(no, Answer.DECLINED)

    (count,) = [
        count for count in queries.quota_counts(programme) if count.sector.key == "secondary"
    ]

    assert (count.registered, count.invited, count.said_yes, count.said_no) == (4, 3, 1, 1)
    assert (count.waiting, count.wanted, count.share, count.is_reached) == (1, 2, 50, False)


def invited_secondary(broker: User) -> Participant:
    programme = broker.memberships.get().programme
    participant = make_participant(programme, make_newcomer(sector="secondary"))
    make_invitation(participant, broker)
    return participant


def test_somebody_withdrawn_counts_nowhere(participant: Participant, broker: User) -> None:
    make_invitation(participant, broker)
    make_answer(participant)
    Participant.objects.update(withdrawn_at=NOON)

    counts = queries.quota_counts(participant.programme)

    assert [(count.registered, count.invited, count.said_yes) for count in counts] == [
        (0, 0, 0)
    ] * 3


def test_a_quota_that_is_passed_is_reached_and_fills_its_meter(
    participant: Participant, broker: User
) -> None:
    operations.set_quotas(
        programme=participant.programme, wanted={"primary": 1}, at=NOON, by=broker
    )
    for person in (participant, make_participant(participant.programme)):
        make_invitation(person, broker)
        make_answer(person)

    primary = queries.quota_counts(participant.programme)[0]

    assert (primary.said_yes, primary.share, primary.is_reached) == (2, 100, True)


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ({}, {"Ada", "Bela", "Cora"}),
        ({"sector": "secondary"}, {"Bela"}),
        ({"answer": queries.NOT_INVITED}, {"Bela", "Cora"}),
        ({"answer": "WAITING"}, {"Ada"}),
        ({"answer": "ACCEPTED"}, set()),
        ({"sector": "primary", "answer": queries.NOT_INVITED}, {"Cora"}),
    ],
)
def test_the_list_keeps_who_is_asked_for(kept: dict[str, str], expected: set[str]) -> None:
    programme = make_register()
    broker = make_member(programme, Role.BROKER)
    people = (("Ada", "primary"), ("Bela", "secondary"), ("Cora", "primary"))
    ada, _bela, _cora = (
        make_participant(programme, make_newcomer(sector=sector, pseudonym=name))
        for name, sector in people
    )
    make_invitation(ada, broker)
    make_participant(make_register(), make_newcomer(pseudonym="Elsewhere"))

    found = queries.participants_where(programme, **kept)

    assert {person.pseudonym for person in found} == expected
