"""Answers to the seven grants, from people themselves and from paper."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ecotone.consent.choices import Grant, Source, Standing
from ecotone.consent.models import ConsentForm, GrantWording
from ecotone.consent.queries import Held
from ecotone.foundation.form_parts import DayInput, end_of

YES, NO = "yes", "no"
STILL_SAID = {
    Standing.YES: YES,
    Standing.NO: NO,
    Standing.TAKEN_BACK: NO,
}


class GrantsForm(forms.Form):
    """Grants, each a yes or a no of its own. What was never answered stays open."""

    def __init__(
        self,
        answered: QueryDict | None,
        *,
        wording: ConsentForm,
        held: Mapping[Grant, Held],
        only: Collection[Grant] = tuple(Grant),
    ) -> None:
        super().__init__(answered)
        in_order = sorted(wording.wordings.all(), key=lambda asked: asked.position)
        self.wordings = [asked for asked in in_order if asked.grant in only]
        for asked in self.wordings:
            self.fields[asked.grant] = forms.ChoiceField(
                label=asked.question,
                choices=[(YES, _("Yes")), (NO, _("No"))],
                widget=forms.RadioSelect,
                required=False,
                initial=_said(held[Grant(asked.grant)], wording),
            )
        self.held, self.version = held, wording.version

    def asked(self) -> Iterator[tuple[GrantWording, BoundField, Held]]:
        """Set each question beside its control and how it stands, in the order asked."""
        for wording in self.wordings:
            yield wording, self[wording.grant], self.held[Grant(wording.grant)]

    def answers(self) -> dict[Grant, bool]:
        """Return what was answered; a question left open is not in it."""
        chosen = {
            Grant(wording.grant): self.cleaned_data[wording.grant] for wording in self.wordings
        }
        return {grant: answer == YES for grant, answer in chosen.items() if answer}


def _said(held: Held, wording: ConsentForm) -> str | None:
    """Tick what was answered to these very words; for other words nothing is ticked."""
    if held.record is None or held.record.form.version != wording.version:
        return None
    return STILL_SAID.get(held.standing)


class RecordForm(GrantsForm):
    """What a member of the hub writes down for somebody, and how it was given."""

    source = forms.ChoiceField(
        label=_("How was this given?"),
        choices=[
            (Source.ON_PAPER.value, _("On paper, signed")),
            (Source.READ_BACK.value, _("Aloud, and read back to them")),
        ],
        widget=forms.RadioSelect,
        initial=Source.ON_PAPER.value,
        required=False,
    )
    last_day = forms.DateField(
        label=_("Last day on which a yes holds"),
        help_text=_("Leave it empty unless they set an end of their own."),
        widget=DayInput(),
        required=False,
    )

    @property
    def given(self) -> Source:
        return Source(self.cleaned_data["source"] or Source.ON_PAPER)

    @property
    def holds_until(self) -> datetime | None:
        return end_of(self.cleaned_data["last_day"])


class WithdrawForm(forms.Form):
    """Past recall, so the number of things that go is typed and not merely pressed."""

    count = forms.IntegerField(
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, answered: QueryDict | None, *, total: int) -> None:
        super().__init__(answered)
        self.total = total
        self.fields["count"].label = _(
            "To be sure it is meant, type the number of things that go: %(total)s"
        ) % {"total": total}

    def clean_count(self) -> int:
        count: int = self.cleaned_data["count"]
        if count != self.total:
            raise forms.ValidationError(
                _("Type %(total)s, the number of things that go."),
                params={"total": self.total},
            )
        return count
