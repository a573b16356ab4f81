"""When people are reminded of their letter, and when they are left in peace."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from ecotone.foundation import outbox
from ecotone.foundation.models import MessageState, OutboxMessage, Programme, User
from ecotone.register import operations, queries
from ecotone.register.choices import Answer, Nation
from ecotone.register.models import Participant, Reminder
from tests.factories.desk import make_batch, make_holiday, make_sent_batch
from tests.factories.register import make_answer, make_participant

pytestmark = pytest.mark.django_db

# The letters leave on Monday 2 March; the day to reply by is Tuesday the 24th.
REPLY_BY = date(2026, 3, 24)
WEEK_BEFORE = datetime(2026, 3, 17, 7, 30, tzinfo=UTC)
TWO_DAYS_BEFORE = datetime(2026, 3, 20, 7, 30, tzinfo=UTC)  # the 22nd is a Sunday
AT_THE_LETTER = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def people(programme: Programme) -> list[Participant]:
    return [make_participant(programme) for _ in range(3)]


def remind(at: datetime) -> int:
    return operations.queue_due_reminders(at=at)


def reminded() -> list[str]:
    written = OutboxMessage.objects.filter(batch__startswith="reminders:")
    return list(written.order_by("pk").values_list("recipient_label", flat=True))


def test_everybody_silent_is_reminded_a_week_before_and_two_days_before(
    people: list[Participant], broker: User
) -> None:
    make_sent_batch(people, broker, reply_by=REPLY_BY)

    counts = [remind(WEEK_BEFORE), remind(WEEK_BEFORE), remind(TWO_DAYS_BEFORE)]

    assert counts == [3, 0, 3]


def test_nobody_is_reminded_more_than_twice(people: list[Participant], broker: User) -> None:
    make_sent_batch(people, broker, reply_by=REPLY_BY)
    every_two_hours = [AT_THE_LETTER + timedelta(hours=2 * step) for step in range(12 * 25)]

    total = sum(remind(at) for at in every_two_hours)

    assert total == 2 * len(people)


@pytest.mark.parametrize(
    ("early", "late"),
    [(timedelta(seconds=-1), timedelta()), (timedelta(hours=4), timedelta(hours=3.9))],
    ids=["not before half past seven", "not at midday when the worker slept"],
)
def test_a_reminder_keeps_to_its_hour(
    early: timedelta, late: timedelta, people: list[Participant], broker: User
) -> None:
    make_sent_batch(people, broker, reply_by=REPLY_BY)

    outside = remind(WEEK_BEFORE + early)
    inside = remind(WEEK_BEFORE + late)

    assert (outside, inside) == (0, 3)


@pytest.mark.parametrize("answer", [Answer.ACCEPTED, Answer.DECLINED])
def test_whoever_answered_is_not_reminded(
    answer: Answer, people: list[Participant], broker: User
) -> None:
    make_sent_batch(people, broker, reply_by=REPLY_BY)
    make_answer(people[0], answer)

    remind(WEEK_BEFORE)

    assert reminded() == [people[1].pseudonym, people[2].pseudonym]


def test_whoever_answers_between_half_past_seven_and_the_mail_server_gets_nothing(
    people: list[Participant], broker: User
) -> None:
    make_sent_batch(people, broker, reply_by=REPLY_BY)
    mail.outbox.clear()
    remind(WEEK_BEFORE)
    make_answer(people[0])

    outbox.send_due(at=WEEK_BEFORE + timedelta(minutes=1))

    states = OutboxMessage.objects.filter(batch__startswith="reminders:").order_by("pk")
    assert [message.state for message in states] == [
        MessageState.RECALLED,
        MessageState.SENT,
        MessageState.SENT,
    ]
    assert len(mail.outbox) == 2


def test_a_revoked_link_ends_the_reminders(people: list[Participant], broker: User) -> None:
    make_sent_batch(people, broker, reply_by=REPLY_BY)
    operations.revoke_personal_links(participant=people[2], at=AT_THE_LETTER, by=broker)

    remind(WEEK_BEFORE)

    assert reminded() == [people[0].pseudonym, people[1].pseudonym]


def test_a_withdrawal_ends_the_reminders(people: list[Participant], broker: User) -> None:
    make_sent_batch(people, broker, reply_by=REPLY_BY)
    Participant.objects.filter(pk=people[1].pk).update(withdrawn_at=AT_THE_LETTER)

    remind(WEEK_BEFORE)

    assert reminded() == [people[0].pseudonym, people[2].pseudonym]


def test_a_letter_that_never_left_is_not_remembered(
    people: list[Participant], broker: User
) -> None:
    batch = make_batch(people, broker, reply_by=REPLY_BY)
    for message in OutboxMessage.objects.filter(batch=batch.outbox_batch):
        outbox.hold_message(message=message, at=AT_THE_LETTER, by=broker)

    assert remind(WEEK_BEFORE) == 0


def test_a_newer_letter_takes_over_the_reminders(
    people: list[Participant], broker: User
) -> None:
    make_sent_batch(people, broker, reply_by=REPLY_BY)
    make_sent_batch(
        people[:1],
        broker,
        at=AT_THE_LETTER + timedelta(days=3),
        reply_by=REPLY_BY + timedelta(days=10),
    )

    remind(WEEK_BEFORE)

    assert reminded() == [people[1].pseudonym, people[2].pseudonym]


def test_holidays_leave_a_reminder_out_and_the_other_still_goes(
    programme: Programme, people: list[Participant], broker: User
) -> None:
    make_sent_batch(people, broker, reply_by=REPLY_BY)
    make_holiday(programme, date(2026, 3, 16), date(2026, 3, 18))

    counts = [remind(WEEK_BEFORE), remind(TWO_DAYS_BEFORE)]

    assert counts == [0, 3]


def test_the_holidays_of_another_nation_change_nothing(
    programme: Programme, people: list[Participant], broker: User
) -> None:
    make_sent_batch(people, broker, reply_by=REPLY_BY)
    make_holiday(programme, date(2026, 3, 16), date(2026, 3, 18), nation=Nation.SCOTLAND)

    assert remind(WEEK_BEFORE) == 3


def test_a_bank_holiday_leaves_a_reminder_out(people: list[Participant], broker: User) -> None:
    make_sent_batch(people, broker, reply_by=date(2026, 4, 13))  # a week before: Easter Monday

    on_easter_monday = remind(datetime(2026, 4, 6, 6, 30, tzinfo=UTC))

    assert on_easter_monday == 0


@pytest.mark.parametrize(
    ("reply_by", "half_past_seven_in_london"),
    [
        (
            date(2026, 4, 2),
            datetime(2026, 3, 26, 7, 30, tzinfo=UTC),
        ),  # before the clocks change
        (date(2026, 4, 7), datetime(2026, 3, 31, 6, 30, tzinfo=UTC)),  # after 29 March
        (date(2026, 10, 30), datetime(2026, 10, 23, 6, 30, tzinfo=UTC)),
        (date(2026, 11, 3), datetime(2026, 10, 27, 7, 30, tzinfo=UTC)),  # after 25 October
    ],
)
def test_half_past_seven_is_what_the_clock_on_the_wall_says(
    reply_by: date,
    half_past_seven_in_london: datetime,
    people: list[Participant],
    broker: User,
) -> None:
    written = half_past_seven_in_london - timedelta(days=5)
    make_sent_batch(people, broker, at=written, reply_by=reply_by)

    too_early = remind(half_past_seven_in_london - timedelta(seconds=1))
    in_time = remind(half_past_seven_in_london)

    assert (too_early, in_time) == (0, 3)


def test_another_time_zone_has_another_half_past_seven(
    programme: Programme, people: list[Participant], broker: User
) -> None:
    operations.set_calendar(
        programme=programme,
        nation=Nation.ENGLAND,
        time_zone="Europe/Helsinki",
        at=AT_THE_LETTER,
        by=broker,
    )
    make_sent_batch(people, broker, reply_by=REPLY_BY)

    assert remind(WEEK_BEFORE - timedelta(hours=2)) == 3


def test_a_reminder_on_a_weekend_goes_on_the_friday_before(
    programme: Programme,
) -> None:
    closed = queries.closed_days_of(programme)

    assert closed.reminder_day(date(2026, 3, 24), 2) == date(2026, 3, 20)


def test_no_reminder_goes_on_the_day_of_the_letter_itself(
    people: list[Participant], broker: User
) -> None:
    at = datetime(2026, 3, 16, 6, 0, tzinfo=UTC)
    make_sent_batch(people, broker, at=at, reply_by=date(2026, 3, 23))

    assert remind(datetime(2026, 3, 16, 7, 30, tzinfo=UTC)) == 0


def test_a_reminder_comes_from_the_same_human_with_one_link_that_works(
    people: list[Participant], broker: User
) -> None:
    make_sent_batch(people[:1], broker, reply_by=REPLY_BY)
    mail.outbox.clear()

    remind(WEEK_BEFORE)
    outbox.send_due(at=WEEK_BEFORE + timedelta(minutes=1))

    (message,) = mail.outbox
    assert message.reply_to == [broker.email]
    assert str(broker) in message.from_email
    assert message.body.count("http") == 1
    token = message.body.split("/my/link/")[1].split("/")[0]
    assert queries.participant_by_link(token, at=WEEK_BEFORE) == people[0]


def test_what_is_to_come_stands_in_the_outbox_with_its_day(
    programme: Programme, people: list[Participant], broker: User
) -> None:
    make_sent_batch(people, broker, reply_by=REPLY_BY)
    make_answer(people[0])

    lines = outbox.forthcoming(programme, at=AT_THE_LETTER)

    assert [(line.leaves_at, line.people) for line in lines] == [
        (WEEK_BEFORE, 2),
        (TWO_DAYS_BEFORE, 2),
    ]


def test_a_reminder_is_written_down_with_the_letter_it_belongs_to(
    people: list[Participant], broker: User
) -> None:
    batch = make_sent_batch(people, broker, reply_by=REPLY_BY)

    remind(WEEK_BEFORE)

    kept = Reminder.objects.filter(letter__batch=batch)
    assert list(kept.values_list("days_before", flat=True)) == [7, 7, 7]
