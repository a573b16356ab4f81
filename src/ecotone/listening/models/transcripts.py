"""A transcript that was brought, and the turns of each person's text that came of it."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.encryption import EncryptedJSONField, EncryptedTextField
from ecotone.foundation.models import Programme, User
from ecotone.listening.choices import InstrumentKind, TranscriptState, Voice
from ecotone.listening.models.conversations import Conversation
from ecotone.listening.models.texts import RawText


class Transcript(models.Model):
    """A conversation written down elsewhere, with what became of it.

    File name, turns and labels of speakers hold names and words: they are encrypted, seen only
    by whoever brought them, and gone as soon as the transcript is taken in or left.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="transcripts"
    )
    kind = models.CharField(max_length=12, choices=InstrumentKind)
    held_on = models.DateField(_("when it took place"))
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="asked_in")
    file_name = EncryptedTextField(blank=True)
    turns = EncryptedJSONField(
        default=list, help_text="speaker and words with their times, as they were read"
    )
    speakers = EncryptedJSONField(
        default=dict, help_text="for each label who that is, as chosen so far"
    )
    state = models.CharField(
        max_length=12, choices=TranscriptState, default=TranscriptState.WAITING
    )
    brought_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    conversations = models.ManyToManyField(Conversation, related_name="transcripts")

    class Meta:
        indexes = (models.Index(fields=("programme", "-brought_at")),)

    def __str__(self) -> str:
        return f"transcript {self.pk}"  # never the name of the file: people put names there

    @property
    def is_waiting(self) -> bool:
        return self.state == TranscriptState.WAITING

    @property
    def are_speakers_named(self) -> bool:
        return all(speaker in self.speakers for speaker, _words in self.turns)


class Turn(models.Model):
    """Where in a raw text somebody speaks, and when in the recording.

    Positions are code points of the raw text, half-open. `cues` are the parts whose times are
    known, as [start, end, from_ms, to_ms].
    """

    raw = models.ForeignKey(RawText, on_delete=models.CASCADE, related_name="turns")
    position = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    voice = models.CharField(max_length=12, choices=Voice)
    from_ms = models.PositiveBigIntegerField(null=True)
    to_ms = models.PositiveBigIntegerField(null=True)
    cues = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="turn_once", fields=("raw", "position")),
            models.CheckConstraint(
                name="turn_is_not_empty", condition=models.Q(end__gt=models.F("start"))
            ),
        )

    def __str__(self) -> str:
        return f"turn {self.position} of {self.raw}"
