"""Turning what a coder typed, ticked or selected into a span with a code."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotone.coding.choices import Pole, Target
from ecotone.coding.forms.codebook import by_family
from ecotone.coding.models import Code
from ecotone.coding.operations import Marking
from ecotone.coding.queries import Answer, CodeEntry
from ecotone.foundation.models import Programme
from ecotone.listening.models import TextRevision


class CodePassageForm(forms.Form):
    """One passage, said in one of three ways, and what it is.

    The script fills in `revision`, `start` and `end`; by hand one types the words or ticks
    whole sentences.
    """

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("The words of the passage"),
        help_text=_("Exactly as they stand in the text: copy them, or type them."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sentences = forms.MultipleChoiceField(
        label=_("Or whole sentences"),
        help_text=_("Tick the first and the last; what lies between belongs to the passage."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    code = forms.ModelChoiceField(
        label=_("Code"), queryset=Code.objects.none(), empty_label=_("Choose a code")
    )
    pole = forms.ChoiceField(
        label=_("What the speaker does with it"),
        choices=Pole.choices,
        widget=forms.RadioSelect,
    )
    target = forms.ChoiceField(
        label=_("Whom it is about"),
        choices=Target.choices,
        initial=Target.SELF,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        filled: QueryDict | None = None,
        *,
        programme: Programme,
        answers: Sequence[Answer],
        entries: Iterable[CodeEntry],
    ) -> None:
        super().__init__(filled)
        self.revisions = {answer.revision.pk: answer.revision for answer in answers}
        codes: Any = self.fields["code"]
        codes.queryset = Code.objects.filter(programme=programme)
        codes.choices = [("", codes.empty_label), *by_family(entries)]
        sentences: Any = self.fields["sentences"]
        sentences.choices = [_sentences_of(answer) for answer in answers]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["span"] = (
            self._selected(cleaned) or self._typed(cleaned) or self._ticked(cleaned)
        )
        if not self.errors and cleaned["span"] is None:
            self.add_error("words", _("Type the words, or tick a sentence below."))
        return cleaned

    def marking(self) -> Marking:
        revision, start, end = self.cleaned_data["span"]
        return Marking(
            revision,
            start,
            end,
            self.cleaned_data["code"],
            Pole(self.cleaned_data["pole"]),
            Target(self.cleaned_data["target"]),
        )

    def _selected(self, cleaned: dict[str, Any]) -> tuple[TextRevision, int, int] | None:
        start, end = cleaned.get("start"), cleaned.get("end")
        if start is None or end is None:
            return None
        revision = self.revisions.get(cleaned.get("revision") or 0)
        if revision is None:
            self.add_error(None, _("That text is not on this page. Load the page again."))
            return None
        return revision, start, end

    def _typed(self, cleaned: dict[str, Any]) -> tuple[TextRevision, int, int] | None:
        words = cleaned.get("words", "")
        if not words.split():
            return None
        found = [
            (revision, *span)
            for revision in self.revisions.values()
            for span in places_of(words, revision.text)
        ]
        if not found:
            self.add_error(
                "words", _("These words do not stand in the text. Copy them from it.")
            )
        if len(found) > 1:
            self.add_error(
                "words", _("These words stand in the text more than once. Add a few more.")
            )
        return found[0] if len(found) == 1 else None

    def _ticked(self, cleaned: dict[str, Any]) -> tuple[TextRevision, int, int] | None:
        if cleaned.get("words") or not cleaned.get("sentences"):
            return None
        ticked = [tuple(map(int, value.split("-"))) for value in cleaned["sentences"]]
        if len({revision for revision, _start, _end in ticked}) > 1:
            self.add_error("sentences", _("Tick sentences of one answer only."))
            return None
        first, last = min(ticked), max(ticked)
        return self.revisions[first[0]], first[1], last[2]


def places_of(typed: str, text: str) -> list[tuple[int, int]]:
    """Say where typed words stand in a text, whatever space is between them."""
    words = typed.split()
    pattern = r"\s+".join(map(re.escape, words))
    return [match.span() for match in re.finditer(pattern, text)] if words else []


def _sentences_of(answer: Answer) -> tuple[str, list[tuple[str, str]]]:
    choices = [
        (f"{answer.revision.pk}-{sentence.start}-{sentence.end}", sentence.text)
        for sentence in answer.sentences
    ]
    return f"{answer.number}. {answer.question}" if answer.number else "", choices


class StepForm(forms.Form):
    """One thing somebody did on the coding page, as their browser tells of it afterwards."""

    key = forms.UUIDField()
    do = forms.ChoiceField(
        choices=[(verb, verb) for verb in ("code", "change", "remove", "undo", "redo")]
    )
    coding = forms.UUIDField(required=False)
    revision = forms.IntegerField(required=False, min_value=1)
    start = forms.IntegerField(required=False, min_value=0)
    end = forms.IntegerField(required=False, min_value=0)
    code = forms.IntegerField(required=False, min_value=1)
    pole = forms.ChoiceField(required=False, choices=Pole.choices)
    target = forms.ChoiceField(required=False, choices=Target.choices)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("do") in {"code", "change", "remove"} and not cleaned.get("coding"):
            self.add_error("coding", _("This step names no coding."))
        return cleaned

    def said(self) -> dict[str, Any]:
        """Return what the step says of its coding, and only that."""
        fields = "revision", "start", "end", "code", "pole", "target"
        return {name: self.cleaned_data[name] for name in fields if name in self.data}


class SpanForm(forms.Form):
    """A stretch of a text, as a script or a link names it."""

    revision = forms.IntegerField(min_value=1)
    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)

    def __init__(self, given: QueryDict, *, texts: QuerySet[TextRevision]) -> None:
        super().__init__(given)
        self.texts = texts

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        found = self.texts.filter(pk=cleaned.get("revision", 0))
        text = found.select_related("response__conversation__participant").first()
        start, end = cleaned.get("start", 0), cleaned.get("end", 0)
        if text is None or not start < end <= len(text.text):
            raise forms.ValidationError(gettext("There are no such words."))
        return cleaned | {"text": text}

    def span(self) -> tuple[TextRevision, int, int]:
        given = self.cleaned_data
        return given["text"], given["start"], given["end"]
