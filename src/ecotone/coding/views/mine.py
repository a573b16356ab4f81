"""A participant's own quotes: seen in context before anything is printed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecotone.coding import operations, queries
from ecotone.coding.forms import WordingForm
from ecotone.coding.queries import Quote
from ecotone.register.doors import ParticipantRequest, as_participant


@require_safe
@as_participant
def my_quotes(request: ParticipantRequest) -> HttpResponse:
    quotes = queries.quotes_of(request.participant)
    waiting = [quote for quote in quotes if quote.is_waiting]
    deadlines = [quote.check.answer_by for quote in waiting if quote.check.answer_by]
    return _page(
        request,
        "coding/my_quotes.html",
        quotes=quotes,
        waiting=waiting,
        answer_by=min(deadlines, default=None),
        is_late=bool(deadlines) and min(deadlines) <= timezone.now(),
    )


@require_POST
@as_participant
def approve(request: ParticipantRequest, quote: UUID) -> HttpResponse:
    check = _quote(request, quote).check
    operations.approve_quote(
        check=check, at=timezone.now(), words_read=request.POST.get("words_read", "")
    )
    messages.success(request, _("That is a yes, and it is kept. You can take it back."))
    return _back_to(quote)


@require_POST
@as_participant
def veto(request: ParticipantRequest, quote: UUID) -> HttpResponse:
    operations.veto_quote(check=_quote(request, quote).check, at=timezone.now())
    messages.success(request, _("It stays out of print from this minute on."))
    return _back_to(quote)


@require_http_methods(["GET", "HEAD", "POST"])
@as_participant
def reword(request: ParticipantRequest, quote: UUID) -> HttpResponse:
    found = _quote(request, quote)
    form = WordingForm(request.POST or None, said=found.check.own_wording or found.words)
    if request.method == "POST" and form.is_valid():
        operations.reword_quote(
            check=found.check, wording=form.cleaned_data["wording"], at=timezone.now()
        )
        messages.success(request, _("Your wording is the one that may be printed."))
        return _back_to(quote)
    status = 422 if form.errors else 200
    return _page(request, "coding/my_quotes_reword.html", status, quote=found, form=form)


def _quote(request: ParticipantRequest, key: UUID) -> Quote:
    """Find a passage of this participant's own; anybody else's is not there."""
    for quote in queries.quotes_of(request.participant):
        if quote.check.key == key:
            return quote
    raise Http404


def _back_to(quote: UUID) -> HttpResponse:
    return redirect(f"{reverse('coding:my_quotes')}#quote-{quote}")


def _page(
    request: ParticipantRequest, template: str, status: int = 200, **parts: object
) -> HttpResponse:
    page = {"participant": request.participant, "programme": request.programme}
    return render(request, template, page | parts, status=status)
