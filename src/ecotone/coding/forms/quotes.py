"""Turning a speaker's own words into a wording for print."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotone.coding.operations.quotes import MOST_CHARACTERS


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
