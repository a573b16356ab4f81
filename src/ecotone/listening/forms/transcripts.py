"""Who each speaker of a transcript is, turned into clean values."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecotone.listening.choices import SpeakerIs
from ecotone.listening.queries import SpeakerFound
from ecotone.register.models import Participant


class SpeakersForm(forms.Form):
    """One choice for each speaker: a participant, the interviewer, or neither."""

    def __init__(
        self,
        sent: Mapping[str, Any] | None = None,
        *,
        speakers: Sequence[SpeakerFound],
        people: Sequence[Participant],
    ) -> None:
        super().__init__(sent)
        self.speakers = speakers
        choices = [
            ("", _("Choose who this is")),
            *SpeakerIs.choices,
            (_("Participants"), [(str(person.pk), str(person)) for person in people]),
        ]
        for number, found in enumerate(speakers):
            self.fields[f"speaker-{number}"] = forms.ChoiceField(
                label=found.label or _("Words before anybody is named"),
                choices=choices,
                initial=found.is_who or self._first_guess(found),
            )

    @staticmethod
    def _first_guess(found: SpeakerFound) -> str:
        """Leave out what nobody is named for: most often a title."""
        return "" if found.label else SpeakerIs.SOMEBODY_ELSE

    def rows(self) -> list[tuple[forms.BoundField, SpeakerFound]]:
        return list(zip(self, self.speakers, strict=True))

    def chosen(self) -> dict[str, str]:
        """Return by label who was chosen."""
        labels = [found.label for found in self.speakers]
        return dict(zip(labels, self.cleaned_data.values(), strict=True))


class UndoTranscriptForm(forms.Form):
    """The number of codings that the page said would go along, if they may."""

    losing = forms.IntegerField(min_value=0, required=False)

    @property
    def number(self) -> int:
        return int(self.cleaned_data.get("losing") or 0)
