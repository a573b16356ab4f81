"""Where the schools are, and term dates pasted from a council's or a school's page."""

import re
from datetime import date, datetime
from zoneinfo import available_timezones

from babel.dates import get_month_names
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.languages import Language
from ecotone.register.choices import Nation
from ecotone.register.operations import NewHoliday

DAY = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{1,2} [^\W\d_]+\.? \d{4}"
)
SHAPES = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y")
MONTHS = {
    name.rstrip(".").casefold(): number
    for language in Language
    for width in ("wide", "abbreviated")
    for number, name in get_month_names(width, locale=language).items()
}
MONTH = re.compile(r"[^\W\d_]+\.?")
LONGEST = 366


class CalendarForm(forms.Form):
    nation = forms.ChoiceField(label=_("Where the schools are"), choices=Nation.choices)
    time_zone = forms.CharField(
        label=_("Time zone"), help_text=_("By its name, such as Europe/London."), max_length=40
    )

    def clean_time_zone(self) -> str:
        name: str = self.cleaned_data["time_zone"]
        if name not in available_timezones():
            raise forms.ValidationError(
                gettext("There is no time zone of this name. Europe/London is one.")
            )
        return name


class HolidaysForm(forms.Form):
    """One line for each stretch of days: its name, the first day, the last day."""

    lines = forms.CharField(
        label=_("Term dates"),
        help_text=_(
            "One line each: a name, the first day and the last day without school, such as "
            "“Autumn half-term, 26 October 2026, 30 October 2026”."
        ),
        error_messages={"required": _("Write at least one line.")},
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean_lines(self) -> list[NewHoliday]:
        lines = [line.strip() for line in self.cleaned_data["lines"].splitlines()]
        return [_holiday(place, line) for place, line in enumerate(lines, start=1) if line]


def _holiday(place: int, line: str) -> NewHoliday:
    days = [_day(place, found.group()) for found in DAY.finditer(line)]
    name = DAY.split(line, maxsplit=1)[0].strip(" ,;:\t\u2013-")
    if not days or not name:
        raise _mistake(place, gettext("it needs a name and a day, such as 26 October 2026"))
    first, last = days[0], days[-1]
    if not 0 <= (last - first).days < LONGEST:
        raise _mistake(place, gettext("its last day must come after the first, within a year"))
    return NewHoliday(name=name[:80], first_day=first, last_day=last)


def _day(place: int, written: str) -> date:
    in_figures = MONTH.sub(_month_in_figures, written)
    for shape in SHAPES:
        try:
            return datetime.strptime(in_figures, shape).date()  # noqa: DTZ007  # a day, no moment
        except ValueError:
            continue
    raise _mistake(place, gettext("“%s” is no day we can read") % written)


def _month_in_figures(name: re.Match[str]) -> str:
    return str(MONTHS.get(name[0].rstrip(".").casefold(), name[0]))


def _mistake(place: int, reason: str) -> forms.ValidationError:
    return forms.ValidationError(
        gettext("Line %(place)d: %(reason)s.") % {"place": place, "reason": reason}
    )
