"""Where a programme's schools are, and when they are closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from ecotone.foundation import audit
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.register.choices import Nation
from ecotone.register.models import SchoolCalendar, SchoolHoliday


@dataclass(frozen=True, slots=True)
class NewHoliday:
    name: str
    first_day: date
    last_day: date


@transaction.atomic
def set_calendar(
    *, programme: Programme, nation: Nation, time_zone: str, at: datetime, by: User | None
) -> SchoolCalendar:
    """Say whose terms count and what the clock says there. `by` is nobody at the terminal."""
    if by is not None:
        require(by, Action.MANAGE_PEOPLE, programme)
    calendar, _is_new = SchoolCalendar.objects.update_or_create(
        programme=programme, defaults={"nation": nation, "time_zone": time_zone}
    )
    audit.record_in(
        "set the school calendar", programme, at=at, by=by, reason=f"{nation} {time_zone}"
    )
    return calendar


@transaction.atomic
def add_holidays(
    *,
    programme: Programme,
    nation: Nation,
    holidays: Sequence[NewHoliday],
    at: datetime,
    by: User | None,
) -> int:
    """Add days on which nobody is reminded; the same days under a new name are renamed."""
    if by is not None:
        require(by, Action.MANAGE_PEOPLE, programme)
    for holiday in holidays:
        SchoolHoliday.objects.update_or_create(
            programme=programme,
            nation=nation,
            first_day=holiday.first_day,
            last_day=holiday.last_day,
            defaults={"name": holiday.name},
        )
    audit.record_in("added school holidays", programme, at=at, by=by, reason=str(len(holidays)))
    return len(holidays)


@transaction.atomic
def remove_holiday(*, holiday: SchoolHoliday, at: datetime, by: User) -> None:
    require(by, Action.MANAGE_PEOPLE, holiday.programme)
    audit.record_in(
        "removed school holidays", holiday.programme, at=at, by=by, reason=holiday.name
    )
    holiday.delete()
