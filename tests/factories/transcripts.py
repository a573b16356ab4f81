"""Transcripts and recordings to test with, brought through the operations."""

from collections.abc import Mapping
from datetime import date

from ecotone.foundation.models import Programme, User
from ecotone.listening import operations
from ecotone.listening.choices import InstrumentKind, SpeakerIs
from ecotone.listening.models import Transcript
from ecotone.listening.operations import Occasion
from ecotone.register.models import Participant
from tests.factories.files import vtt
from tests.factories.foundation import NOON

HELD_ON = date(2026, 2, 27)
THREE_SPEAK = vtt(
    ("00:00.000", "00:04.000", "<v Interviewer>What works in your classes?</v>"),
    ("00:04.500", "00:08.000", "<v Jane Eyre>I plan the work</v>"),
    ("00:08.000", "00:11.000", "<v Jane Eyre>in groups.</v>"),
    ("00:12.000", "00:15.000", "<v Tom Wren>I let them mark each other.</v>"),
    ("00:16.000", "00:19.000", "<v Interviewer>And you, Jane?</v>"),
    ("00:20.000", "00:24.000", "<v Jane Eyre>That is what I never managed.</v>"),
)


def occasion(by: User, *, kind: InstrumentKind = InstrumentKind.INTERVIEW) -> Occasion:
    return Occasion(kind=kind, held_on=HELD_ON, asked_by=by)


def bring(
    programme: Programme, by: User, content: bytes = THREE_SPEAK, *, file_name: str = "talk.vtt"
) -> Transcript:
    return operations.bring_transcript(
        programme=programme,
        occasion=occasion(by),
        file_name=file_name,
        content=content,
        at=NOON,
        by=by,
    )


def named(jane: Participant, tom: Participant | None = None) -> Mapping[str, str]:
    """Say who the three speakers are; without Tom, his words are left out."""
    return {
        "Interviewer": SpeakerIs.INTERVIEWER,
        "Jane Eyre": str(jane.pk),
        "Tom Wren": str(tom.pk) if tom else SpeakerIs.SOMEBODY_ELSE,
    }


def take_in(jane: Participant, tom: Participant | None = None, *, by: User) -> Transcript:
    """Bring the talk of three, say who they are, and take it in."""
    transcript = bring(jane.programme, by)
    operations.name_speakers(transcript=transcript, speakers=named(jane, tom), at=NOON, by=by)
    operations.take_in_transcript(transcript=transcript, at=NOON, by=by)
    transcript.refresh_from_db()
    return transcript
