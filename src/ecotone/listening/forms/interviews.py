"""What an interviewer confirms, notes and types in, turned into clean values."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.form_parts import DayInput
from ecotone.listening.choices import InstrumentKind, Mode
from ecotone.listening.forms.answers import AnswerForm
from ecotone.listening.models import Question, TextRevision
from ecotone.listening.queries import AskedQuestion


def kind_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Which questions?"),
        choices=[
            (InstrumentKind.INTERVIEW, _("The interview, before a day out")),
            (InstrumentKind.REFLECTION, _("The reflection, after a day out")),
            (InstrumentKind.EXPECTATION, _("Expected and seen, after a day out")),
        ],
        initial=InstrumentKind.INTERVIEW,
        widget=forms.RadioSelect,
    )


class ReadBackForm(forms.Form):
    """The interviewer's word that what somebody allows was read back to them."""

    kind = kind_field()
    confirmed = forms.BooleanField(
        label=_("Read back, and confirmed by them"),
        error_messages={
            "required": _("Read the seven back first. Tick this when they have confirmed them.")
        },
    )

    def clean_kind(self) -> InstrumentKind:
        return InstrumentKind(self.cleaned_data["kind"])


class WriteUpForm(forms.Form):
    """What is about to be typed in: which questions, from where, and when it took place."""

    kind = kind_field()
    mode = forms.ChoiceField(
        label=_("What are you typing from?"),
        choices=[
            (Mode.PAPER, _("A paper form they filled in: their own words")),
            (Mode.NOTES, _("Your notes of a talk: your words, which go back to them")),
        ],
        widget=forms.RadioSelect,
    )
    held_on = forms.DateField(
        label=_("When did it take place?"),
        help_text=_("The day of the talk, or the day written on the form."),
        widget=DayInput(),
    )

    def __init__(
        self, written: QueryDict | None = None, *, today: date, kind: str = "", mode: str = ""
    ) -> None:
        chosen = {"kind": kind or InstrumentKind.INTERVIEW, "mode": mode or Mode.PAPER}
        super().__init__(written, initial=chosen)
        self.today = today
        self.fields["held_on"].widget.attrs["max"] = today.isoformat()

    def clean_kind(self) -> InstrumentKind:
        return InstrumentKind(self.cleaned_data["kind"])

    def clean_mode(self) -> Mode:
        return Mode(self.cleaned_data["mode"])

    def clean_held_on(self) -> date:
        held_on: date = self.cleaned_data["held_on"]
        if held_on > self.today:
            raise forms.ValidationError(gettext("This day has not come yet."))
        return held_on


class NoteForm(AnswerForm):
    """What is noted under one question, beside the other questions of the same page."""

    skipped = forms.BooleanField(label=_("Skipped"), required=False)

    @classmethod
    def under(cls, asked: AskedQuestion, *, key: str) -> "NoteForm":
        is_skipped = bool(asked.response and asked.response.is_skipped)
        return cls(
            prefix=prefix_of(asked.question),
            initial={
                "text": asked.draft,
                "sheet": key,
                "turn": 1,
                "started_from": TextRevision.digest(asked.draft),
                "skipped": is_skipped,
            },
        )

    @classmethod
    def posted(cls, written: QueryDict, questions: Iterable[Question]) -> dict[int, "NoteForm"]:
        """Return the forms that came with a page, by the number of their question."""
        forms_by_number = {q.number: cls(written, prefix=prefix_of(q)) for q in questions}
        return {
            number: form
            for number, form in forms_by_number.items()
            if form.add_prefix("text") in written
        }

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n")

    def is_untouched(self, asked: AskedQuestion) -> bool:
        """Say whether nobody wrote here since the page was opened."""
        clean = self.cleaned_data
        same_words = clean["started_from"] == TextRevision.digest(clean["text"])
        same_mark = clean["skipped"] == bool(asked.response and asked.response.is_skipped)
        return bool(clean["turn"] == 1 and same_words and same_mark)


def prefix_of(question: Question) -> str:
    return f"q{question.number}"
