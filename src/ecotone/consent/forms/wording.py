"""The form of seven grants being worded anew."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecotone.consent.choices import Grant
from ecotone.consent.operations import Asked, FormDraft
from ecotone.foundation.form_parts import DayInput, end_of

STAYS, AGAIN = "stays", "again"
PARTS = {
    "title": (_("Title"), 1),
    "question": (_("Question"), 2),
    "example": (_("For example"), 2),
    "no_means": (_("What a no means"), 2),
}
LONGEST_TITLE = 80


class WordingForm(forms.Form):
    """Everything people read before they answer; and whether they are asked again."""

    introduction = forms.CharField(
        label=_("Before the questions"), widget=forms.Textarea(attrs={"rows": 5})
    )
    withdrawing = forms.CharField(
        label=_("How to change one's mind"), widget=forms.Textarea(attrs={"rows": 5})
    )
    last_day = forms.DateField(
        label=_("Last day on which a yes to these words holds"),
        help_text=_("Leave it empty if a yes holds until it is taken back."),
        widget=DayInput(),
        required=False,
    )
    older = forms.ChoiceField(
        label=_("What was answered to older words"),
        choices=[
            (STAYS, _("Stays in force. People are shown that the words have changed.")),
            (AGAIN, _("Holds no longer. Each is a no, at once, until it is given anew.")),
        ],
        widget=forms.RadioSelect,
        initial=STAYS,
    )

    def __init__(self, sent: QueryDict | None, *, draft: FormDraft) -> None:
        super().__init__(sent, initial=_initial(draft))
        for grant in Grant:
            for part, (label, rows) in PARTS.items():
                self.fields[f"{grant.value}-{part}"] = _field(label, rows)

    def grants(self) -> Iterator[tuple[Grant, list[BoundField]]]:
        """Group the fields by the grant they word."""
        for grant in Grant:
            yield grant, [self[f"{grant.value}-{part}"] for part in PARTS]

    def clean_last_day(self) -> object:
        day = self.cleaned_data["last_day"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day to come."))
        return day

    @property
    def asks_again(self) -> bool:
        return bool(self.cleaned_data["older"] == AGAIN)

    def draft(self) -> FormDraft:
        words = self.cleaned_data
        return FormDraft(
            introduction=words["introduction"],
            withdrawing=words["withdrawing"],
            answers_end_at=end_of(words["last_day"]),
            asked={
                grant: Asked(**{part: words[f"{grant.value}-{part}"] for part in PARTS})
                for grant in Grant
            },
        )


def _initial(draft: FormDraft) -> dict[str, Any]:
    end = draft.answers_end_at
    words: dict[str, Any] = {
        "introduction": draft.introduction,
        "withdrawing": draft.withdrawing,
        "last_day": timezone.localdate(end) if end else None,
    }
    for grant, asked in draft.asked.items():
        words |= {f"{grant.value}-{part}": getattr(asked, part) for part in PARTS}
    return words


def _field(label: Any, rows: int) -> forms.CharField:  # noqa: ANN401  # lazy or plain
    if rows == 1:
        return forms.CharField(label=label, max_length=LONGEST_TITLE)
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}))
