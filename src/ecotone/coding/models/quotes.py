"""Passages meant for publication, and the word of whoever said them. Silence is a no."""

from uuid import uuid4

from django.db import models

from ecotone.coding.choices import QuoteState
from ecotone.coding.models.codings import Coding
from ecotone.foundation.encryption import EncryptedTextField
from ecotone.foundation.models import User


class QuoteCheck(models.Model):
    """One coded passage that somebody would like to publish.

    It hangs on the coding, so it follows the words into every later version of their text.
    What was agreed to are the words with this digest; other words are asked about anew.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    coding = models.OneToOneField(Coding, on_delete=models.CASCADE, related_name="quote_check")
    chosen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()
    written_at = models.DateTimeField(
        null=True, help_text="when a message about it was last queued for its speaker"
    )
    answer_by = models.DateTimeField(null=True, help_text="from then on, silence is a no")
    state = models.CharField(max_length=12, choices=QuoteState, default=QuoteState.WAITING)
    own_wording = EncryptedTextField(
        blank=True, help_text="how the speaker would have it printed, beside the original"
    )
    words_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = (models.Index(fields=("state",)),)

    def __str__(self) -> str:
        return f"quote {self.key}: {self.state}"


class QuoteAnswer(models.Model):
    """What the speaker said of it, every time. Only ever added."""

    check_of = models.ForeignKey(QuoteCheck, on_delete=models.CASCADE, related_name="answers")
    state = models.CharField(max_length=12, choices=QuoteState)
    own_wording = EncryptedTextField(blank=True)
    words_sha256 = models.CharField(max_length=64)
    answered_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("check_of", "-id")),)

    def __str__(self) -> str:
        return f"{self.check_of_id}: {self.state}"
