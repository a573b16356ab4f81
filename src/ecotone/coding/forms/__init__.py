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
from ecotone.coding.forms.quotes import WordingForm
from ecotone.coding.forms.searching import SearchForm
from ecotone.coding.forms.stance import StanceForm

__all__ = [
    "CodeForm",
    "CodePassageForm",
    "CodebookFileForm",
    "GroundsForm",
    "MemoFilterForm",
    "MemoForm",
    "MergeForm",
    "MoveForm",
    "NewCodeForm",
    "SearchForm",
    "SpanForm",
    "SplitForm",
    "StanceForm",
    "StepForm",
    "WordingForm",
]
