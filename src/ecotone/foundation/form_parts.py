"""What forms of several rooms share: choosing a day, and filters that stand in the address."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone


class DayInput(forms.DateInput):
    """A day, chosen from the browser's own calendar; it takes no other way of writing one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def end_of(day: date | None) -> datetime | None:
    """Return the last instant of a day in the hub's own time."""
    return timezone.make_aware(datetime.combine(day, time.max)) if day else None


class FilterForm(forms.Form):
    """Which part of a list to show: a place, as it stands in the address.

    What nobody could have chosen there is passed over.
    """

    def offer(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]  # a ChoiceField

    def kept(self) -> dict[str, Any]:
        """Return the filters that were understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
