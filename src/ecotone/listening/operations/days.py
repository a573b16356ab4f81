"""Days that people give of what has taken place: none of them may still be to come."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ecotone.foundation.errors import Refused


def check_has_come(day: date, today: date, *, remedy: str) -> None:
    if day > today:
        raise Refused(_("%(day)s has not come yet.") % {"day": in_words(day)}, remedy=remedy)


def in_words(day: date) -> str:
    return date_format(day, "j F Y")
