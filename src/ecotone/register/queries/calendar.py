"""On which days nobody at a school should hear from us, and what the clock says there."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from ecotone.foundation.models import Programme
from ecotone.register.models import SchoolCalendar, SchoolHoliday

REMIND_AT = time(7, 30)  # before the first lesson, after the alarm clock
DAYS_BEFORE = (7, 2)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """The days a programme's schools are closed on, and the time zone they lie in."""

    zone: ZoneInfo
    spans: tuple[tuple[date, date], ...]
    bank_holidays: frozenset[date]

    def is_closed(self, day: date) -> bool:
        """Whether this is a day of the holidays; a weekend in term time is none."""
        in_holidays = any(first <= day <= last for first, last in self.spans)
        return in_holidays or day in self.bank_holidays

    def reminder_day(self, reply_by: date, days_before: int) -> date | None:
        """Return the day a reminder goes out on, or nothing where it would meet a holiday.

        One that falls on a weekend goes on the Friday before. One that falls into the
        holidays is left out and not moved: the other may still go, and after that the
        broker picks up the phone.
        """
        day = reply_by - timedelta(days=days_before)
        while day.weekday() >= SATURDAY:
            day -= timedelta(days=1)
        return None if self.is_closed(day) else day

    def reminder_moment(self, day: date) -> datetime:
        """Return half past seven on this day by the clock on the school's wall."""
        return datetime.combine(day, REMIND_AT, tzinfo=self.zone)

    def today(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()


def calendar_of(programme: Programme) -> SchoolCalendar:
    """Return where the schools are; England, until somebody says otherwise."""
    kept = SchoolCalendar.objects.filter(programme=programme).first()
    return kept or SchoolCalendar(programme=programme)


def holidays_of(programme: Programme) -> QuerySet[SchoolHoliday]:
    return SchoolHoliday.objects.filter(programme=programme).order_by("first_day", "nation")


def closed_days_of(programme: Programme) -> ClosedDays:
    """Gather the term dates that were entered and the bank holidays of the same nation."""
    calendar = calendar_of(programme)
    spans = holidays_of(programme).filter(nation=calendar.nation)
    return ClosedDays(
        zone=calendar.zone,
        spans=tuple(spans.values_list("first_day", "last_day")),
        bank_holidays=frozenset(day for day, _name in bank_holidays(calendar.nation)),
    )


@cache
def bank_holidays(nation: str) -> Iterable[tuple[date, str]]:
    """Return the bank holidays we know of; none for a nation whose list we do not have."""
    file = resources.files("ecotone.register").joinpath("data/bank_holidays.toml")
    known = tomllib.loads(file.read_text(encoding="utf-8"))
    if nation not in known["nations"]:
        return ()
    return tuple((date.fromisoformat(day), name) for day, name in known["days"].items())
