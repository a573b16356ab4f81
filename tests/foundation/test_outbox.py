"""What waits in the outbox can be taken back; what leaves, leaves once."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from ecotone.foundation import outbox
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import AuditEvent, MessageState, OutboxMessage, Programme, Role
from ecotone.foundation.outbox import Draft
from ecotone.foundation.outbox.settling import settle
from tests.factories.foundation import NOON, make_member, make_programme

pytestmark = pytest.mark.django_db

FIVE = NOON + timedelta(hours=5)


def draft(programme: Programme, *, name: str = "Heather", subject: str = "An idea") -> Draft:
    return Draft(
        programme=programme,
        regarding=f"participant:{name}",
        recipient_label=name,
        address=f"{name.lower()}@school.example",
        subject=subject,
        body=f"Dear {name}, would you like to meet David?",
    )


def queued(programme: Programme, *names: str, batch: str = "match:1") -> list[OutboxMessage]:
    drafts = [draft(programme, name=name) for name in names]
    return outbox.queue_messages(drafts, batch=batch, send_at=FIVE, at=NOON, by=None)


def states() -> list[str]:
    return list(OutboxMessage.objects.order_by("pk").values_list("state", flat=True))


class ServerIsDown(EmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, email_messages: object) -> int:
        raise SMTPServerDisconnected(str(email_messages))


@pytest.fixture
def _mail_server_is_down(settings: object) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.ServerIsDown"


def test_nothing_leaves_before_its_time() -> None:
    queued(make_programme(), "Heather")

    sent = outbox.send_due(at=FIVE - timedelta(seconds=1))

    assert (sent, mail.outbox, states()) == (0, [], ["WAITING"])


def test_a_due_message_leaves_once_and_keeps_no_copy() -> None:
    queued(make_programme(), "Heather")

    first, second = outbox.send_due(at=FIVE), outbox.send_due(at=FIVE)

    message = OutboxMessage.objects.get()
    assert (first, second, len(mail.outbox)) == (1, 0, 1)
    assert mail.outbox[0].to == ["heather@school.example"]
    assert (message.state, message.address, message.body) == ("SENT", "", "")


def test_address_and_text_cannot_be_read_in_the_database() -> None:
    queued(make_programme(), "Heather")

    with connection.cursor() as cursor:
        cursor.execute("SELECT address, body FROM foundation_outboxmessage")
        address, body = cursor.fetchone()

    assert "school" not in address
    assert "David" not in body


def test_a_message_being_sent_elsewhere_is_left_alone() -> None:
    (message,) = queued(make_programme(), "Heather")
    OutboxMessage.objects.filter(pk=message.pk).update(
        state=MessageState.SENDING, try_at=FIVE + outbox.CLAIM
    )

    sent = outbox.send_due(at=FIVE)

    assert sent == 0


def test_a_message_whose_sender_died_is_sent_under_the_same_id() -> None:
    (message,) = queued(make_programme(), "Heather")
    outbox.send_due(at=FIVE)
    OutboxMessage.objects.filter(pk=message.pk).update(
        state=MessageState.SENDING, try_at=FIVE, address="heather@school.example", body="Again"
    )

    outbox.send_due(at=FIVE)

    first, second = mail.outbox
    assert first.extra_headers == second.extra_headers


def test_a_batch_is_taken_back_until_its_time() -> None:
    programme = make_programme()
    queued(programme, "Heather", "David")

    recalled = outbox.recall_batch(programme=programme, batch="match:1", at=NOON, by=None)
    outbox.send_due(at=FIVE)

    assert (recalled, mail.outbox) == (2, [])
    assert states() == ["RECALLED", "RECALLED"]
    assert {message.body for message in OutboxMessage.objects.all()} == {""}


def test_a_batch_of_which_something_left_is_not_taken_back() -> None:
    programme = make_programme()
    _heather, david = queued(programme, "Heather", "David")
    outbox.hold_message(message=david, at=NOON, by=None)
    outbox.send_due(at=FIVE)

    with pytest.raises(Refused, match="already left"):
        outbox.recall_batch(programme=programme, batch="match:1", at=FIVE, by=None)

    assert states() == ["SENT", "HELD"]


def test_a_held_message_stays_until_it_is_released() -> None:
    (message,) = queued(make_programme(), "Heather")
    held = outbox.hold_message(message=message, at=NOON, by=None)

    sent_while_held = outbox.send_due(at=FIVE)
    outbox.release_message(message=held, at=FIVE, by=None)

    assert (sent_while_held, outbox.send_due(at=FIVE)) == (0, 1)


def test_a_message_is_not_held_twice() -> None:
    (message,) = queued(make_programme(), "Heather")
    outbox.hold_message(message=message, at=NOON, by=None)

    with pytest.raises(Refused, match="held"):
        outbox.hold_message(message=message, at=NOON, by=None)


@pytest.mark.usefixtures("_mail_server_is_down")
def test_a_message_that_cannot_be_sent_waits_longer_each_time_and_fails_after_five() -> None:
    (message,) = queued(make_programme(), "Heather")
    waits, at = [], FIVE

    for _attempt in range(5):
        outbox.send_due(at=at)
        message.refresh_from_db()
        waits.append((message.try_at - at) // timedelta(minutes=1))
        at = message.try_at

    assert waits[:4] == [1, 5, 25, 125]
    assert (message.state, message.attempts) == (MessageState.FAILED, 5)
    assert AuditEvent.objects.filter(verb="could not send a message").count() == 1


def test_a_failed_message_can_be_tried_anew() -> None:
    (message,) = queued(make_programme(), "Heather")
    OutboxMessage.objects.update(state=MessageState.FAILED, attempts=5)

    outbox.retry_message(message=message, at=FIVE, by=None)

    assert outbox.send_due(at=FIVE) == 1


def test_a_subject_stays_one_line() -> None:
    programme = make_programme()
    outbox.queue_messages(
        [draft(programme, subject="An idea\r\nBcc: everybody@school.example")],
        batch="1",
        send_at=NOON,
        at=NOON,
        by=None,
    )

    outbox.send_due(at=NOON)

    assert mail.outbox[0].subject == "An idea Bcc: everybody@school.example"


def test_messages_about_somebody_forgotten_are_gone() -> None:
    queued(make_programme(), "Heather", "David")

    forgotten = outbox.forget_messages("participant:Heather")

    assert (forgotten, states()) == (1, ["WAITING"])


def test_a_message_forgotten_while_it_leaves_does_not_come_back() -> None:
    (message,) = queued(make_programme(), "Heather")
    outbox.forget_messages("participant:Heather")

    settle(message, MessageState.SENT, at=FIVE)

    assert OutboxMessage.objects.count() == 0


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.CODER, Role.VIEWER])
def test_only_the_hub_may_take_messages_back(role: Role) -> None:
    programme = make_programme()
    queued(programme, "Heather")

    with pytest.raises(NotYours):
        outbox.recall_batch(
            programme=programme, batch="match:1", at=NOON, by=make_member(programme, role)
        )

    assert states() == ["WAITING"]


def test_each_act_is_audited() -> None:
    programme = make_programme()
    broker = make_member(programme, Role.BROKER)
    drafts = [draft(programme)]
    (message,) = outbox.queue_messages(drafts, batch="1", send_at=FIVE, at=NOON, by=broker)
    before = AuditEvent.objects.order_by("-pk")[0].position

    held = outbox.hold_message(message=message, at=NOON, by=broker)
    outbox.release_message(message=held, at=NOON, by=broker)
    outbox.send_due(at=FIVE)

    said = AuditEvent.objects.filter(chain__name=f"programme:{programme.pk}")
    acts = said.filter(position__gt=before).order_by("position")
    assert list(acts.values_list("verb", "actor")) == [
        ("held a message", f"user:{broker.pk}"),
        ("released a message", f"user:{broker.pk}"),
        ("sent a message", "job"),
    ]
