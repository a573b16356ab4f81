"""A participant's own wording in the place of a note, turned into a clean value."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotone.listening.operations import MOST_CHARACTERS


class CorrectionForm(forms.Form):
    text = forms.CharField(
        label=_("In your words"),
        required=False,
        strip=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 9}),
    )

    def __init__(self, written: QueryDict | None = None, *, noted: str) -> None:
        super().__init__(written, initial={"text": noted})
        self.noted = noted

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        if not text.strip():
            raise forms.ValidationError(
                gettext("There are no words in it. To leave it out, take the note out instead.")
            )
        if text == self.noted:
            raise forms.ValidationError(
                gettext("Nothing is changed yet. If the note is fair, go back and say so.")
            )
        return text
