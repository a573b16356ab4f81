"""What is written into a page of questions, turned into a clean answer."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ecotone.listening.models import TextRevision
from ecotone.listening.operations import MOST_CHARACTERS, Sheet


class Keep(TextChoices):
    """What to do with two texts that answer the same question."""

    HERE = "here", _("Keep what I wrote here")
    OTHER = "other", _("Keep what I wrote elsewhere")
    BOTH = "both", _("Keep both, one under the other")


TOO_LONG = _(
    "This has %(show_value)s characters, and %(limit_value)s are the most that can be kept. "
    "All of it stands below: shorten it, then save."
)


class AnswerForm(forms.Form):
    """One answer, kept character for character, and which opened page it comes from."""

    text = forms.CharField(
        required=False,
        strip=False,
        # No `max_length`: of a box that has one, browsers cut off what is too long, unasked.
        validators=[MaxLengthValidator(MOST_CHARACTERS, TOO_LONG)],
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    keep = forms.ChoiceField(required=False, choices=Keep)
    sheet = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    turn = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    started_from = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    @classmethod
    def on_a_new_sheet(cls, draft: str, *, key: str) -> "AnswerForm":
        started_from = TextRevision.digest(draft)
        return cls(
            initial={"text": draft, "sheet": key, "turn": 1, "started_from": started_from}
        )

    def words_beside(self, other: str) -> str:
        """Return the words to keep, where the writer was shown another text beside theirs."""
        here: str = self.cleaned_data["text"]
        return {
            Keep.OTHER: other,
            Keep.BOTH: f"{other.rstrip()}\n\n{here}",
        }.get(self.cleaned_data["keep"], here)

    def written_on(self) -> Sheet | None:
        key, turn = self.cleaned_data["sheet"], self.cleaned_data["turn"]
        if not key or turn is None:
            return None
        return Sheet(key=key, turn=turn, started_from=self.cleaned_data["started_from"])
