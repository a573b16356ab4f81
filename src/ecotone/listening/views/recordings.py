"""The pages of recordings: which there are, bringing one, and listening along with its text."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.media import PICTURE_MARKS
from ecotone.foundation.permissions import Action
from ecotone.foundation.sealing import (
    ByteRange,
    NoSuchRange,
    SealingUploadHandler,
    read_sealed,
    wanted_range,
)
from ecotone.listening import operations, queries
from ecotone.listening.choices import Medium
from ecotone.listening.forms import RecordingForm
from ecotone.listening.models import Conversation, Recording
from ecotone.listening.views.hub import conversation_of

PER_PAGE = 30
MEGABYTE = 1024 * 1024
SALT = "listening to a recording"
PASS_HOLDS = 12 * 60 * 60  # seconds: a working day of listening again and again


@require_safe
@in_programme(Action.LISTEN)
def recordings(request: ProgrammeRequest) -> HttpResponse:
    page = Paginator(queries.recordings_of(request.programme), PER_PAGE).get_page(
        request.GET.get("page")
    )
    overdue = queries.overdue_recordings(request.programme, today=timezone.localdate())
    return render(
        request,
        "listening/recordings.html",
        {
            "page": page,
            "overdue": overdue.count(),
            "may_hear": Action.READ_RAW in request.actions,
        },
    )


@require_safe
@in_programme(Action.LISTEN)
def deletions(request: ProgrammeRequest) -> HttpResponse:
    page = Paginator(queries.deletions_in(request.programme), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "listening/deletions.html", {"page": page})


@csrf_exempt  # only until the file's handler is in place: the view below is protected
@require_http_methods(["GET", "HEAD", "POST"])
@in_programme(Action.LISTEN)
def add_recording(request: ProgrammeRequest, conversation: int) -> HttpResponse:
    """Have the file sealed while it arrives: this must be said before anything is read."""
    handler = SealingUploadHandler(
        request,
        folder=queries.recordings_folder(),
        most_bytes=settings.RECORDING_MEGABYTES * MEGABYTE,
        marks=PICTURE_MARKS,
    )
    request.upload_handlers = [handler]
    answer: HttpResponse = csrf_protect(_add_recording)(request, conversation)
    return answer


def _add_recording(request: ProgrammeRequest, conversation: int) -> HttpResponse:
    found = conversation_of(request, conversation)
    who = _who_is_on_it(found)
    form = _form(request, found, may_be_film=who["may_be_film"])
    if request.method == "POST" and form.is_valid():
        try:
            operations.keep_recording(
                conversation=found,
                upload=form.cleaned_data["file"],
                details=form.details(),
                at=timezone.now(),
                by=request.user,
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("The recording is kept, encrypted, until its day."))
            return redirect("listening:recordings", request.programme.slug)
    return render(
        request,
        "listening/recording_add.html",
        {"form": form, **who},
        status=422 if form.errors else 200,
    )


def _form(
    request: ProgrammeRequest, found: Conversation, *, may_be_film: bool
) -> RecordingForm:
    today = timezone.localdate()
    sent = request.POST or None  # reading it has the file arrive
    handler: Any = request.upload_handlers[0]
    return RecordingForm(
        sent,
        request.FILES or None,
        is_too_large=handler.is_too_large,
        most_megabytes=settings.RECORDING_MEGABYTES,
        days=(found.held_on or today, queries.proposed_deletion(request.programme, today)),
        may_be_film=may_be_film,
    )


def _who_is_on_it(found: Conversation) -> dict[str, Any]:
    together = queries.heard_together_with(found)
    unheard = queries.not_granting(Medium.AUDIO, together)
    unseen = queries.not_granting(Medium.VIDEO, together)
    return {
        "conversation": found,
        "people": [
            (one.participant, one.participant not in unheard, one.participant not in unseen)
            for one in together
        ],
        "may_be_kept": not (unheard and unseen),
        "may_be_film": not unseen,
    }


@never_cache
@require_safe
@in_programme(Action.READ_RAW)
def recording(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    """Open the player. Each time is audited, and the file opens only from here."""
    found = _found(request, key)
    operations.open_recording(recording=found, at=timezone.now(), by=request.user)
    heard = list(found.conversations.all())
    chosen = request.GET.get("of", "")
    shown = next((one for one in heard if str(one.pk) == chosen), heard[0])
    return render(
        request,
        "listening/recording.html",
        {
            "recording": found,
            "heard": heard,
            "shown": shown,
            "turns": queries.turns_in(shown),
            "pass": signing.dumps([str(key), request.user.pk], salt=SALT),
        },
    )


@require_safe
@in_programme(Action.READ_RAW)
def recording_file(request: ProgrammeRequest, key: UUID) -> HttpResponseBase:
    """Send the bytes the browser asks for, and open no others."""
    found = _found(request, key)
    _check_pass(request, key)
    _check_file(found)
    try:
        wanted = wanted_range(request.headers.get("Range", ""), found.byte_size)
    except NoSuchRange:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{found.byte_size}"
        return refused
    whole = ByteRange(0, found.byte_size - 1, found.byte_size)
    answer = _stream(found, wanted or whole, status=206 if wanted else 200)
    if wanted:
        answer["Content-Range"] = str(wanted)
    return answer


def _stream(found: Recording, part: ByteRange, *, status: int) -> StreamingHttpResponse:
    pieces = read_sealed(
        queries.path_of(found),
        found.data_key,
        byte_size=part.size,
        first=part.first,
        last=part.last,
    )
    answer = StreamingHttpResponse(pieces, status=status, content_type=found.media_type)
    answer["Accept-Ranges"] = "bytes"
    answer["Content-Length"] = str(part.length)
    answer["Content-Disposition"] = "inline"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@in_programme(Action.LISTEN)
def delete_recording(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    operations.delete_recording(
        recording=_found(request, key), at=timezone.now(), by=request.user
    )
    messages.success(request, _("The recording is deleted. Its transcript is still here."))
    return redirect("listening:recordings", request.programme.slug)


def _found(request: ProgrammeRequest, key: UUID) -> Recording:
    found = queries.recording_of(request.programme, key)
    if found is None:
        raise NotYours(
            _("This recording is not here."),
            remedy=_("It was deleted, or somebody on it does not allow it any more."),
            attempted=f"recording:{key} in programme:{request.programme.pk}",
        )
    return found


def _check_file(found: Recording) -> None:
    if not queries.path_of(found).is_file():
        raise Refused(
            _("The file of this recording is missing from its folder."),
            remedy=_("Whoever looks after the server finds it in the backup of that folder."),
        )


def _check_pass(request: ProgrammeRequest, key: UUID) -> None:
    """Let nobody listen whose listening was not written down first."""
    try:
        held = signing.loads(request.GET.get("pass", ""), salt=SALT, max_age=PASS_HOLDS)
    except signing.BadSignature:
        held = None
    if held != [str(key), request.user.pk]:
        raise NotYours(
            _("This recording opens from its own page."),
            remedy=_("Open the page of the recording and listen there."),
            attempted=f"recording:{key} in programme:{request.programme.pk}",
        )
