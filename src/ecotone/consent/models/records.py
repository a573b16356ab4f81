"""What people answered. Records are only ever added; the newest one of a grant holds."""

from django.db import models

from ecotone.consent.choices import Grant, Source
from ecotone.consent.models.wording import ConsentForm
from ecotone.foundation.models import Programme, User
from ecotone.register.models import Participant


class ConsentRecord(models.Model):
    """One yes or no to one grant, under one version of the wording."""

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="consent_records"
    )
    form = models.ForeignKey(ConsentForm, on_delete=models.PROTECT)
    grant = models.CharField(max_length=16, choices=Grant)
    is_given = models.BooleanField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        help_text="nobody: the participant, on their own page",
    )
    source = models.CharField(max_length=12, choices=Source, default=Source.OWN_HAND)
    holds_until = models.DateTimeField(null=True, help_text="when a yes runs out, if ever")
    undoes = models.OneToOneField(
        "self",
        on_delete=models.CASCADE,
        null=True,
        related_name="undone_by",
        help_text="the slip that this answer puts right",
    )
    erased_at = models.DateTimeField(
        null=True, help_text="when what rested on a yes taken back was erased for good"
    )

    class Meta:
        indexes = (models.Index(fields=("participant", "grant", "-id")),)

    def __str__(self) -> str:
        return f"{self.grant}: {'yes' if self.is_given else 'no'}"


class Withdrawal(models.Model):
    """A tombstone: somebody left, and what was removed, without a word of who or what."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="withdrawals"
    )
    participant_key = models.UUIDField(unique=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    removed = models.JSONField(default=dict, help_text="counts by kind of thing")

    def __str__(self) -> str:
        return f"withdrawal {self.participant_key}"
