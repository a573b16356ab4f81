"""The fixed lists of listening."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InstrumentKind(models.TextChoices):
    INTERVIEW = "interview", _("interview")
    REFLECTION = "reflection", _("reflection")


class Mode(models.TextChoices):
    """How the words came to be written down."""

    WRITTEN = "WRITTEN", _("written by the participant")
    NOTES = "NOTES", _("interviewer's notes")
    TEXT = "TEXT", _("a text brought in")
