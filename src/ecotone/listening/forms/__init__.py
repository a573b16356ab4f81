"""What people write into the pages of listening, turned into clean values."""

from ecotone.listening.forms.answers import AnswerForm
from ecotone.listening.forms.bringing import BringTextForm

__all__ = ["AnswerForm", "BringTextForm"]
