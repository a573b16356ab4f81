"""The hub's list of quotes meant for print, and choosing them where passages stand."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ecotone.coding import operations, queries
from ecotone.coding.models import Coding, QuoteCheck
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action

PER_PAGE = 20


@in_programme(Action.READ_WORDS)
def quotes(request: ProgrammeRequest) -> HttpResponse:
    found = queries.quotes_meant_for_print(request.programme)
    speakers = queries.by_speaker(found)
    page = Paginator(speakers, PER_PAGE).get_page(request.GET.get("page"))
    parts = {
        "page": page,
        "now": timezone.now(),
        "may_be_printed": sum(quote.is_yes for quote in found),
        "waiting": sum(quote.is_waiting for quote in found),
        "to_write_to": sum(speaker.is_to_be_written_to for speaker in speakers),
        "people_waiting": sum(bool(speaker.number_waiting) for speaker in speakers),
    }
    return render(request, "coding/quotes.html", parts)


@require_POST
@in_programme(Action.CODE)
def choose_quote(request: ProgrammeRequest, coding: int) -> HttpResponse:
    found = get_object_or_404(
        Coding.objects.filter(code__programme=request.programme)
        .seen_by(request.user)
        .select_related("code", "revision__response__conversation__participant"),
        pk=coding,
    )
    operations.choose_quote(coding=found, at=timezone.now(), by=request.user)
    messages.success(
        request,
        _("Chosen for print. %(person)s is asked first: write to them from the list of quotes.")
        % {"person": found.revision.response.conversation.participant},
    )
    return _back(request)


@require_POST
@in_programme(Action.CODE)
def let_go_of_quote(request: ProgrammeRequest, quote: UUID) -> HttpResponse:
    check = get_object_or_404(QuoteCheck, key=quote, coding__code__programme=request.programme)
    operations.let_go_of_quote(check=check, at=timezone.now(), by=request.user)
    messages.success(request, _("This passage is not meant for print any more."))
    return _back(request)


@require_POST
@in_programme(Action.SEND)
def write_about_quotes(request: ProgrammeRequest) -> HttpResponse:
    written = operations.write_about_quotes(
        programme=request.programme, at=timezone.now(), by=request.user
    )
    number = len(written.messages)
    messages.success(
        request,
        ngettext(
            "%(n)d message waits in the outbox for half an hour.",
            "%(n)d messages wait in the outbox for half an hour.",
            number,
        )
        % {"n": number},
    )
    if written.without_address:
        names = ", ".join(str(person) for person in written.without_address)
        messages.warning(
            request,
            _("No e-mail address: %(people)s. Hand them their link.") % {"people": names},
        )
    return redirect("coding:quotes", request.programme.slug)


def _back(request: ProgrammeRequest) -> HttpResponse:
    """Return to the page the button stood on, or to the list of quotes."""
    back_to = request.POST.get("back_to", "")
    if url_has_allowed_host_and_scheme(back_to, allowed_hosts=None):
        return redirect(back_to)
    return redirect("coding:quotes", request.programme.slug)
