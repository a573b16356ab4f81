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

    @property
    def is_brought(self) -> bool:
        """Whether it came as one whole text, without questions, each time a conversation."""
        return self in {Mode.TEXT, Mode.TRANSCRIPT}

    @property
    def is_copied(self) -> bool:
        """Whether the hub wrote or brought the person's words, and may have made the slips."""
        return self in {Mode.PAPER, Mode.TEXT, Mode.TRANSCRIPT}

    @classmethod
    def verbatim(cls) -> list["Mode"]:
        """List the modes whose words may be quoted as somebody's own."""
        return [mode for mode in cls if mode.is_verbatim]

    @classmethod
    def of_notes(cls) -> list["Mode"]:
        return [mode for mode in cls if not mode.is_verbatim]

    @classmethod
    def typed_by_hub(cls) -> list["Mode"]:
        """List the modes the hub writes down question by question, on its own screen."""
        return [cls.LIVE, cls.NOTES, cls.PAPER]


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


class Verdict(models.TextChoices):
    """What the person spoken with says of one note about them."""

    FAIR = "FAIR", _("fair")
    CORRECTED = "CORRECTED", _("corrected by them")
    TAKEN_OUT = "TAKEN_OUT", _("taken out by them")


class Fairness(models.TextChoices):
    """Where the notes of one talk stand with the person they are about."""

    NOT_SHOWN = "NOT_SHOWN", _("not yet shown to them")
    WAITING = "WAITING", _("waiting for their word")
    FAIR = "FAIR", _("fair, they say")
    CORRECTED = "CORRECTED", _("corrected by them")
    TAKEN_OUT = "TAKEN_OUT", _("taken out by them")

    @property
    def is_settled(self) -> bool:
        """Whether the person has had their say about every note."""
        return self not in {Fairness.NOT_SHOWN, Fairness.WAITING}


class NameKind(models.TextChoices):
    """What a word in somebody's text turned out to be."""

    PERSON = "PERSON", _("Person")
    ORGANISATION = "ORGANISATION", _("School or organisation")
    PLACE = "PLACE", _("Place")
    OTHER = "OTHER", _("Other detail")
    ORDINARY = "ORDINARY", _("Fine as it is")


class Voice(models.TextChoices):
    """Whose words a turn of a transcript holds. What others said is never kept with it."""

    PARTICIPANT = "PARTICIPANT", _("participant")
    INTERVIEWER = "INTERVIEWER", _("interviewer")


class TranscriptState(models.TextChoices):
    """How far a transcript that was brought has come."""

    WAITING = "WAITING", _("waiting for your decision")
    TAKEN_IN = "TAKEN_IN", _("taken in")
    LEFT = "LEFT", _("left")
    UNDONE = "UNDONE", _("undone")


class Medium(models.TextChoices):
    AUDIO = "AUDIO", _("sound")
    VIDEO = "VIDEO", _("film")


class PupilsSeen(models.TextChoices):
    """By which route pupils on a film were asked. As a rule there are none."""

    NONE = "NONE", _("Only adults are seen or heard")
    ASKED = "ASKED", _("The school holds the written leave of each pupil\u2019s parents")


class SpeakerIs(models.TextChoices):
    """What a speaker of a transcript may be besides a participant of the programme."""

    INTERVIEWER = "interviewer", _("The interviewer")
    SOMEBODY_ELSE = "somebody-else", _("Somebody else: leave their words out")
    NO_SPEAKER = "no-speaker", _("Not a speaker: it belongs to the words before")
