"""A participant's own way in."""

from datetime import datetime
from typing import Self

from django.db import models

from ecotone.register.models.people import Participant


class PersonalLinkQuerySet(models.QuerySet["PersonalLink"]):
    def open_at(self, at: datetime) -> Self:
        """Keep the links that let somebody in at this moment."""
        return self.filter(
            revoked_at__isnull=True, expires_at__gt=at, participant__withdrawn_at__isnull=True
        )


class PersonalLink(models.Model):
    """A participant's own way in: a link, and a six-digit code beside it.

    Only digests are stored; the link itself exists in the message or on the sheet of paper
    that carries it. Somebody has at most one link of each of these two kinds.
    """

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="personal_links"
    )
    token_digest = models.CharField(max_length=64, unique=True)
    code_digest = models.CharField(max_length=64, blank=True)
    code_attempts = models.PositiveSmallIntegerField(default=0)
    is_printed = models.BooleanField(
        default=False, help_text="on paper for one occasion, beside the link in the message"
    )
    leads_to = models.CharField(
        max_length=20, blank=True, help_text="the questions it opens straight away"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PersonalLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"link of participant {self.participant_id}"
