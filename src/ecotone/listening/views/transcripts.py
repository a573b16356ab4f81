"""The pages of a transcript: who its speakers are, how it would stand, taking it in and out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.permissions import Action
from ecotone.listening import operations, queries
from ecotone.listening.forms import SpeakersForm, UndoTranscriptForm
from ecotone.listening.models import Transcript
from ecotone.register.queries import participants_of

TURNS_PER_PAGE = 60
PER_PAGE = 30


@require_safe
@in_programme(Action.LISTEN)
def transcripts(request: ProgrammeRequest) -> HttpResponse:
    brought = queries.transcripts_of(request.programme).prefetch_related(
        "conversations__participant__sector"
    )
    page = Paginator(brought, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "listening/transcripts.html", {"page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_programme(Action.LISTEN)
def transcript(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    """Ask who the speakers are; once it is settled, say what became of it."""
    found = _found(request, key)
    if not found.is_waiting:
        return render(request, "listening/transcript_settled.html", _settled(request, found))
    form = SpeakersForm(
        request.POST or None,
        speakers=queries.speakers_in(found),
        people=list(participants_of(request.programme)),
    )
    if request.method == "POST" and form.is_valid() and _name_speakers(request, found, form):
        return redirect("listening:transcript_preview", request.programme.slug, found.key)
    return render(
        request,
        "listening/transcript.html",
        {"transcript": found, "form": form},
        status=422 if form.errors else 200,
    )


def _name_speakers(request: ProgrammeRequest, found: Transcript, form: SpeakersForm) -> bool:
    try:
        operations.name_speakers(
            transcript=found, speakers=form.chosen(), at=timezone.now(), by=request.user
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


@never_cache
@require_safe
@in_programme(Action.LISTEN)
def transcript_preview(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    """Show the turns as they would stand, and of whom there is no leave yet."""
    found = _found(request, key)
    if not (found.is_waiting and found.are_speakers_named):
        return redirect("listening:transcript", request.programme.slug, found.key)
    said = queries.said_in(found)
    parts = queries.parts_of(found, said)
    page = Paginator(said, TURNS_PER_PAGE).get_page(request.GET.get("page"))
    people = {part.participant.pk: part.participant for part in parts}
    return render(
        request,
        "listening/transcript_preview.html",
        {
            "transcript": found,
            "parts": parts,
            "silent": [part.participant for part in parts if not part.may_be_taken_in],
            "page": page,
            "turns": [(turn, people.get(turn.participant_id or 0)) for turn in page],
        },
    )


@require_POST
@in_programme(Action.LISTEN)
def take_in_transcript(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    conversations = operations.take_in_transcript(
        transcript=_found(request, key), at=timezone.now(), by=request.user
    )
    number = len(conversations)
    said = ngettext(
        "%(number)d conversation is in. It can be coded now.",
        "%(number)d conversations are in, one for each person. They can be coded now.",
        number,
    )
    messages.success(request, said % {"number": number})
    return redirect("listening:transcript", request.programme.slug, key)


@require_POST
@in_programme(Action.LISTEN)
def leave_transcript(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    operations.leave_transcript(
        transcript=_found(request, key), at=timezone.now(), by=request.user
    )
    messages.success(request, _("Nothing was taken in, and nothing of it is kept."))
    return redirect("listening:transcripts", request.programme.slug)


@require_POST
@in_programme(Action.LISTEN)
def undo_transcript(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    form = UndoTranscriptForm(request.POST)
    operations.undo_transcript(
        transcript=_found(request, key),
        losing=form.number if form.is_valid() else 0,
        at=timezone.now(),
        by=request.user,
    )
    messages.success(request, _("Undone: every conversation that came of it is gone."))
    return redirect("listening:transcript", request.programme.slug, key)


def _found(request: ProgrammeRequest, key: UUID) -> Transcript:
    """Find a transcript; what still waits is seen by nobody but whoever brought it."""
    found = queries.transcript_of(request.programme, key)
    if found is None or (found.is_waiting and found.brought_by_id != request.user.pk):
        raise NotYours(
            _("This transcript is not here."),
            remedy=_("While it waits, only whoever brought it sees it."),
            attempted=f"transcript:{key} in programme:{request.programme.pk}",
        )
    return found


def _settled(request: ProgrammeRequest, found: Transcript) -> dict[str, Any]:
    return {
        "transcript": found,
        "conversations": queries.conversations_in(request.programme).filter(transcripts=found),
        "resting": operations.count_resting_on(found),
        "has_recording": found.conversations.filter(recordings__isnull=False).exists(),
    }
