"""What pages that save themselves while somebody writes have in common."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def wants_json(request: HttpRequest) -> bool:
    """Say whether the page's script asks, and not a browser that shows the answer."""
    kinds = ["text/html", "application/json"]
    return request.get_preferred_type(kinds) == "application/json"


def saved_now() -> str:
    return _("Saved %(time)s") % {"time": date_format(timezone.localtime(), "H:i")}
