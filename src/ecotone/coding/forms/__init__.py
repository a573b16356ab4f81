"""The forms of this room: outside words into clean values."""

from ecotone.coding.forms.codebook import CodeForm, NewCodeForm
from ecotone.coding.forms.memos import MemoFilterForm, MemoForm
from ecotone.coding.forms.passages import CodePassageForm, SpanForm, StepForm
from ecotone.coding.forms.quotes import WordingForm
from ecotone.coding.forms.searching import SearchForm

__all__ = [
    "CodeForm",
    "CodePassageForm",
    "MemoFilterForm",
    "MemoForm",
    "NewCodeForm",
    "SearchForm",
    "SpanForm",
    "StepForm",
    "WordingForm",
]
