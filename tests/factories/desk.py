"""Batches of invitations and the calendar they respect, to test with."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from ecotone.foundation import outbox
from ecotone.foundation.models import Programme, User
from ecotone.register import operations
from ecotone.register.choices import Criterion, Nation
from ecotone.register.models import InvitationBatch, Participant
from ecotone.register.operations import Grounds, LetterPlan, NewHoliday
from ecotone.register.operations.links import TIME_TO_RECALL
from tests.factories.foundation import NOON

GROUNDS = Grounds(Criterion.OUTREACH, "Brought a class to the open laboratory in May.")


def make_plan(
    *, at: datetime = NOON, reply_by: date | None = None, own_words: str = ""
) -> LetterPlan:
    return LetterPlan(
        reply_by=reply_by or (at + timedelta(days=14)).date(),
        minutes=25,
        own_words=own_words,
        send_at=at + TIME_TO_RECALL,
    )


def make_batch(
    people: Sequence[Participant],
    by: User,
    *,
    at: datetime = NOON,
    reply_by: date | None = None,
) -> InvitationBatch:
    """Queue one letter for each; they wait in the outbox."""
    return operations.queue_invitations(
        participants=people,
        plan=make_plan(at=at, reply_by=reply_by),
        grounds=GROUNDS,
        at=at,
        by=by,
    )


def make_sent_batch(
    people: Sequence[Participant],
    by: User,
    *,
    at: datetime = NOON,
    reply_by: date | None = None,
) -> InvitationBatch:
    """Queue one letter for each and let a quarter of an hour pass: they have left."""
    batch = make_batch(people, by, at=at, reply_by=reply_by)
    outbox.send_due(at=at + TIME_TO_RECALL)
    return batch


def make_holiday(
    programme: Programme, first_day: date, last_day: date, *, nation: Nation = Nation.ENGLAND
) -> None:
    operations.add_holidays(
        programme=programme,
        nation=nation,
        holidays=[NewHoliday("Half-term", first_day, last_day)],
        at=NOON,
        by=None,
    )
