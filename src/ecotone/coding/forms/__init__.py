"""The forms of this room: outside words into clean values."""

from ecotone.coding.forms.codebook import (
    CodebookFileForm,
    CodeForm,
    GroundsForm,
    MergeForm,
    MoveForm,
    NewCodeForm,
    SplitForm,
)
from ecotone.coding.forms.memos import MemoFilterForm, MemoForm
from ecotone.coding.forms.passages import CodePassageForm, SpanForm, StepForm
from ecotone.coding.forms.presence import PresenceForm
from ecotone.coding.forms.quotes import WordingForm
from ecotone.coding.forms.rounds import NewRoundForm, RevealForm
from ecotone.coding.forms.searching import SearchForm
from ecotone.coding.forms.settling import InsteadForm
from ecotone.coding.forms.stance import StanceForm

__all__ = [
    "CodeForm",
    "CodePassageForm",
    "CodebookFileForm",
    "GroundsForm",
    "InsteadForm",
    "MemoFilterForm",
    "MemoForm",
    "MergeForm",
    "MoveForm",
    "NewCodeForm",
    "NewRoundForm",
    "PresenceForm",
    "RevealForm",
    "SearchForm",
    "SpanForm",
    "SplitForm",
    "StanceForm",
    "StepForm",
    "WordingForm",
]
