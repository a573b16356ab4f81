"""Who is in a text and what they code there, asked for now and then or told as it happens."""

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ecotone.coding import operations, queries
from ecotone.coding.forms import PresenceForm
from ecotone.coding.views.streaming import SEATS, Events, Stream
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.models import User
from ecotone.foundation.permissions import Action, may
from ecotone.listening.models import Conversation


@require_http_methods(["GET", "POST"])
@in_programme(Action.CODE)
def presence(request: ProgrammeRequest, conversation: int) -> HttpResponse:
    """Note where somebody is, if they say so, and answer who else is here and what is new."""
    said = _text(request, conversation)
    since = request.GET.get("since", "")
    if request.method == "POST":
        form = PresenceForm(_told(request))
        if not form.is_valid():
            return JsonResponse({"problem": _("This is no line of the text.")}, status=400)
        _note(request, said, form.cleaned_data)
        since = form.cleaned_data["since"]
    return JsonResponse(_seen(request, said, since))


@require_GET
@in_programme(Action.CODE)
def presence_stream(request: ProgrammeRequest, conversation: int) -> HttpResponseBase:
    """Tell the same as it happens, for a while; a page that finds no seat asks instead."""
    said = _text(request, conversation)
    leave = SEATS.take()
    if leave is None:
        problem = _("Enough pages listen already. Ask now and then instead.")
        return JsonResponse({"problem": problem}, status=503)
    stream = Stream(_looks(request, said, request.GET.get("since", "")), leave)
    answer = StreamingHttpResponse(stream, content_type="text/event-stream")
    answer["Cache-Control"] = "no-store"
    answer["X-Accel-Buffering"] = "no"  # or a proxy would keep it all until the end
    return answer


@require_GET
@in_programme(Action.CODE)
def code_line(request: ProgrammeRequest, number: int) -> HttpResponse:
    """Give the lines of the codebook that a page lacks, as somebody added a code since."""
    families = queries.families_of(queries.codebook(request.programme))
    for family in families:
        if number in {entry.code.pk for entry in (family.head, *family.members)}:
            parts = {"family": family, "programme": request.programme}
            line = render_to_string("coding/_family.html", parts, request)
            return JsonResponse({"line": line})
    raise Http404


def _text(request: ProgrammeRequest, conversation: int) -> Conversation:
    found = queries.readable_conversation(request.programme, conversation)
    if found is None:
        raise Http404
    return found


def _told(request: ProgrammeRequest) -> dict[str, Any]:
    try:
        told = json.loads(request.body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _note(request: ProgrammeRequest, said: Conversation, told: dict[str, Any]) -> None:
    if told["leaves"]:
        operations.leave_text(conversation=said, by=request.user)
    else:
        now = timezone.now()
        operations.note_presence(conversation=said, line=told["line"], at=now, by=request.user)


# --- one look --------------------------------------------------------------------------------


def _seen(request: ProgrammeRequest, said: Conversation, since: str) -> Events:
    """Say who is here; and, to a page that says how far it knows, what others did since."""
    now = timezone.now()
    present = queries.present_in(said, programme=request.programme, reader=request.user, at=now)
    seen: Events = {"present": [asdict(somebody) for somebody in present]}
    if since:
        news = queries.news_of(said, reader=request.user, since=since, at=now)
        seen |= {"codings": news.codings, "whole": news.is_whole, "since": news.since}
    return seen


def _looks(
    request: ProgrammeRequest, said: Conversation, since: str
) -> Callable[[], Events | None]:
    """Make the look of one stream: each asks again whether its reader still may."""

    def look() -> Events | None:
        nonlocal since
        if not _still_may(request, said):
            return None
        seen = _seen(request, said, since)
        since = str(seen.get("since", ""))
        return seen

    return look


def _still_may(request: ProgrammeRequest, said: Conversation) -> bool:
    reader = User.objects.filter(pk=request.user.pk, is_active=True).first()
    return (
        reader is not None
        and may(reader, Action.CODE, request.programme)
        and queries.readable_conversation(request.programme, said.pk) is not None
    )
