"""What was said, frozen."""

import hashlib

from django.db import models

from ecotone.listening.models.conversations import Response


class TextRevision(models.Model):
    """Text that no longer changes. Codings point into it by Unicode code points."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
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
