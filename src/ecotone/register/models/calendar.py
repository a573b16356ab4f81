"""When schools are closed, and by which clock a programme lives."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.models import Programme
from ecotone.register.choices import Nation


class SchoolCalendar(models.Model):
    """Where a programme's schools are, and the time there. Without a row, the defaults hold."""

    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, related_name="school_calendar"
    )
    nation = models.CharField(
        _("where the schools are"), max_length=16, choices=Nation, default=Nation.ENGLAND
    )
    time_zone = models.CharField(_("local time"), max_length=40, default="Europe/London")

    def __str__(self) -> str:
        return f"calendar of {self.programme}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def today(self, at: datetime) -> date:
        """Return the day it is there at this moment."""
        return at.astimezone(self.zone).date()


class SchoolHoliday(models.Model):
    """Days on which nobody at a school should hear from us, first and last included."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="school_holidays"
    )
    nation = models.CharField(max_length=16, choices=Nation)
    name = models.CharField(_("name"), max_length=80)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="holiday_ends_after_it_starts",
                condition=models.Q(last_day__gte=models.F("first_day")),
            ),
            models.UniqueConstraint(
                name="holiday_once", fields=("programme", "nation", "first_day", "last_day")
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.first_day} to {self.last_day}"
