"""The outbox as its keepers see it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ecotone.foundation import outbox
from ecotone.foundation.models import AuditEvent, OutboxMessage, Programme, Role
from tests.factories.foundation import make_member, make_programme
from tests.foundation.test_outbox import FIVE, queued

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    return make_programme()


@pytest.fixture
def broker(client: Client, programme: Programme) -> Client:
    client.force_login(make_member(programme, Role.BROKER))
    return client


def page(programme: Programme, name: str = "outbox", *parts: object) -> str:
    return reverse(f"foundation:{name}", args=(programme.slug, *parts))


def test_an_empty_outbox_says_so(broker: Client, programme: Programme) -> None:
    answer = broker.get(page(programme))

    assert "Nothing waiting" in answer.content.decode()


def test_what_waits_is_shown_with_its_time(broker: Client, programme: Programme) -> None:
    queued(programme, "Heather", "David")

    text = broker.get(page(programme)).content.decode()

    assert "leaves Monday 2 March, 17:00" in text
    assert "To Heather" in text
    assert "Take back these 2 messages" in text
    assert "school.example" not in text


def test_a_batch_is_taken_back_with_one_press(broker: Client, programme: Programme) -> None:
    queued(programme, "Heather", "David")

    answer = broker.post(page(programme, "recall_batch"), {"batch": "match:1"}, follow=True)

    assert "2 messages are taken back" in answer.content.decode()


def test_a_message_is_held_and_released(broker: Client, programme: Programme) -> None:
    (message,) = queued(programme, "Heather")

    broker.post(page(programme, "hold_message", message.pk))
    held = broker.get(page(programme)).content.decode()
    broker.post(page(programme, "release_message", message.pk))

    message.refresh_from_db()
    assert "Release" in held
    assert message.state == "WAITING"


def test_a_failed_message_is_tried_again(broker: Client, programme: Programme) -> None:
    (message,) = queued(programme, "Heather")
    OutboxMessage.objects.update(state="FAILED")

    shown = broker.get(page(programme)).content.decode()
    broker.post(page(programme, "release_message", message.pk))

    message.refresh_from_db()
    assert "Try again" in shown
    assert message.state == "WAITING"


def test_reading_a_message_is_written_down(broker: Client, programme: Programme) -> None:
    (message,) = queued(programme, "Heather")

    answer = broker.get(page(programme, "message", message.pk))

    assert "would you like to meet David?" in answer.content.decode()
    assert AuditEvent.objects.filter(verb="read a message").count() == 1


def test_what_left_is_listed_without_address(broker: Client, programme: Programme) -> None:
    queued(programme, "Heather")
    outbox.send_due(at=FIVE)

    text = broker.get(page(programme), {"show": "gone"}).content.decode()

    assert "Heather" in text
    assert "school.example" not in text


def test_a_message_of_another_programme_is_not_here(
    broker: Client, programme: Programme
) -> None:
    (message,) = queued(make_programme(), "Heather")

    answer = broker.post(page(programme, "hold_message", message.pk))

    assert answer.status_code == 404


@pytest.mark.parametrize("show", ["waiting", "gone"])
def test_more_messages_ask_no_more_of_the_database(
    broker: Client, programme: Programme, django_assert_max_num_queries: object, show: str
) -> None:
    queued(programme, *(f"Person{number}" for number in range(60)))
    if show == "gone":
        for _turn in range(3):
            outbox.send_due(at=FIVE + timedelta(hours=1))

    with django_assert_max_num_queries(11):
        answer = broker.get(page(programme), {"show": show})

    assert "Page 1 of 2" in answer.content.decode()


def test_a_whole_batch_is_held_released_and_sent_at_once(
    broker: Client, programme: Programme
) -> None:
    queued(programme, "Heather", "David")
    batch = {"batch": "match:1"}

    held = broker.post(page(programme, "hold_batch"), batch, follow=True).content.decode()
    assert "Release all" in held
    released = broker.post(page(programme, "release_batch"), batch, follow=True)
    assert "Hold all" in released.content.decode()
    sent = broker.post(page(programme, "send_batch"), batch, follow=True).content.decode()
    assert "2 messages leave now" in sent
    assert not OutboxMessage.objects.filter(send_at=FIVE).exists()


def test_one_message_of_several_is_taken_back(broker: Client, programme: Programme) -> None:
    first, second = queued(programme, "Heather", "David")

    answer = broker.post(page(programme, "recall_message", first.pk), follow=True)

    assert "This message is taken back" in answer.content.decode()
    second.refresh_from_db()
    assert second.state == "WAITING"


def test_what_has_left_is_not_taken_back_alone(broker: Client, programme: Programme) -> None:
    (message,) = queued(programme, "Heather")
    outbox.send_due(at=FIVE)

    answer = broker.post(page(programme, "recall_message", message.pk))

    assert answer.status_code == 409
    assert "This message is sent." in answer.content.decode()


def test_a_batch_with_nothing_waiting_is_not_sent_at_once(
    broker: Client, programme: Programme
) -> None:
    answer = broker.post(page(programme, "send_batch"), {"batch": "nothing:1"})

    assert answer.status_code == 409
    assert "Nothing of these messages is waiting" in answer.content.decode()
