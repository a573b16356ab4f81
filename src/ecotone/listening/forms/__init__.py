"""What people write into the pages of listening, turned into clean values."""

from ecotone.listening.forms.answers import AnswerForm
from ecotone.listening.forms.bringing import BringTextForm
from ecotone.listening.forms.correcting import SlipForm
from ecotone.listening.forms.fairness import CorrectionForm
from ecotone.listening.forms.interviews import NoteForm, ReadBackForm, WriteUpForm
from ecotone.listening.forms.names import JudgementForm, JudgementForms, ListNameForm
from ecotone.listening.forms.recordings import RecordingForm
from ecotone.listening.forms.sheets import SheetForm
from ecotone.listening.forms.transcripts import SpeakersForm, UndoTranscriptForm

__all__ = [
    "AnswerForm",
    "BringTextForm",
    "CorrectionForm",
    "JudgementForm",
    "JudgementForms",
    "ListNameForm",
    "NoteForm",
    "ReadBackForm",
    "RecordingForm",
    "SheetForm",
    "SlipForm",
    "SpeakersForm",
    "UndoTranscriptForm",
    "WriteUpForm",
]
