"""Rounds of coding: who codes which texts, alone or in the open, until they settle."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.coding.choices import RoundState
from ecotone.foundation.models import Programme, User
from ecotone.listening.models import Conversation


class CodingRound(models.Model):
    """Several coders, some texts.

    A blind round keeps everybody's codings from everybody else until it is revealed, which
    is when its last coder has submitted.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="coding_rounds"
    )
    name = models.CharField(_("name"), max_length=80)
    is_blind = models.BooleanField(_("blind"), default=True)
    state = models.CharField(max_length=12, choices=RoundState, default=RoundState.CODING)
    opened_at = models.DateTimeField()
    revealed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    coders = models.ManyToManyField(User, through="RoundCoder", related_name="+")
    texts = models.ManyToManyField(Conversation, related_name="coding_rounds")

    class Meta:
        ordering = ("-opened_at", "-pk")

    def __str__(self) -> str:
        return self.name

    @property
    def is_secret(self) -> bool:
        """Say whether its codings are still kept from everybody but who made them."""
        return self.is_blind and self.revealed_at is None


class RoundCoder(models.Model):
    """One coder of a round, and when they said that they are through."""

    round = models.ForeignKey(CodingRound, on_delete=models.CASCADE, related_name="members")
    coder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="coder_once_in_round", fields=("round", "coder")),
        )

    def __str__(self) -> str:
        return f"{self.coder} in {self.round}"
