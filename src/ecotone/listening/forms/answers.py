"""What is written into a page of questions, turned into a clean answer."""

from django import forms

from ecotone.listening.models import TextRevision
from ecotone.listening.operations import MOST_CHARACTERS, Sheet


class AnswerForm(forms.Form):
    """One answer, kept character for character, and which opened page it comes from."""

    text = forms.CharField(
        required=False,
        strip=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    sheet = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    turn = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    started_from = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    @classmethod
    def on_a_new_sheet(cls, draft: str, *, key: str) -> "AnswerForm":
        started_from = TextRevision.digest(draft)
        return cls(
            initial={"text": draft, "sheet": key, "turn": 1, "started_from": started_from}
        )

    def written_on(self) -> Sheet | None:
        key, turn = self.cleaned_data["sheet"], self.cleaned_data["turn"]
        if not key or turn is None:
            return None
        return Sheet(key=key, turn=turn, started_from=self.cleaned_data["started_from"])
