"""When schools are closed, as the broker enters it."""

from datetime import date

import pytest
from django.test import Client

from ecotone.foundation.errors import NotYours
from ecotone.foundation.models import Programme, Role
from ecotone.register import operations, queries
from ecotone.register.choices import Nation
from ecotone.register.forms import HolidaysForm
from ecotone.register.models import SchoolHoliday
from ecotone.register.operations import NewHoliday
from tests.factories.desk import make_holiday
from tests.factories.foundation import NOON, make_member
from tests.register.pages import address, text_of

pytestmark = pytest.mark.django_db


def holidays_in(lines: str) -> list[NewHoliday]:
    form = HolidaysForm({"lines": lines})
    assert form.is_valid(), form.errors
    return list(form.cleaned_data["lines"])


@pytest.mark.parametrize(
    "line",
    [
        "Half-term, 2026-10-26, 2026-10-30",
        "Half-term; 26/10/2026; 30/10/2026",
        "Half-term\t26.10.2026\t30.10.2026",
        "Half-term: 26 October 2026 to 30 Oct 2026",
        "Half-term, 26 Hydref 2026, 30 Hyd. 2026",
        "\n  Half-term 26 October 2026 \u2013 30 October 2026  \n\n",
    ],
)
def test_term_dates_are_read_as_people_paste_them(line: str) -> None:
    assert holidays_in(line) == [
        NewHoliday("Half-term", date(2026, 10, 26), date(2026, 10, 30))
    ]


def test_a_single_day_is_a_stretch_of_one() -> None:
    assert holidays_in("INSET day, 4 January 2027") == [
        NewHoliday("INSET day", date(2027, 1, 4), date(2027, 1, 4))
    ]


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        ("Half-term", "Line 1: it needs a name and a day"),
        ("Good, 1 May 2026\n2026-05-04", "Line 2: it needs a name and a day"),
        ("Half-term, 30/10/2026, 26/10/2026", "its last day must come after the first"),
        ("For ever, 1 May 2026, 2 May 2027", "within a year"),
        ("Half-term, 31 February 2026", "“31 February 2026” is no day we can read"),
        ("", "Write at least one line."),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(lines: str, named: str) -> None:
    form = HolidaysForm({"lines": lines})

    assert named in str(form.errors["lines"])


def test_days_are_closed_from_the_first_to_the_last(programme: Programme) -> None:
    make_holiday(programme, date(2026, 10, 26), date(2026, 10, 30))
    closed = queries.closed_days_of(programme)

    days = [closed.is_closed(date(2026, 10, day)) for day in (25, 26, 30, 31)]

    assert days == [False, True, True, False]


@pytest.mark.parametrize(
    ("nation", "closed_days"),
    [(Nation.ENGLAND, 2), (Nation.WALES, 2), (Nation.SCOTLAND, 0)],
)
def test_bank_holidays_are_those_of_the_nation(
    nation: Nation, closed_days: int, programme: Programme
) -> None:
    operations.set_calendar(
        programme=programme, nation=nation, time_zone="Europe/London", at=NOON, by=None
    )

    closed = queries.closed_days_of(programme)

    easter = [date(2026, 4, 3), date(2026, 4, 6)]
    assert sum(map(closed.is_closed, easter)) == closed_days


def test_the_same_days_under_a_new_name_are_renamed(programme: Programme) -> None:
    make_holiday(programme, date(2026, 10, 26), date(2026, 10, 30))
    operations.add_holidays(
        programme=programme,
        nation=Nation.ENGLAND,
        holidays=[NewHoliday("Autumn", date(2026, 10, 26), date(2026, 10, 30))],
        at=NOON,
        by=None,
    )

    assert [holiday.name for holiday in SchoolHoliday.objects.all()] == ["Autumn"]


def test_only_the_hub_says_when_schools_are_closed(programme: Programme) -> None:
    viewer = make_member(programme, Role.VIEWER)

    with pytest.raises(NotYours):
        operations.add_holidays(
            programme=programme, nation=Nation.ENGLAND, holidays=[], at=NOON, by=viewer
        )
    with pytest.raises(NotYours):
        operations.set_calendar(
            programme=programme, nation=Nation.WALES, time_zone="UTC", at=NOON, by=viewer
        )


# --- the page --------------------------------------------------------------------------------


@pytest.mark.usefixtures("broker")
def test_days_are_pasted_shown_and_taken_out(client: Client, programme: Programme) -> None:
    page = address("register:holidays", programme)
    lines = "Christmas, 21 December 2026, 1 January 2027\nINSET, 4 January 2027"

    added = text_of(client.post(page, {"lines": lines}, follow=True))

    assert "2 stretches of days without school are kept" in added
    assert "21 December 2026 to 1 January 2027" in added
    holiday = SchoolHoliday.objects.get(name="INSET")
    left = text_of(client.post(f"{page}{holiday.pk}/remove/", follow=True))
    assert "INSET" not in left


@pytest.mark.usefixtures("broker")
def test_a_mistake_in_the_lines_keeps_them_on_the_page(
    client: Client, programme: Programme
) -> None:
    answer = client.post(address("register:holidays", programme), {"lines": "Half-term"})

    assert answer.status_code == 422
    assert "Line 1: it needs a name and a day" in text_of(answer)
    assert SchoolHoliday.objects.count() == 0


@pytest.mark.usefixtures("broker")
def test_place_and_clock_are_changed(client: Client, programme: Programme) -> None:
    page = address("register:set_calendar", programme)

    answer = client.post(
        page, {"nation": "SCOTLAND", "time_zone": "Europe/London"}, follow=True
    )

    assert "We have no list for this nation." in text_of(answer)
    assert queries.calendar_of(programme).nation == Nation.SCOTLAND


@pytest.mark.usefixtures("broker")
def test_a_time_zone_that_is_none_is_refused(client: Client, programme: Programme) -> None:
    answer = client.post(
        address("register:set_calendar", programme),
        {"nation": "ENGLAND", "time_zone": "London"},
    )

    assert answer.status_code == 422
    assert "There is no time zone of this name." in text_of(answer)
