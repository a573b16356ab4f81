"""Who somebody is, where they work, why they are asked and what they answered."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.form_parts import DayInput, FilterForm
from ecotone.foundation.models import Programme
from ecotone.register import queries
from ecotone.register.choices import Answer, Criterion, DeclineReason
from ecotone.register.models import Participant, Sector
from ecotone.register.operations import NewParticipant, NewPost, mistakes_in

ORGANISATIONS_LIST = "organisations"


def sector_field() -> "forms.ModelChoiceField[Sector]":
    """One of the sectors that the form offers through `offer_sectors`."""
    return forms.ModelChoiceField(
        label=_("Sector"),
        queryset=Sector.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose one.")},
        widget=forms.RadioSelect,
    )


def organisation_field() -> forms.CharField:
    suggested = forms.TextInput(attrs={"list": ORGANISATIONS_LIST, "autocomplete": "off"})
    return forms.CharField(
        label=_("Organisation"),
        help_text=_("A school, a department, a company; or its URN or UKPRN."),
        max_length=200,
        required=False,
        widget=suggested,
    )


def title_field() -> forms.CharField:
    return forms.CharField(
        label=_("Post"),
        help_text=_("Their work in a few words, such as “science lead”."),
        max_length=120,
        required=False,
    )


class PeopleFilter(FilterForm):
    """Which part of the list of people to show."""

    sector = forms.ChoiceField(label=_("Sector"), required=False)
    answer = forms.ChoiceField(label=_("Invitation"), required=False)

    def __init__(self, data: QueryDict | None, *, sectors: list[Sector]) -> None:
        super().__init__(data)
        named = [(sector.key, sector.name) for sector in sectors]
        self.offer("sector", [("", _("Every sector")), *named])
        not_invited = (queries.NOT_INVITED, _("not invited yet"))
        self.offer("answer", [("", _("Everybody")), not_invited, *Answer.choices])


class NewPersonForm(forms.Form):
    """Everything asked when somebody is added by hand, the invitation included."""

    sector = sector_field()
    organisation = organisation_field()
    title = title_field()
    name = forms.CharField(
        label=_("Real name"),
        help_text=_("Kept encrypted. Pages show the pseudonym."),
        error_messages={"required": _("Write their name.")},
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Where their personal link can be sent. Kept encrypted."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        help_text=_("Kept encrypted."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    pseudonym = forms.CharField(
        label=_("Pseudonym"),
        help_text=_("Leave it empty and one is drawn from a list."),
        max_length=60,
        required=False,
    )
    capacity = forms.IntegerField(
        label=_("Partners at most"),
        help_text=_("How many people they have room to learn with."),
        min_value=0,
        max_value=100,
        initial=1,
    )
    travel_minutes = forms.IntegerField(
        label=_("Longest journey, in minutes"),
        help_text=_("Leave it empty when nothing was said about it."),
        min_value=0,
        max_value=24 * 60,
        required=False,
    )
    criterion = forms.ChoiceField(
        label=_("Why them?"),
        choices=[*Criterion.choices, ("", _("Not invited yet"))],
        widget=forms.RadioSelect,
        required=False,
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_("Which course, visit, talk or letter shows it."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    invitation_fields = ("criterion", "evidence")
    identity_fields = ("name", "email", "phone", "pseudonym")
    post_fields = ("sector", "organisation", "title")
    room_fields = ("capacity", "travel_minutes")

    def __init__(self, data: QueryDict | None, *, programme: Programme) -> None:
        super().__init__(data)
        self.programme = programme
        offer_sectors(self, programme)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        _check_evidence(self)
        if not self.errors:
            for mistake in mistakes_in(self.programme, [self.newcomer()]):
                self.add_error(mistake.column, mistake.reason)
        return cleaned

    def newcomer(self) -> NewParticipant:
        given = self.cleaned_data
        return NewParticipant(
            sector=given["sector"].key,
            organisation=given["organisation"],
            title=given["title"],
            name=given["name"],
            email=given["email"],
            phone=given["phone"],
            pseudonym=given["pseudonym"],
            capacity=given["capacity"],
            travel_minutes=given["travel_minutes"],
        )


class PostForm(forms.Form):
    """The post that follows the one held now."""

    sector = sector_field()
    organisation = organisation_field()
    title = title_field()
    since = forms.DateField(
        label=_("Since"),
        help_text=_("The day it began. The post before ends on the same day."),
        error_messages={"required": _("Choose the day.")},
        widget=DayInput(),
    )

    def __init__(
        self, data: QueryDict | None, *, participant: Participant, today: date
    ) -> None:
        held = {
            "sector": participant.sector_id,
            "organisation": participant.organisation,
            "title": participant.title,
            "since": today,
        }
        super().__init__(data, initial=held)
        offer_sectors(self, participant.programme)
        self.today = today

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if since > self.today:
            raise forms.ValidationError(
                gettext("This day is still to come. Choose an earlier.")
            )
        return since

    def post(self) -> NewPost:
        return NewPost(**self.cleaned_data)


class InvitationForm(forms.Form):
    criterion = forms.ChoiceField(
        label=_("Why them?"),
        choices=Criterion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the criterion that holds.")},
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_("Which course, visit, talk or letter shows it."),
        error_messages={"required": _("Write what shows it.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("What did they answer?"),
        choices=Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the answer.")},
    )
    reason = forms.ChoiceField(
        label=_("Reason for a no"),
        choices=[("", _("No reason: they did not say no")), *DeclineReason.choices],
        required=False,
    )
    note = forms.CharField(
        label=_("Their words for it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == Answer.DECLINED and not cleaned.get("reason"):
            self.add_error("reason", gettext("Choose the reason that comes nearest."))
        return cleaned


class QuotaForm(forms.Form):
    """How many people each sector should have; one field a sector."""

    def __init__(self, data: QueryDict | None, *, sectors: list[Sector]) -> None:
        super().__init__(data)
        for sector in sectors:
            self.fields[sector.key] = forms.IntegerField(
                label=sector.name, min_value=0, max_value=1_000_000, initial=sector.quota
            )


def offer_sectors(form: forms.Form, programme: Programme) -> None:
    form.fields["sector"].queryset = queries.sectors_of(programme)  # type: ignore[attr-defined]  # a ModelChoiceField


def _check_evidence(form: forms.Form) -> None:
    criterion, evidence = form.cleaned_data.get("criterion"), form.cleaned_data.get("evidence")
    if criterion and not evidence:
        form.add_error("evidence", gettext("Write what shows it."))
    if evidence and not criterion:
        form.add_error("criterion", gettext("Choose what this is evidence of."))
