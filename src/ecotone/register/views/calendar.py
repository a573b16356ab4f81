"""When schools are closed: term dates to paste, bank holidays, and the local clock."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action
from ecotone.register import operations, queries
from ecotone.register.choices import Nation
from ecotone.register.forms import CalendarForm, HolidaysForm
from ecotone.register.models import SchoolCalendar


@require_http_methods(["GET", "POST"])
@in_programme(Action.MANAGE_PEOPLE)
def holidays(request: ProgrammeRequest) -> HttpResponse:
    """Show the days without school, and take in more of them."""
    calendar = queries.calendar_of(request.programme)
    form = HolidaysForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = operations.add_holidays(
            programme=request.programme,
            nation=Nation(calendar.nation),
            holidays=form.cleaned_data["lines"],
            at=timezone.now(),
            by=request.user,
        )
        messages.success(request, _added(added))
        return redirect("register:holidays", request.programme.slug)
    return _page(request, calendar, form=form)


@require_POST
@in_programme(Action.MANAGE_PEOPLE)
def set_calendar(request: ProgrammeRequest) -> HttpResponse:
    form = CalendarForm(request.POST)
    if not form.is_valid():
        return _page(request, queries.calendar_of(request.programme), calendar_form=form)
    operations.set_calendar(
        programme=request.programme,
        nation=Nation(form.cleaned_data["nation"]),
        time_zone=form.cleaned_data["time_zone"],
        at=timezone.now(),
        by=request.user,
    )
    messages.success(request, _("Reminders follow this clock and these holidays now."))
    return redirect("register:holidays", request.programme.slug)


@require_POST
@in_programme(Action.MANAGE_PEOPLE)
def remove_holiday(request: ProgrammeRequest, holiday: int) -> HttpResponse:
    found = get_object_or_404(queries.holidays_of(request.programme), pk=holiday)
    operations.remove_holiday(holiday=found, at=timezone.now(), by=request.user)
    messages.success(request, _("These days count as school days again."))
    return redirect("register:holidays", request.programme.slug)


def _page(
    request: ProgrammeRequest, calendar: SchoolCalendar, **forms: CalendarForm | HolidaysForm
) -> HttpResponse:
    today = calendar.today(timezone.now())
    known = queries.bank_holidays(calendar.nation)
    page = {
        "calendar": calendar,
        "holidays": queries.holidays_of(request.programme),
        "bank_holidays": [(day, name) for day, name in known if day >= today][:8],
        "last_known": max((day for day, _name in known), default=None),
        "form": HolidaysForm(),
        "calendar_form": CalendarForm(
            initial={"nation": calendar.nation, "time_zone": calendar.time_zone}
        ),
    }
    is_wrong = any(form.errors for form in forms.values())
    return render(
        request, "register/holidays.html", page | forms, status=422 if is_wrong else 200
    )


def _added(count: int) -> str:
    return ngettext(
        "%(count)d stretch of days without school is kept. Nobody is reminded in it.",
        "%(count)d stretches of days without school are kept. Nobody is reminded in them.",
        count,
    ) % {"count": count}
