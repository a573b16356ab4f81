"""A text brought in from elsewhere, turned into clean values."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.models import Programme
from ecotone.listening.choices import InstrumentKind
from ecotone.register.models import Participant
from ecotone.register.queries import participants_of


class BringTextForm(forms.Form):
    """A text from elsewhere: whose words, said on which occasion, as a file or pasted."""

    who = forms.CharField(
        label=_("Whose words are they?"),
        help_text=_("The pseudonym, as it stands in the list."),
        max_length=60,
        widget=forms.TextInput(attrs={"list": "pseudonyms", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("When were they said?"),
        choices=[
            (InstrumentKind.INTERVIEW, _("In an interview, before a day out")),
            (InstrumentKind.REFLECTION, _("Looking back on a day out")),
        ],
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=_("A file"),
        help_text=_("Plain text in UTF-8 (.txt) or a Word document (.docx), at most 5 MB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,.docx"}),
    )
    text = forms.CharField(
        label=_("Or paste the text"),
        help_text=_("It is kept exactly as it stands. Leave out names of pupils."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    def __init__(
        self,
        written: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        programme: Programme,
        who: str = "",
    ) -> None:
        super().__init__(written, files, initial={"who": who})
        self.programme = programme

    def clean_who(self) -> Participant:
        who = self.cleaned_data["who"].strip()
        participant = participants_of(self.programme).filter(pseudonym__iexact=who).first()
        if participant is None:
            raise forms.ValidationError(
                gettext("Nobody here is called “%(who)s”. Look in the list of people."),
                params={"who": who},
            )
        return participant

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        has_file, has_text = bool(cleaned.get("file")), bool(cleaned.get("text", "").strip())
        if not self.errors and not (has_file or has_text):
            self.add_error("file", gettext("Choose a file, or paste the text below."))
        if has_file and has_text:
            self.add_error("text", gettext("Bring either a file or a pasted text, not both."))
        return cleaned
