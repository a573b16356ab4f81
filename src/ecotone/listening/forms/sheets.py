"""For whom a sheet is printed, and which questions it leads to."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.models import Programme
from ecotone.listening.choices import InstrumentKind
from ecotone.register.models import Participant
from ecotone.register.queries import participants_of

AFTER_A_DAY = [kind for kind in InstrumentKind if kind.is_after_a_day]


class SheetForm(forms.Form):
    """People ticked one by one, or everybody who is listed on the page."""

    leads_to = forms.ChoiceField(label=_("Which questions?"), widget=forms.RadioSelect)
    people = forms.ModelMultipleChoiceField(
        label=_("For whom?"),
        queryset=Participant.objects.none(),
        error_messages={"required": _("Tick at least one person.")},
    )

    def __init__(self, chosen: QueryDict | None, *, programme: Programme) -> None:
        super().__init__(chosen, initial={"leads_to": InstrumentKind.REFLECTION})
        titles = dict(programme.instruments.order_by("version").values_list("kind", "title"))
        self.fields["leads_to"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (kind.value, titles[kind]) for kind in AFTER_A_DAY if kind in titles
        ]
        self.lacks_questions = any(kind not in titles for kind in AFTER_A_DAY)
        people = participants_of(programme)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]  # a ModelChoiceField
