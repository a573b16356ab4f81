"""A recording and what is said of it, turned into clean values."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.form_parts import DayInput
from ecotone.foundation.media import media_kind
from ecotone.listening.choices import PupilsSeen
from ecotone.listening.operations import RecordingDetails

OF_FILM = ("pupils", "school_authorised_by", "excluded_pupils")


class RecordingForm(forms.Form):
    """One file and its days; who allowed it at the school, when it is a film.

    The file comes last, so that everything else has arrived when it turns out too large.
    """

    recorded_on = forms.DateField(
        label=_("When was it recorded?"),
        widget=DayInput(),
    )
    delete_on = forms.DateField(
        label=_("When is it to be deleted?"),
        help_text=_("On that day the file goes by itself. Its transcript stays."),
        widget=DayInput(),
    )
    pupils = forms.ChoiceField(
        label=_("For a film: are pupils on it?"),
        choices=PupilsSeen.choices,
        initial=PupilsSeen.NONE,
        required=False,
        widget=forms.RadioSelect,
    )
    school_authorised_by = forms.CharField(
        label=_("For a film: who at the school allowed it?"),
        help_text=_("A post is enough, such as “head of science”, and the day."),
        max_length=200,
        required=False,
    )
    excluded_pupils = forms.CharField(
        label=_("For a film: who must not be seen?"),
        help_text=_("How to recognise them, never a pupil\u2019s name. “None”, if nobody."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    file = forms.FileField(label=_("The file"))

    def __init__(
        self,
        sent: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        is_too_large: bool = False,
        most_megabytes: int,
        days: tuple[date, date],
        may_be_film: bool,
    ) -> None:
        recorded_on, delete_on = days
        super().__init__(
            sent, files, initial={"recorded_on": recorded_on, "delete_on": delete_on}
        )
        self.is_too_large = is_too_large
        self.most_megabytes = most_megabytes
        if not may_be_film:
            for name in OF_FILM:
                del self.fields[name]
        self.fields["file"].help_text = _(
            ".mp3, .m4a, .wav, .ogg, .webm or .mp4, at most %(size)s MB. It is encrypted while "
            "it arrives."
        ) % {"size": f"{most_megabytes:,}"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.is_too_large:
            self.errors.pop("file", None)
            self.add_error(
                "file",
                gettext("The file is larger than %(size)s MB. Nothing of it was kept.")
                % {"size": f"{self.most_megabytes:,}"},
            )
        elif cleaned.get("file"):
            self._check_film(cleaned)
        return cleaned

    def _check_film(self, cleaned: dict[str, Any]) -> None:
        upload = cleaned["file"]
        kind = media_kind(upload.head, upload.marks)
        if kind and kind.shows_pictures:
            for name in self.fields.keys() & set(OF_FILM):
                if not cleaned.get(name, "").strip():
                    self.add_error(
                        name, gettext("This is a film: a school must have allowed it.")
                    )

    def details(self) -> RecordingDetails:
        return RecordingDetails(
            **{name: value for name, value in self.cleaned_data.items() if name != "file"}
        )
