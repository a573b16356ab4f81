"""What people answer about consent, turned into clean values."""

from collections.abc import Iterator, Mapping

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotone.consent.choices import Grant
from ecotone.consent.models import ConsentForm, ConsentRecord, GrantWording

YES, NO = "yes", "no"


class GrantsForm(forms.Form):
    """The seven grants, each a yes or a no of its own. What was never answered stays open."""

    def __init__(
        self,
        answered: QueryDict | None,
        *,
        wording: ConsentForm,
        held: Mapping[Grant, ConsentRecord],
    ) -> None:
        super().__init__(answered)
        self.wordings = sorted(wording.wordings.all(), key=lambda asked: asked.position)
        for asked in self.wordings:
            record = held.get(Grant(asked.grant))
            self.fields[asked.grant] = forms.ChoiceField(
                label=asked.question,
                choices=[(YES, _("Yes")), (NO, _("No"))],
                widget=forms.RadioSelect,
                required=False,
                initial=None if record is None else YES if record.is_given else NO,
            )

    def asked(self) -> Iterator[tuple[GrantWording, BoundField]]:
        """Pair each question with its control, in the order they are asked."""
        for wording in self.wordings:
            yield wording, self[wording.grant]

    def answers(self) -> dict[Grant, bool]:
        """Return what was answered; a question left open is not in it."""
        chosen = {Grant(key): answer for key, answer in self.cleaned_data.items() if answer}
        return {grant: answer == YES for grant, answer in chosen.items()}


class WithdrawForm(forms.Form):
    """Past recall, so the number of things that go is typed and not merely pressed."""

    count = forms.IntegerField(
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, answered: QueryDict | None, *, total: int) -> None:
        super().__init__(answered)
        self.total = total
        self.fields["count"].label = gettext(
            "To be sure it is meant, type the number of things that go: %(total)s"
        ) % {"total": total}

    def clean_count(self) -> int:
        count: int = self.cleaned_data["count"]
        if count != self.total:
            raise forms.ValidationError(
                gettext("Type %(total)s, the number of things that go."),
                params={"total": self.total},
            )
        return count
