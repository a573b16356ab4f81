"""A slip and how it should be, turned into the few characters that change."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotone.listening.models import TextRevision
from ecotone.listening.operations.correcting import MOST_CHARACTERS


@dataclass(frozen=True, slots=True)
class Edit:
    """Other words in the place of the span [start, end) of a text."""

    revision: TextRevision
    start: int
    end: int
    words: str


class SlipForm(forms.Form):
    """Words as they stand, found in the text once, and as they should be."""

    stands = forms.CharField(
        label=_("As it stands"),
        help_text=_("Copied from the text, with enough around the slip to find it once."),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    should_be = forms.CharField(
        label=_("As it should be"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, filled: QueryDict | None, *, texts: Sequence[TextRevision], stands: str
    ) -> None:
        super().__init__(filled, initial={"stands": stands, "should_be": stands})
        self.texts = texts

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        found = self._found(cleaned.get("stands", "").split())
        if "stands" in cleaned and len(found) != 1:
            self.add_error("stands", self._not_once(found))
        elif found:
            cleaned["edit"] = _least(found[0], cleaned.get("should_be", ""))
        return cleaned

    def _found(self, words: Sequence[str]) -> list[Edit]:
        if not words:
            return []
        pattern = re.compile(r"\s+".join(map(re.escape, words)))
        return [
            Edit(text, *match.span(), match.group())
            for text in self.texts
            for match in pattern.finditer(text.text)
        ]

    def _not_once(self, found: Sequence[Edit]) -> str:
        if found:
            return gettext("These words stand in the text more than once. Add a few more.")
        return gettext("These words do not stand in the text. Copy them from it.")


def _least(found: Edit, words: str) -> Edit:
    """Leave alone what is the same at both ends, so that codings on it need not move."""
    before = found.words
    head = _shared(before, words)
    tail = _shared(before[head:][::-1], words[head:][::-1])
    return Edit(
        found.revision, found.start + head, found.end - tail, words[head : len(words) - tail]
    )


def _shared(one: str, other: str) -> int:
    """Count the characters with which both begin."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _pair in same)
