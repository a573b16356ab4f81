"""What was said: as it arrived, and as it is studied."""

import hashlib

from django.db import models

from ecotone.foundation.encryption import EncryptedTextField
from ecotone.listening.models.conversations import Response


class RawText(models.Model):
    """Words as they arrived, names and all: encrypted, and never changed.

    Only the operations that derive a text read it, and the one page that asks for
    `Action.READ_RAW` and writes down who looked.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="raw_texts")
    text = EncryptedTextField()
    arrived_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"raw text {self.pk}"  # never the words: this text ends up in logs


class TextRevision(models.Model):
    """The text that is studied: a raw text with the names in it replaced. It never changes.

    Codings point into it by Unicode code points. `offset_map` says which spans of the raw
    text were replaced, as [start, end, length of the replacement].
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="revisions")
    raw = models.ForeignKey(RawText, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    offset_map = models.JSONField(default=list, blank=True)
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="revision_once", fields=("response", "number")),
        )

    def __str__(self) -> str:
        return f"revision {self.number} of {self.response}"

    def passage(self, start: int, end: int) -> str:
        """Return the text of the half-open span [start, end)."""
        return self.text[start:end]

    @staticmethod
    def digest(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()
