"""What people write into the pages of listening, turned into clean values."""

from ecotone.listening.forms.answers import AnswerForm
from ecotone.listening.forms.bringing import BringTextForm
from ecotone.listening.forms.sheets import SheetForm
from ecotone.listening.forms.interviews import NoteForm, ReadBackForm, WriteUpForm

__all__ = ["WriteUpForm", "ReadBackForm", "NoteForm", "AnswerForm", "BringTextForm", "SheetForm"]
