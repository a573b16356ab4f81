"""What is written to everybody in a batch of invitations, and when it leaves."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.form_parts import DayInput
from ecotone.register.choices import Criterion
from ecotone.register.operations import Grounds, LetterPlan
from ecotone.register.operations.links import TIME_TO_RECALL

NOW, LATER = "now", "later"
TWO_WEEKS = timedelta(days=14)
HOURS = [(str(hour), f"{hour:02}:00") for hour in range(6, 21)]
LONGEST_MINUTES = 240


class BatchForm(forms.Form):
    """The parts of a letter that a broker chooses; the rest is the template's."""

    reply_by = forms.DateField(
        label=_("Reply by"),
        help_text=_("Reminders go a week and two days before, never in the holidays."),
        error_messages={"required": _("Choose the day.")},
        widget=DayInput(),
    )
    minutes = forms.IntegerField(
        label=_("Minutes it takes them"),
        help_text=_("What it costs in time stands in the letter."),
        min_value=1,
        max_value=LONGEST_MINUTES,
        error_messages={"required": _("Say how long it takes.")},
    )
    own_words = forms.CharField(
        label=_("In your own words"),
        help_text=_("One paragraph, if you like: where you met, why them. Everybody reads it."),
        required=False,
        max_length=1_500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    when = forms.ChoiceField(
        label=_("When it leaves"),
        choices=[
            (NOW, _("In a quarter of an hour, so that you can still take it back")),
            (LATER, _("On a day and at an hour:")),
        ],
        widget=forms.RadioSelect,
    )
    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=DayInput(),
    )
    hour = forms.ChoiceField(label=_("Hour"), choices=HOURS, required=False)
    criterion = forms.ChoiceField(
        label=_("Why them?"),
        choices=Criterion.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_("Which course, visit, talk or letter shows it."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        at: datetime,
        zone: ZoneInfo,
        needs_grounds: bool,
    ) -> None:
        today = at.astimezone(zone).date()
        super().__init__(
            data,
            initial={
                "reply_by": today + TWO_WEEKS,
                "minutes": 30,
                "when": NOW,
                "day": today + timedelta(days=1),
                "hour": "8",
            },
        )
        self.at, self.zone = at, zone
        if not needs_grounds:
            del self.fields["criterion"], self.fields["evidence"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("when") == LATER:
            self._check_moment(cleaned.get("day"))
        for name in ("criterion", "evidence"):
            if name in self.fields and not cleaned.get(name):
                self.add_error(name, gettext("Somebody here was not invited before: say it."))
        if not self.errors and self._last_day_is_too_early():
            self.add_error("reply_by", gettext("Choose a day after the letters leave."))
        return cleaned

    def _check_moment(self, day: date | None) -> None:
        if day is None:
            self.add_error("day", gettext("Choose the day."))
        elif self._moment() < self.at:
            self.add_error("day", gettext("This moment has passed. Choose a later one."))

    def _moment(self) -> datetime:
        if self.cleaned_data["when"] == NOW:
            return self.at + TIME_TO_RECALL
        hour = time(int(self.cleaned_data.get("hour") or 8))
        return datetime.combine(self.cleaned_data["day"], hour, tzinfo=self.zone)

    def _last_day_is_too_early(self) -> bool:
        leaves_on = self._moment().astimezone(self.zone).date()
        return bool(self.cleaned_data["reply_by"] <= leaves_on)

    def plan(self) -> LetterPlan:
        return LetterPlan(
            reply_by=self.cleaned_data["reply_by"],
            minutes=self.cleaned_data["minutes"],
            own_words=self.cleaned_data["own_words"],
            send_at=self._moment(),
        )

    def grounds(self) -> Grounds | None:
        if "criterion" not in self.fields:
            return None
        criterion = Criterion(self.cleaned_data["criterion"])
        return Grounds(criterion, self.cleaned_data["evidence"])
