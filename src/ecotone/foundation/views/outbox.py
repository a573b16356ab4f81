"""The outbox as its keepers see it."""

from datetime import datetime
from typing import TypedDict

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ecotone.foundation import outbox
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.models import MessageState, OutboxMessage, Programme, User
from ecotone.foundation.permissions import Action

PER_PAGE = 50


@in_programme(Action.SEND)
def outbox_page(request: ProgrammeRequest) -> HttpResponse:
    """Show what waits, or with `?show=gone` what has left or was taken back."""
    if request.GET.get("show") == "gone":
        gone = Paginator(outbox.messages_settled(request.programme), PER_PAGE)
        return render(
            request, "foundation/outbox_gone.html", {"page": gone.get_page(_page(request))}
        )
    waiting = Paginator(outbox.messages_still_here(request.programme), PER_PAGE)
    page = waiting.get_page(_page(request))
    at = timezone.now()
    return render(
        request,
        "foundation/outbox.html",
        {
            "page": page,
            "departures": list(outbox.departures(list(page))),
            "forthcoming": outbox.forthcoming(request.programme, at=at),
            "at": at,
        },
    )


@in_programme(Action.SEND)
def message_page(request: ProgrammeRequest, message: int) -> HttpResponse:
    """Show the words that will leave. They may hold a name, so the look is audited."""
    found = outbox.read_message(
        message=_found(request, message), at=timezone.now(), by=request.user
    )
    return render(request, "foundation/outbox_message.html", {"message": found})


@require_POST
@in_programme(Action.SEND)
def recall_batch(request: ProgrammeRequest) -> HttpResponse:
    count = outbox.recall_batch(**_batch(request))
    messages.success(
        request,
        ngettext(
            "%(count)d message is taken back. Nobody was told.",
            "%(count)d messages are taken back. Nobody was told.",
            count,
        )
        % {"count": count},
    )
    return _back(request)


@require_POST
@in_programme(Action.SEND)
def hold_batch(request: ProgrammeRequest) -> HttpResponse:
    outbox.hold_batch(**_batch(request))
    messages.success(request, _("They stay here until you release them."))
    return _back(request)


@require_POST
@in_programme(Action.SEND)
def release_batch(request: ProgrammeRequest) -> HttpResponse:
    outbox.release_batch(**_batch(request))
    messages.success(request, _("They leave at their time again. Hold them to keep them."))
    return _back(request)


@require_POST
@in_programme(Action.SEND)
def send_batch(request: ProgrammeRequest) -> HttpResponse:
    count = outbox.send_batch_now(**_batch(request))
    messages.success(
        request,
        ngettext(
            "%(count)d message leaves now. What is held stays here.",
            "%(count)d messages leave now. What is held stays here.",
            count,
        )
        % {"count": count},
    )
    return _back(request)


@require_POST
@in_programme(Action.SEND)
def recall_message(request: ProgrammeRequest, message: int) -> HttpResponse:
    outbox.recall_message(message=_found(request, message), at=timezone.now(), by=request.user)
    messages.success(request, _("This message is taken back. Nobody was told."))
    return _back(request)


@require_POST
@in_programme(Action.SEND)
def hold_message(request: ProgrammeRequest, message: int) -> HttpResponse:
    outbox.hold_message(message=_found(request, message), at=timezone.now(), by=request.user)
    messages.success(request, _("The message stays here until you release it."))
    return _back(request)


@require_POST
@in_programme(Action.SEND)
def release_message(request: ProgrammeRequest, message: int) -> HttpResponse:
    """Let a message go that was held, or that could not be sent before."""
    found = _found(request, message)
    let_go = (
        outbox.retry_message if found.state == MessageState.FAILED else outbox.release_message
    )
    let_go(message=found, at=timezone.now(), by=request.user)
    messages.success(request, _("The message leaves at its time again. Hold it to keep it."))
    return _back(request)


class _BatchOf(TypedDict):
    programme: Programme
    batch: str
    at: datetime
    by: User


def _batch(request: ProgrammeRequest) -> _BatchOf:
    return {
        "programme": request.programme,
        "batch": request.POST.get("batch", ""),
        "at": timezone.now(),
        "by": request.user,
    }


def _found(request: ProgrammeRequest, message: int) -> OutboxMessage:
    return get_object_or_404(OutboxMessage, pk=message, programme=request.programme)


def _page(request: ProgrammeRequest) -> str:
    return request.GET.get("page", "1")


def _back(request: ProgrammeRequest) -> HttpResponse:
    return redirect("foundation:outbox", programme=request.programme.slug)
