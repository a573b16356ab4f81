"""A text or a conversation brought in from elsewhere, turned into clean values."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.documents import ENDINGS, MOST_BYTES
from ecotone.foundation.form_parts import DayInput
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, users_who_may
from ecotone.listening.choices import InstrumentKind
from ecotone.listening.operations import Occasion
from ecotone.register.models import Participant
from ecotone.register.queries import participants_of

TALK, WORDS = "talk", "words"
MEGABYTE = 1024 * 1024


class BringTextForm(forms.Form):
    """What was said, by whom, and on which occasion; as a file or pasted."""

    holds = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (TALK, _("A conversation, in which is marked who speaks")),
            (WORDS, _("One person\u2019s words: a text, an e-mail, somebody talking alone")),
        ],
        widget=forms.RadioSelect,
    )
    who = forms.CharField(
        label=_("Whose words are they?"),
        help_text=_(
            "The pseudonym, as it stands in the list. Empty for a conversation: "
            "you say on the next page who each speaker is."
        ),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"list": "pseudonyms", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("What was it about?"),
        choices=[
            (InstrumentKind.INTERVIEW, _("An interview, before a day out")),
            (InstrumentKind.REFLECTION, _("Looking back on a day out")),
            (InstrumentKind.EXPECTATION, _("What was expected of a day, and what was seen")),
        ],
        widget=forms.RadioSelect,
    )
    held_on = forms.DateField(
        label=_("When did it take place?"),
        widget=DayInput(),
    )
    asked_by = forms.ModelChoiceField(
        label=_("Who asked?"), queryset=User.objects.none(), required=False, empty_label=None
    )
    file = forms.FileField(
        label=_("A file"),
        help_text=_(
            "Times are kept from .vtt and .srt; .docx, .odt, .pdf and .txt are read as text. "
            "At most %(size)d MB, without macros or passwords."
        )
        % {"size": MOST_BYTES // MEGABYTE},
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{end}" for end in ENDINGS)}),
    )
    text = forms.CharField(
        label=_("Or paste the text"),
        help_text=_(
            "Begin each turn of a conversation with the speaker: “Jane: I think so.” "
            "Leave out names of pupils."
        ),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 7}),
    )

    def __init__(
        self,
        written: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        programme: Programme,
        by: User,
        who: str = "",
    ) -> None:
        first = {"who": who, "holds": WORDS if who else TALK, "asked_by": by}
        super().__init__(written, files, initial=first)
        self.programme, self.by = programme, by
        asking = self.fields["asked_by"]
        asking.queryset = users_who_may(Action.LISTEN, programme)  # type: ignore[attr-defined]  # a choice of models

    def clean_who(self) -> Participant | None:
        who = self.cleaned_data["who"].strip()
        if self.cleaned_data.get("holds") != WORDS:
            return None
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

    @property
    def is_talk(self) -> bool:
        return bool(self.cleaned_data["holds"] == TALK)

    def occasion(self) -> Occasion:
        return Occasion(
            kind=InstrumentKind(self.cleaned_data["kind"]),
            held_on=self.cleaned_data["held_on"],
            asked_by=self.cleaned_data["asked_by"] or self.by,
        )
