"""The complaint log: what went wrong for somebody, and what the hub did about it in time."""

from datetime import datetime, timedelta

from django.db import models

from ecotone.foundation.encryption import EncryptedTextField
from ecotone.foundation.models import Programme, User
from ecotone.register.models import Participant

TIME_TO_ACKNOWLEDGE = timedelta(days=30)


class Complaint(models.Model):
    """One complaint. Its words are encrypted, and go with the participant who wrote them."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="complaints"
    )
    participant = models.ForeignKey(
        Participant,
        on_delete=models.SET_NULL,
        null=True,
        related_name="complaints",
        help_text="nobody: it came from outside, by letter or on the telephone",
    )
    text = EncryptedTextField()
    received_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = EncryptedTextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="complaint_acknowledged_before_closed",
                condition=models.Q(closed_at__isnull=True)
                | models.Q(acknowledged_at__isnull=False),
            ),
        )
        indexes = (models.Index(fields=("programme", "acknowledged_at", "received_at")),)

    def __str__(self) -> str:
        return f"complaint {self.pk}"

    @property
    def due_at(self) -> datetime:
        """Return until when it has to be acknowledged."""
        return self.received_at + TIME_TO_ACKNOWLEDGE

    def days_left(self, at: datetime) -> int:
        """Return whole days left to acknowledge it; negative once it is overdue."""
        return (self.due_at - at).days
