"""Notes go back to the person they are about, who says whether they are fair."""

from django.db import models

from ecotone.foundation.models import User
from ecotone.listening.choices import Verdict
from ecotone.listening.models.conversations import Conversation, Response
from ecotone.listening.models.texts import RawText


class NotesReturn(models.Model):
    """The notes of one talk, laid before the person spoken with: "Is this fair?"."""

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, related_name="notes_return"
    )
    returned_at = models.DateTimeField()
    returned_by = models.ForeignKey(User, on_delete=models.PROTECT)

    def __str__(self) -> str:
        return f"notes of {self.conversation}, returned"


class NoteVerdict(models.Model):
    """What the person said of one note. Only ever added; the newest one of a note holds.

    It speaks of the words as they stood. A note changed afterwards has no verdict yet.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="verdicts")
    raw = models.ForeignKey(RawText, on_delete=models.CASCADE, related_name="verdicts")
    verdict = models.CharField(max_length=12, choices=Verdict)
    given_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("response", "-id")),)

    def __str__(self) -> str:
        return f"{self.response}: {self.verdict}"
