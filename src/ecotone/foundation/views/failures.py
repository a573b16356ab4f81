"""What is shown when a page cannot be."""

import logging
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def incident(request: HttpRequest) -> HttpResponse:
    """Answer a bug of ours: a number to quote, and nothing else let out.

    Drawn without the request, which would ask the database who is there: it may be what broke.
    """
    number = uuid4().hex[:8]
    logger.error("Incident %s at %s", number, request.path, exc_info=True)  # noqa: LOG014  # called while Django handles one
    page = render_to_string("foundation/incident.html", {"number": number})
    return HttpResponse(page, status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose protection token is missing or old."""
    logger.warning("A form was turned away at %s: %s", request.path, reason)
    return render(request, "foundation/stale_form.html", status=403)
