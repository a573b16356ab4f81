"""Leaving altogether: everything goes, from every table and from the file itself."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from ecotone.consent import operations
from ecotone.consent.choices import Grant
from ecotone.consent.jobs import leave_no_copies
from ecotone.consent.models import ConsentRecord, Withdrawal
from ecotone.consent.queries import Holding, holdings
from ecotone.foundation import outbox
from ecotone.foundation.errors import NotYours
from ecotone.foundation.jobs import run_ready_jobs
from ecotone.foundation.models import AuditEvent, OutboxMessage, Programme, Role
from ecotone.listening.models import Conversation, Response, TextRevision
from ecotone.register.models import Participant, Person, PersonalLink
from tests.factories.consent import make_consenting, make_form
from tests.factories.foundation import NOON, make_member
from tests.factories.listening import make_sent, make_text
from tests.factories.register import (
    make_invitation,
    make_link,
    make_newcomer,
    make_participant,
    make_register,
)

LATER = NOON + timedelta(days=3)
NAME, ADDRESS, PSEUDONYM = "Wilhelmina Plantedname", "planted@school.example", "Zephyrine"
WORDS = "I let the kettles argue among themselves until somebody listens."
DRAFT = "Half a thought about barometers."
EVIDENCE = "Brought the juggling club to the open laboratory."
PLANTED = (NAME, ADDRESS, PSEUDONYM, WORDS, DRAFT, EVIDENCE, "kettles argue")
PLAIN = (PSEUDONYM, WORDS, DRAFT, EVIDENCE)


def make_zephyrine(programme: Programme) -> Participant:
    """Take somebody in who leaves a trace in every room below."""
    newcomer = make_newcomer(pseudonym=PSEUDONYM, name=NAME, email=ADDRESS)
    participant = make_participant(programme, newcomer)
    broker = make_member(programme, Role.BROKER)
    make_form(programme)
    operations.record_grants(
        participant=participant, answers=dict.fromkeys(Grant, True), at=NOON, by=None
    )
    invitation = make_invitation(participant, broker)
    invitation.evidence = EVIDENCE
    invitation.save()
    make_link(participant)
    make_sent(participant, {2: WORDS})
    make_sent(participant, {2: DRAFT})
    make_text(participant, WORDS, by=broker)
    outbox.queue_messages(
        [
            outbox.Draft(
                programme=programme,
                regarding=participant.subject,
                recipient_label=PSEUDONYM,
                address=ADDRESS,
                subject=f"For {PSEUDONYM}",
                body=f"Dear {NAME}, {WORDS}",
            )
        ],
        batch="welcome",
        send_at=LATER,
        at=NOON,
        by=None,
    )
    return participant


def traces_of(planted: tuple[str, ...]) -> set[str]:
    """Return which of these stand in any table, or in SQLite's files as they lie on disk."""
    return {words for words in planted if words.encode() in _everything_stored()}


def _everything_stored() -> bytes:
    files = b""
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        found = sorted(path.parent.glob(f"{path.name}*"))
        files = b"".join(file.read_bytes() for file in found)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # a table of our own
            files += repr(cursor.fetchall()).encode()
    return files


@pytest.mark.usefixtures("shared_database")
def test_after_leaving_nothing_of_a_person_is_left_in_the_database_or_its_files() -> None:
    programme = make_register()
    other = make_consenting(programme)
    make_sent(other, {1: "Somebody else's words stay."})
    participant = make_zephyrine(programme)
    assert traces_of(PLAIN) == set(PLAIN)

    operations.withdraw_participant(participant=participant, at=LATER, by=None)
    leave_no_copies.enqueue()
    run_ready_jobs()

    assert traces_of(PLANTED) == set()
    assert traces_of(("Somebody else's words stay.",)) == {"Somebody else's words stay."}


@pytest.mark.django_db
def test_what_is_left_is_a_tombstone_that_counts(programme: Programme) -> None:
    participant = make_zephyrine(programme)
    key, broker = participant.key, make_member(programme, Role.BROKER)

    withdrawal = operations.withdraw_participant(participant=participant, at=LATER, by=broker)

    assert list(Withdrawal.objects.values_list("participant_key", "at", "by")) == [
        (key, LATER, broker.pk)
    ]
    assert withdrawal.removed["conversations"] == 2
    assert withdrawal.removed["frozen versions of them"] == 3
    assert withdrawal.removed["messages"] == 1
    assert withdrawal.removed["answers about consent"] == 7
    for model in (Conversation, Response, TextRevision, ConsentRecord, Participant, Person):
        assert not model.objects.exists()
    assert not PersonalLink.objects.exists()
    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db
def test_that_somebody_left_is_audited_by_key_alone(programme: Programme) -> None:
    participant = make_zephyrine(programme)
    key = participant.key

    operations.withdraw_participant(participant=participant, at=LATER, by=None)

    event = AuditEvent.objects.get(verb="withdrew")
    assert (event.actor, event.subject) == (f"participant:{key}", f"participant:{key}")


@pytest.mark.django_db
def test_a_rehearsal_promises_what_leaving_removes_and_changes_nothing(
    programme: Programme,
) -> None:
    participant = make_zephyrine(programme)

    promised = operations.rehearse_withdrawal(participant=participant, by=None)

    assert Participant.objects.filter(pseudonym=PSEUDONYM).exists()
    assert TextRevision.objects.count() == 3
    withdrawal = operations.withdraw_participant(participant=participant, at=LATER, by=None)
    assert withdrawal.removed == promised


@pytest.mark.django_db
def test_an_interviewer_cannot_have_somebody_leave(programme: Programme) -> None:
    participant = make_consenting(programme)
    interviewer = make_member(programme, Role.INTERVIEWER)

    with pytest.raises(NotYours):
        operations.withdraw_participant(participant=participant, at=LATER, by=interviewer)
    with pytest.raises(NotYours):
        operations.rehearse_withdrawal(participant=participant, by=interviewer)

    assert Withdrawal.objects.count() == 0
    assert Participant.objects.count() == 1


@pytest.mark.django_db
def test_every_registered_room_is_asked_to_forget_the_top_of_the_house_first(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    monkeypatch.setattr(holdings, "_holdings", {})
    holdings.register_holding(
        Holding("lower", lambda _: order.append("lower") or {"lower things": 2})
    )
    holdings.register_holding(
        Holding("upper", lambda _: order.append("upper") or {"upper things": 0})
    )

    withdrawal = operations.withdraw_participant(
        participant=make_consenting(programme), at=LATER, by=None
    )

    assert order == ["upper", "lower"]
    assert withdrawal.removed["lower things"] == 2
    assert "upper things" not in withdrawal.removed
