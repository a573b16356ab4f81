"""Conversations and the answers given in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.encryption import EncryptedTextField
from ecotone.foundation.models import User
from ecotone.listening.choices import Mode
from ecotone.listening.models.instruments import Instrument, Question
from ecotone.register.models import Participant


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
    held_on = models.DateField(
        _("when it took place"),
        null=True,
        blank=True,
        help_text="said of talks and of paper; what people write alone has only its times",
    )
    read_back_at = models.DateTimeField(
        null=True, blank=True, help_text="when what they allow was read back and confirmed"
    )

    class Meta:
        indexes = (models.Index(fields=("instrument", "participant")),)

    def __str__(self) -> str:
        return f"{self.instrument}: {self.participant}"

    @property
    def is_verbatim(self) -> bool:
        """Whether it holds the participant's own words, and not somebody's notes of them."""
        return Mode(self.mode).is_verbatim

    @property
    def is_copied(self) -> bool:
        """Whether the hub wrote or brought the person's words, and may have made the slips."""
        return Mode(self.mode).is_copied

    @property
    def is_typed_by_hub(self) -> bool:
        """Whether the hub writes it down question by question, on the interviewer's screen."""
        return self.mode in Mode.typed_by_hub()

    @property
    def is_brought(self) -> bool:
        """Whether it came as one whole text, without questions."""
        return Mode(self.mode).is_brought


class Response(models.Model):
    """One answer to one question; without a question, a whole text brought in.

    `draft` is what is being written, encrypted. Sending keeps it as a `RawText`, from which
    a `TextRevision` is derived; only that can be coded.
    """

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="responses"
    )
    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True)
    draft = EncryptedTextField(_("your words"), blank=True)
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
