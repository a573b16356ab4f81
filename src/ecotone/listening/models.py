"""The tables of listening."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.models import Programme, User
from ecotone.listening.choices import InstrumentKind, Mode
from ecotone.register.models import Participant


class Instrument(models.Model):
    """A versioned set of questions."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="instruments"
    )
    kind = models.CharField(max_length=12, choices=InstrumentKind)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="instrument_version_once", fields=("programme", "kind", "version")
            ),
        )

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One question, with its wording for a sector where that differs."""

    instrument = models.ForeignKey(
        Instrument, on_delete=models.CASCADE, related_name="questions"
    )
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    hint = models.TextField(blank=True)
    probes = models.JSONField(default=list, blank=True)
    wording_by_sector = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="question_once", fields=("instrument", "number")),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    def wording_for(self, sector_key: str) -> str:
        return str(self.wording_by_sector.get(sector_key, self.text))


class Conversation(models.Model):
    """One interview or reflection with one participant."""

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="conversations"
    )
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="conversations"
    )
    mode = models.CharField(max_length=12, choices=Mode, default=Mode.WRITTEN)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("instrument", "participant")),)

    def __str__(self) -> str:
        return f"{self.instrument}: {self.participant}"


class Response(models.Model):
    """One answer to one question; without a question, a whole text brought in.

    `draft` is what is being written. Sending freezes it as a `TextRevision`, and only
    frozen text can be coded.
    """

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="responses"
    )
    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True)
    draft = models.TextField(_("your words"), blank=True)
    is_skipped = models.BooleanField(default=False)
    saved_at = models.DateTimeField()
    sheet = models.CharField(
        max_length=36, blank=True, help_text="the opened page that wrote the draft"
    )
    turn = models.PositiveIntegerField(
        default=0, help_text="which of that page's saves the draft is"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_response_per_question",
                fields=("conversation", "question"),
            ),
            models.UniqueConstraint(
                name="one_text_brought_in",
                fields=("conversation",),
                condition=models.Q(question__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"response {self.pk}"

    @property
    def answer(self) -> str:
        """The words that count: none when the question was skipped or left blank."""
        return "" if self.is_skipped or not self.draft.strip() else self.draft


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
