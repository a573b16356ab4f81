"""Invitations as they are written to people: in batches, and with reminders after them."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.models import Programme, User
from ecotone.register.models.people import Participant


class InvitationBatch(models.Model):
    """One act of writing to several people. Recalled, it stays as a trace with no letters."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="invitation_batches"
    )
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT)
    made_at = models.DateTimeField()
    send_at = models.DateTimeField()
    reply_by = models.DateField(_("reply by"))
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"))
    own_words = models.TextField(_("in your own words"), blank=True)

    def __str__(self) -> str:
        return f"invitations of {self.made_at:%Y-%m-%d}"

    @property
    def outbox_batch(self) -> str:
        """How the outbox names the messages of this act."""
        return f"invitations:{self.key}"

    @property
    def reminder_batch(self) -> str:
        """How the outbox names the reminders that follow this act."""
        return f"reminders:{self.key}"


class InvitationLetter(models.Model):
    """One person's letter of a batch, in the language they are written to."""

    batch = models.ForeignKey(InvitationBatch, on_delete=models.CASCADE, related_name="letters")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="invitation_letters"
    )
    language = models.CharField(max_length=8)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="letter_once", fields=("batch", "participant")),
        )

    def __str__(self) -> str:
        return f"letter to participant {self.participant_id}"


class Reminder(models.Model):
    """That somebody was reminded of their letter, so many days before the day to reply by."""

    letter = models.ForeignKey(
        InvitationLetter, on_delete=models.CASCADE, related_name="reminders"
    )
    days_before = models.PositiveSmallIntegerField()
    queued_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="reminder_once", fields=("letter", "days_before")),
        )

    def __str__(self) -> str:
        return f"reminder {self.days_before} days before, {self.letter}"
