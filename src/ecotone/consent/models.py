"""The tables of consent. Records are only ever added; the newest one of a grant holds."""

from django.db import models

from ecotone.consent.choices import Grant
from ecotone.foundation.models import Programme, User
from ecotone.register.models import Participant


class ConsentForm(models.Model):
    """The wording people were shown, frozen as a version."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="consent_forms"
    )
    version = models.PositiveSmallIntegerField()
    introduction = models.TextField()
    withdrawing = models.TextField(help_text="how to change one's mind, in words")
    published_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="consent_form_version_once", fields=("programme", "version")
            ),
        )

    def __str__(self) -> str:
        return f"version {self.version}"


class GrantWording(models.Model):
    """How one grant is asked for in one version of the form."""

    form = models.ForeignKey(ConsentForm, on_delete=models.CASCADE, related_name="wordings")
    grant = models.CharField(max_length=16, choices=Grant)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    question = models.TextField()
    example = models.TextField()
    no_means = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="grant_wording_once", fields=("form", "grant")),
        )

    def __str__(self) -> str:
        return self.title


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
        help_text="nobody: the participant's own hand",
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
