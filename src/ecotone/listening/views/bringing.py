"""The one door for every text and conversation that comes from elsewhere."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ecotone.foundation.documents import MOST_BYTES, is_timed
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.errors import Refused
from ecotone.foundation.permissions import Action
from ecotone.listening import operations
from ecotone.listening.forms import BringTextForm
from ecotone.listening.models import TextRevision, Transcript
from ecotone.register.queries import participants_of

MOST_SUGGESTED = 200


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme(Action.LISTEN)
def bring(request: ProgrammeRequest) -> HttpResponse:
    form = BringTextForm(
        request.POST or None,
        request.FILES or None,
        programme=request.programme,
        by=request.user,
        who=request.GET.get("who", ""),
    )
    answer = _taken(request, form) if request.method == "POST" else None
    if answer is not None:
        return answer
    people = participants_of(request.programme).values_list("pseudonym", flat=True)
    return render(
        request,
        "listening/bring.html",
        {"form": form, "pseudonyms": people[:MOST_SUGGESTED]},
        status=422 if form.errors else 200,
    )


def _taken(request: ProgrammeRequest, form: BringTextForm) -> HttpResponse | None:
    """Take what the form brings; a refusal goes back beside the field it is about."""
    if not form.is_valid():
        return None
    try:
        brought = _bring_talk(request, form) if form.is_talk else _bring_words(request, form)
    except Refused as refusal:
        form.add_error("file" if form.cleaned_data["file"] else "text", str(refusal))
        return None
    slug = request.programme.slug
    if isinstance(brought, Transcript):
        is_named = brought.are_speakers_named and not form.is_talk
        page = "transcript_preview" if is_named else "transcript"
        return redirect(f"listening:{page}", slug, brought.key)
    messages.success(request, _("The text is in, word for word. It can be coded now."))
    return redirect("listening:conversation", slug, brought.response.conversation_id)


# A file is read one byte beyond what is allowed: enough to be refused, whatever its size.


def _bring_talk(request: ProgrammeRequest, form: BringTextForm) -> Transcript:
    file = form.cleaned_data["file"]
    if file is None:
        return operations.paste_transcript(
            programme=request.programme,
            occasion=form.occasion(),
            text=form.cleaned_data["text"],
            at=timezone.now(),
            by=request.user,
        )
    return operations.bring_transcript(
        programme=request.programme,
        occasion=form.occasion(),
        file_name=file.name,
        content=file.read(MOST_BYTES + 1),
        at=timezone.now(),
        by=request.user,
    )


def _bring_words(request: ProgrammeRequest, form: BringTextForm) -> TextRevision | Transcript:
    file, occasion = form.cleaned_data["file"], form.occasion()
    if file is None:
        return operations.paste_text(
            participant=form.cleaned_data["who"],
            kind=occasion.kind,
            text=form.cleaned_data["text"],
            at=timezone.now(),
            by=request.user,
            held_on=occasion.held_on,
        )
    if is_timed(file.name):
        return operations.bring_speech(
            participant=form.cleaned_data["who"],
            occasion=occasion,
            file_name=file.name,
            content=file.read(MOST_BYTES + 1),
            at=timezone.now(),
            by=request.user,
        )
    return operations.bring_text(
        participant=form.cleaned_data["who"],
        kind=occasion.kind,
        file_name=file.name,
        content=file.read(MOST_BYTES + 1),
        at=timezone.now(),
        by=request.user,
        held_on=occasion.held_on,
    )
