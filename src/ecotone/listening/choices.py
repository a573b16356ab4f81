"""The fixed lists of listening."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InstrumentKind(models.TextChoices):
    INTERVIEW = "interview", _("interview")
    REFLECTION = "reflection", _("reflection")
    EXPECTATION = "expectation", _("expectation")

    @property
    def is_after_a_day(self) -> bool:
        """Whether it is asked once somebody has been in another sector."""
        return self != InstrumentKind.INTERVIEW


class Moment(models.TextChoices):
    """What time an answer speaks of, whenever it is given."""

    BEFORE = "BEFORE", _("before the day")
    AFTER = "AFTER", _("after the day")


class Mode(models.TextChoices):
    """How the words came to be written down."""

    WRITTEN = "WRITTEN", _("written by the participant")
    PAPER = "PAPER", _("on paper, typed in")
    LIVE = "LIVE", _("notes taken while talking")
    NOTES = "NOTES", _("interviewer's notes")
    TEXT = "TEXT", _("a text brought in")
    TRANSCRIPT = "TRANSCRIPT", _("a transcript")

    @property
    def is_verbatim(self) -> bool:
        """Whether the words are the participant's own; notes are somebody else's."""
        return self not in {Mode.LIVE, Mode.NOTES}


class AnswerState(models.TextChoices):
    """Where one answer stands, in words that never say done when nothing has been sent."""

    NOT_STARTED = "NOT_STARTED", _("Not started")
    SAVED = "SAVED", _("Saved, not sent")
    SKIPPED = "SKIPPED", _("Skipped")
    SENT = "SENT", _("Sent")
    CHANGED = "CHANGED", _("Changed, not sent")


class HearingState(models.TextChoices):
    """Where one set of questions stands with one participant."""

    NOT_STARTED = "NOT_STARTED", _("Not started")
    IN_PROGRESS = "IN_PROGRESS", _("In progress")
    SENT = "SENT", _("Sent")
