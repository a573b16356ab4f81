"""Turning what a coder typed, ticked or selected into a span with a code."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotone.coding.choices import MemoKind, Pole, Target
from ecotone.coding.models import Code
from ecotone.coding.operations import CodeWording, Marking, MemoWords
from ecotone.coding.operations.memos import LONGEST
from ecotone.coding.operations.quotes import MOST_CHARACTERS
from ecotone.coding.queries import Answer, CodeEntry, MemoFilter
from ecotone.engine.kernel import InputError
from ecotone.engine.searching import MOST_CHARACTERS as MOST_LOOKED_FOR
from ecotone.engine.searching import Wanted, wanted
from ecotone.foundation.form_parts import FilterForm
from ecotone.foundation.models import Programme, User
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
        codes.choices = [("", codes.empty_label), *_by_family(entries)]
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
        words = cleaned.get("words", "").split()
        if not words:
            return None
        pattern = re.compile(r"\s+".join(map(re.escape, words)))
        found = [
            (revision, *match.span())
            for revision in self.revisions.values()
            for match in pattern.finditer(revision.text)
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


def _by_family(entries: Iterable[CodeEntry]) -> list[tuple[str, list[tuple[int, str]]]]:
    return [
        (name, [(entry.code.pk, " / ".join(entry.path[1:]) or name) for entry in members])
        for name, members in groupby(entries, key=lambda entry: entry.family.name)
    ]


def _sentences_of(answer: Answer) -> tuple[str, list[tuple[str, str]]]:
    choices = [
        (f"{answer.revision.pk}-{sentence.start}-{sentence.end}", sentence.text)
        for sentence in answer.sentences
    ]
    return f"{answer.number}. {answer.question}" if answer.number else "", choices


class CodeForm(forms.Form):
    """What the codebook says about a code."""

    name = forms.CharField(label=_("Name"), max_length=80)
    definition = forms.CharField(
        label=_("Definition"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    use_for = forms.CharField(
        label=_("Use for"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    not_for = forms.CharField(
        label=_("Not for"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    example = forms.CharField(
        label=_("Example"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    other_names = forms.CharField(
        label=_("Other names"),
        help_text=_("Separated by commas. Coders find the code by these as well."),
        required=False,
    )

    def wording(self) -> CodeWording:
        names = self.cleaned_data["other_names"].split(",")
        return CodeWording(
            **self.cleaned_data
            | {"other_names": tuple(name.strip() for name in names if name.strip())}
        )


class NewCodeForm(CodeForm):
    """A code of the programme's own, and where it belongs."""

    parent = forms.ModelChoiceField(
        label=_("Part of"),
        queryset=Code.objects.none(),
        required=False,
        empty_label=_("nothing: a family of its own"),
    )
    field_order = ("name", "parent")

    def __init__(self, filled: QueryDict | None = None, *, programme: Programme) -> None:
        super().__init__(filled)
        parents: Any = self.fields["parent"]
        families = Code.objects.filter(programme=programme, parent__isnull=True)
        parents.queryset = families.order_by("position", "pk")

    def wording(self) -> CodeWording:
        self.cleaned_data.pop("parent", None)
        return super().wording()


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


class WordingForm(forms.Form):
    """How somebody would have a sentence of theirs printed."""

    wording = forms.CharField(
        label=_("In print"),
        max_length=MOST_CHARACTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, written: QueryDict | None = None, *, said: str) -> None:
        super().__init__(written, initial={"wording": said})
        self.said = said

    def clean_wording(self) -> str:
        wording: str = self.cleaned_data["wording"]
        if not wording.strip():
            raise forms.ValidationError(
                gettext("There are no words in it. To keep it out, go back and say so.")
            )
        if wording.split() == self.said.split():
            raise forms.ValidationError(
                gettext(
                    "Nothing is changed yet. If it is right as it stands, go back and say so."
                )
            )
        return wording


class MemoForm(forms.Form):
    """One thought, and in what spirit it is written."""

    kind = forms.ChoiceField(
        label=_("This is a"),
        choices=MemoKind.choices,
        initial=MemoKind.QUESTION,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Memo"),
        help_text=_("Write @ and somebody\u2019s initials or first name to speak to a coder."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def says(self) -> MemoWords:
        return MemoWords(MemoKind(self.cleaned_data["kind"]), self.cleaned_data["words"])


class MemoFilterForm(FilterForm):
    """Which memos a list shows."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("all kinds")), *MemoKind.choices], required=False
    )
    about = forms.ChoiceField(
        label=_("On"),
        choices=[
            ("", _("anything")),
            ("coding", _("passages")),
            ("code", _("codes")),
            ("conversation", _("texts")),
            ("participant", _("people")),
        ],
        required=False,
    )
    whose = forms.ChoiceField(
        label=_("Whose"),
        choices=[("", _("everybody\u2019s")), ("mine", _("mine")), ("to_me", _("for me"))],
        required=False,
    )

    def wanted(self, reader: User) -> MemoFilter:
        given = self.kept()
        whose = given.get("whose")
        return MemoFilter(
            kind=MemoKind(given["kind"]) if given.get("kind") else None,
            about=given.get("about", ""),
            written_by=reader if whose == "mine" else None,
            to=reader if whose == "to_me" else None,
        )


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


class SearchForm(forms.Form):
    """Words to look for."""

    q = forms.CharField(
        label=_("Words to look for"),
        max_length=MOST_LOOKED_FOR,
        error_messages={"required": _("Type a word to look for.")},
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def clean_q(self) -> str:
        typed: str = self.cleaned_data["q"]
        try:
            self.wanted: Wanted = wanted(typed)
        except InputError as nothing:
            message = gettext("There is no word in it: only signs. Type a word to look for.")
            raise forms.ValidationError(message) from nothing
        return typed
