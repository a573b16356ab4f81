"""The broker's desk: which part of the pipeline, under which name, and contacts with people."""

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ecotone.foundation import languages
from ecotone.foundation.form_parts import DayInput, FilterForm
from ecotone.register.choices import ContactKind, Reply
from ecotone.register.models import Sector
from ecotone.register.queries import NOT_YET, Wanted, stages

LANGUAGES = [(language.value, name) for language, name in languages.NAMES.items()]


class PipelineFilter(FilterForm):
    """Which people of the pipeline to show."""

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
        named = [(sector.key, sector.name) for sector in sectors]
        self.offer("sector", [("", _("Every sector")), *named])
        in_order = [(stage.key, stage.title) for stage in stages()]
        self.offer("stage", [("", _("Every stage")), (NOT_YET, _("to invite")), *in_order])

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
        widget=DayInput(),
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
