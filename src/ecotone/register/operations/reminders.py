"""Reminding people of a letter: at half past seven, at most twice, never after an answer."""

from datetime import datetime, timedelta

from django.db import transaction

from ecotone.foundation.outbox import Draft, queue_messages
from ecotone.register import queries
from ecotone.register.models import InvitationBatch, InvitationLetter, Reminder
from ecotone.register.operations.batches import LetterPlan, draft_of, write_reminder
from ecotone.register.operations.links import open_personal_link
from ecotone.register.queries.calendar import DAYS_BEFORE, ClosedDays, closed_days_of

# A worker that comes back later than this leaves the reminder out: nobody wants it at night.
GRACE = timedelta(hours=4)


def queue_due_reminders(*, at: datetime) -> int:
    """Put every reminder into the outbox whose moment has come, and say how many there were."""
    yesterday = (at - timedelta(days=1)).date()  # wherever on the earth the programme is
    batches = queries.batches_to_remind(on_or_after=yesterday)
    return sum(_remind_batch(batch.pk, at=at) for batch in batches)


@transaction.atomic
def _remind_batch(batch_id: int, *, at: datetime) -> int:
    """Lock the batch first: of two workers, the second finds the reminders written down."""
    batch = InvitationBatch.objects.select_for_update().get(pk=batch_id)
    closed = closed_days_of(batch.programme)
    return sum(
        _remind(batch, days_before, at=at)
        for days_before in DAYS_BEFORE
        if _is_due(batch, closed, days_before, at)
    )


def _is_due(batch: InvitationBatch, closed: ClosedDays, days_before: int, at: datetime) -> bool:
    day = queries.day_to_remind(batch, closed, days_before)
    return day is not None and timedelta() <= at - closed.reminder_moment(day) < GRACE


def _remind(batch: InvitationBatch, days_before: int, *, at: datetime) -> int:
    letters = queries.letters_to_remind(batch, days_before=days_before, at=at)
    if not letters:
        return 0
    queue_messages(
        [_draft(letter, batch, at) for letter in letters],
        batch=batch.reminder_batch,
        send_at=at,
        at=at,
        by=None,
    )
    Reminder.objects.bulk_create(
        Reminder(letter=letter, days_before=days_before, queued_at=at) for letter in letters
    )
    return len(letters)


def _draft(letter: InvitationLetter, batch: InvitationBatch, at: datetime) -> Draft:
    participant = letter.participant
    issued = open_personal_link(participant=participant, at=at, by=None)
    plan = LetterPlan(reply_by=batch.reply_by, minutes=batch.minutes, send_at=at)
    written = write_reminder(
        participant=participant, plan=plan, sender=batch.made_by, address=issued.address
    )
    return draft_of(written, participant, sender=batch.made_by)
