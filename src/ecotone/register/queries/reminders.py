"""Who would be reminded of a letter, and when. The answer is asked anew each time."""

from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.models import MessageState, OutboxMessage, Programme
from ecotone.foundation.outbox import Forthcoming
from ecotone.register.choices import Answer
from ecotone.register.models import (
    InvitationBatch,
    InvitationLetter,
    Participant,
    PersonalLink,
    Reminder,
)
from ecotone.register.queries.calendar import DAYS_BEFORE, ClosedDays, closed_days_of
from ecotone.register.queries.invited_stage import INVITED
from ecotone.register.queries.links import is_link_open
from ecotone.register.queries.pipeline import stages

REMINDERS = {
    7: _("Reminder a week before the day to reply by"),
    2: _("Reminder two days before the day to reply by"),
}


def batches_to_remind(*, on_or_after: date) -> QuerySet[InvitationBatch]:
    """Return the batches whose day to reply by is still to come."""
    batches = InvitationBatch.objects.filter(reply_by__gte=on_or_after)
    return batches.select_related("programme", "made_by").order_by("pk")


def letters_to_remind(
    batch: InvitationBatch, *, days_before: int, at: datetime
) -> list[InvitationLetter]:
    """Return the letters of a batch whose people are still silent and still let in.

    Left out are those who answered or went on anyway, withdrew, whose link was revoked, to
    whom the letter never left, who have had a newer letter, and who had this reminder.
    """
    later = InvitationLetter.objects.filter(
        participant=OuterRef("participant"), pk__gt=OuterRef("pk")
    )
    had = Reminder.objects.filter(letter=OuterRef("pk"), days_before=days_before)
    letters = (
        batch.letters.filter(Exists(open_links_of(OuterRef("participant"), at=at)))
        .exclude(Exists(later))
        .exclude(Exists(had))
        .filter(participant__invitation__answer=Answer.WAITING)
        .filter(participant__withdrawn_at__isnull=True)
        .select_related("participant__person", "participant__programme")
        .order_by("pk")
    )
    gone_on = _beyond_invited(Participant.objects.filter(invitation_letters__batch=batch))
    reached = _reached_by(batch)
    return [
        letter
        for letter in letters
        if letter.participant_id not in gone_on and letter.participant.subject in reached
    ]


def open_links_of(participant: OuterRef | int, *, at: datetime) -> QuerySet[PersonalLink]:
    """Return the links by which somebody can answer a letter; one on paper is none of them."""
    return PersonalLink.objects.open_at(at).filter(participant=participant, is_printed=False)


def _beyond_invited(people: QuerySet[Participant]) -> set[int]:
    return {
        participant
        for stage in stages()
        if stage.key != INVITED.key
        for participant in stage.reached(people)
    }


def _reached_by(batch: InvitationBatch) -> set[str]:
    sent = OutboxMessage.objects.filter(
        programme=batch.programme, batch=batch.outbox_batch, state=MessageState.SENT
    )
    return set(sent.values_list("regarding", flat=True))


def is_letter_wanted(message: OutboxMessage) -> bool:
    """Say at the moment of sending whether a letter or a reminder still has its reason.

    One whose link was closed by a newer one has none: the newer one is in somebody's hands.
    """
    silent = Participant.objects.filter(
        key=message.regarding.removeprefix("participant:"),
        withdrawn_at__isnull=True,
        invitation__answer=Answer.WAITING,
    )
    return is_link_open(message) and silent.exists()


def reminders_to_come(programme: Programme, at: datetime) -> list[Forthcoming]:
    """Say when reminders would leave, and to how many as things stand now."""
    closed = closed_days_of(programme)
    silent = Count(
        "letters",
        filter=Q(
            letters__participant__invitation__answer=Answer.WAITING,
            letters__participant__withdrawn_at__isnull=True,
        ),
    )
    batches = batches_to_remind(on_or_after=closed.today(at)).annotate(silent=silent)
    return [
        Forthcoming(
            title=str(REMINDERS[days_before]),
            leaves_at=closed.reminder_moment(day),
            people=batch.silent,
            address=reverse("register:pipeline", args=(programme.slug,)) + "?reply=WAITING",
        )
        for batch in batches.filter(programme=programme, silent__gt=0)
        for days_before in DAYS_BEFORE
        if (day := day_to_remind(batch, closed, days_before)) is not None
        and closed.reminder_moment(day) > at
    ]


def day_to_remind(batch: InvitationBatch, closed: ClosedDays, days_before: int) -> date | None:
    """Return the day of one reminder, which lies after the day of the letter, or nothing."""
    day = closed.reminder_day(batch.reply_by, days_before)
    return day if day is not None and day > closed.today(batch.send_at) else None
