"""The broker's desk: which part of the pipeline, under which name, and contacts with people."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ecotone.register.choices import ContactKind, Reply
from ecotone.register.models import Sector
from ecotone.register.queries import NOT_YET, Wanted, stages

LANGUAGES = [("en", _("English")), ("cy", _("Welsh"))]


class PipelineFilter(forms.Form):
    """Which people to show. The address holds it, so every choice is a place."""

    sector = forms.ChoiceField(label=_("Sector"), required=False)
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    reply = forms.ChoiceField(
        label=_("Reply"), choices=[("", _("Any reply")), *Reply.choices], required=False
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("Any language")), *LANGUAGES], required=False
    )
    longer_than = forms.IntegerField(
        label=_("Waiting, days at least"), min_value=0, max_value=9_999, required=False
    )

    def __init__(self, data: QueryDict, *, sectors: list[Sector]) -> None:
        super().__init__(data)
        self.fields["sector"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", _("Every sector")),
            *((sector.key, sector.name) for sector in sectors),
        ]
        self.fields["stage"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", _("Every stage")),
            (NOT_YET, _("to invite")),
            *((stage.key, stage.title) for stage in stages()),
        ]

    def kept(self) -> dict[str, Any]:
        """Return the filters that were understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def query(self) -> str:
        """Return the address part that leads back here, without page and view."""
        query = QueryDict(mutable=True)
        query.update({name: str(value) for name, value in self.kept().items()})
        return query.urlencode()

    def wanted(self) -> Wanted:
        return Wanted(**self.kept())


class SavedFilterForm(forms.Form):
    name = forms.CharField(
        label=_("Keep this filter as"),
        max_length=60,
        error_messages={"required": _("Give it a name.")},
    )
    query = forms.CharField(max_length=400, widget=forms.HiddenInput)


class ContactForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("How"), choices=ContactKind.choices, error_messages={"required": _("Choose.")}
    )
    on = forms.DateField(
        label=_("Day"),
        error_messages={"required": _("Choose the day.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Kept encrypted. They can ask to read it."),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: QueryDict | None = None, *, today: date | None = None) -> None:
        # The page has a form with a note of its own already, and ids are there once.
        super().__init__(
            data, auto_id="contact_%s", initial={"on": today, "kind": ContactKind.CALL}
        )
