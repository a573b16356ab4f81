"""Complaints: the clock of 30 days, what each side sees, what stays when somebody leaves."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecotone.consent import operations
from ecotone.consent.models import Complaint
from ecotone.consent.queries import count_overdue, count_unacknowledged
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import AuditEvent, Programme, Role, User
from ecotone.register.models import Participant
from tests.factories.consent import make_consenting
from tests.factories.foundation import NOON, make_member
from tests.register.pages import text_of

pytestmark = pytest.mark.django_db
BrowserOf = Callable[[Participant], Client]
WORDS = "I was phoned three times although I had said no."
COMPLAIN, PRIVACY = reverse("consent:complain"), reverse("consent:privacy")


@pytest.fixture
def admin(programme: Programme, client: Client) -> User:
    user = make_member(programme, Role.HUB_ADMIN)
    client.force_login(user)
    return user


def receive(participant: Participant, *, days_ago: int = 0) -> Complaint:
    return operations.receive_complaint(
        programme=participant.programme,
        participant=participant,
        text=WORDS,
        at=timezone.now() - timedelta(days=days_ago),
        by=None,
    )


@pytest.fixture
def desk(admin: User, client: Client) -> Client:
    """Return the browser in which the hub admin is signed in."""
    assert admin.is_active
    return client


def log_of(programme: Programme) -> str:
    return reverse("consent:complaints", args=(programme.slug,))


def test_a_participant_complains_and_reads_what_came_of_it(
    programme: Programme, browser_of: BrowserOf, desk: Client
) -> None:
    mine = browser_of(make_consenting(programme))
    received = text_of(mine.post(COMPLAIN, {"text": WORDS}, follow=True))
    complaint = Complaint.objects.get()

    close = reverse("consent:close_complaint", args=(programme.slug, complaint.pk))
    desk.post(close, {"outcome": "We took the number off the list."})

    assert "You hear from the hub by" in received
    assert "We took the number off the list." in text_of(mine.get(PRIVACY))


def test_the_words_are_stored_unreadable(programme: Programme) -> None:
    receive(make_consenting(programme))

    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM consent_complaint")
        (stored,) = cursor.fetchone()

    assert WORDS not in stored
    assert Complaint.objects.get().text == WORDS


@pytest.mark.parametrize(
    ("days_ago", "shown"), [(0, "30 days left"), (29, "1 day left"), (31, "overdue")]
)
def test_the_log_counts_the_days_left(
    programme: Programme, desk: Client, days_ago: int, shown: str
) -> None:
    receive(make_consenting(programme), days_ago=days_ago)
    Complaint.objects.update(received_at=timezone.now() - timedelta(days=days_ago, minutes=-1))

    page = text_of(desk.get(log_of(programme)))

    assert shown in page


def test_a_late_complaint_stands_on_the_hub_admins_page_until_it_is_acknowledged(
    programme: Programme, desk: Client
) -> None:
    complaint = receive(make_consenting(programme), days_ago=31)
    register = reverse("consent:register", args=(programme.slug,))
    before = text_of(desk.get(register))

    desk.post(reverse("consent:acknowledge", args=(programme.slug, complaint.pk)))

    assert "1 complaint was not acknowledged within 30 days" in before
    assert "not acknowledged" not in text_of(desk.get(register))
    assert count_overdue(programme, at=timezone.now()) == 0
    assert count_unacknowledged(programme) == 0


def test_a_complaint_by_letter_is_written_down_and_a_stranger_is_named(
    programme: Programme, admin: User, client: Client
) -> None:
    jane = make_consenting(programme)

    wrong = client.post(log_of(programme), {"text": WORDS, "who": "Nobody at all"})
    right = client.post(log_of(programme), {"text": WORDS, "who": jane.pseudonym})

    assert wrong.status_code == 422
    assert "Nobody here has this pseudonym." in text_of(wrong)
    assert right.status_code == 302
    assert [(c.participant, c.recorded_by) for c in Complaint.objects.all()] == [(jane, admin)]


def test_closing_without_a_word_is_not_closing(
    programme: Programme, admin: User, client: Client
) -> None:
    complaint = receive(make_consenting(programme))

    answer = client.post(
        reverse("consent:close_complaint", args=(programme.slug, complaint.pk)),
        {"outcome": " "},
    )

    assert answer.status_code == 422
    assert Complaint.objects.get().closed_at is None
    with pytest.raises(Refused, match="what came of it"):
        operations.close_complaint(complaint=complaint, outcome="", at=NOON, by=admin)


def test_an_empty_complaint_starts_no_clock(programme: Programme) -> None:
    with pytest.raises(Refused, match="no words"):
        operations.receive_complaint(programme=programme, text="  ", at=NOON, by=None)

    assert Complaint.objects.count() == 0


def test_a_broker_neither_reads_nor_closes_complaints(
    programme: Programme, broker: User
) -> None:
    complaint = receive(make_consenting(programme))

    with pytest.raises(NotYours):
        operations.acknowledge_complaint(complaint=complaint, at=NOON, by=broker)

    assert Complaint.objects.get().acknowledged_at is None


def test_the_words_of_somebody_who_leaves_go_and_the_log_keeps_that_there_was_a_complaint(
    programme: Programme, desk: Client
) -> None:
    jane = make_consenting(programme)
    receive(jane)

    withdrawal = operations.withdraw_participant(participant=jane, at=NOON, by=None)

    kept = Complaint.objects.get()
    assert (kept.text, kept.participant) == ("", None)
    assert withdrawal.removed["complaints"] == 1
    assert "Their words went with them." in text_of(desk.get(log_of(programme)))


def test_who_complained_is_audited_by_key(programme: Programme) -> None:
    jane = make_consenting(programme)

    receive(jane)

    assert AuditEvent.objects.get(verb="received a complaint").actor == jane.subject


@pytest.mark.parametrize("complaints", [1, 3])
def test_the_log_takes_the_same_queries_however_long(
    programme: Programme,
    desk: Client,
    django_assert_max_num_queries: Callable[[int], object],
    complaints: int,
) -> None:
    for _ in range(complaints):
        receive(make_consenting(programme))

    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]  # a fixture of pytest-django
        page = desk.get(log_of(programme))

    assert text_of(page).count(WORDS) == complaints
