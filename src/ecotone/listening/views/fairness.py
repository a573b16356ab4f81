"""Notes go back: the hub lays them before a person, who says whether they are fair."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action
from ecotone.listening import operations, queries
from ecotone.listening.choices import Fairness
from ecotone.listening.forms import CorrectionForm
from ecotone.listening.models import Conversation
from ecotone.listening.queries import Note
from ecotone.listening.views.hub import conversation_of
from ecotone.register.doors import ParticipantRequest, as_participant


@require_POST
@in_programme(Action.LISTEN)
def return_notes(request: ProgrammeRequest, conversation: int) -> HttpResponse:
    talk = conversation_of(request, conversation)
    operations.return_notes(conversation=talk, at=timezone.now(), by=request.user)
    messages.success(
        request,
        _("The notes stand on the page of %(person)s. Send them their personal link.")
        % {"person": talk.participant},
    )
    return redirect("listening:conversation", request.programme.slug, talk.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@as_participant
def fair(request: ParticipantRequest, conversation: int) -> HttpResponse:
    """Show somebody the notes about them; a yes confirms all they have not spoken of yet."""
    talk, standing = _returned(request, conversation)
    if request.method == "POST":
        operations.call_fair(conversation=talk, at=timezone.now())
        messages.success(request, _("Thank you. It is written down that the notes are fair."))
        return redirect("listening:my")
    return _page(
        request, "listening/fair.html", talk, standing=standing, notes=queries.notes_in(talk)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@as_participant
def correct(request: ParticipantRequest, conversation: int, number: int) -> HttpResponse:
    talk, _standing = _returned(request, conversation)
    note = _note(talk, number)
    form = CorrectionForm(request.POST or None, noted=note.revision.text)
    if request.method == "POST" and form.is_valid():
        operations.correct_note(
            note=note.response, text=form.cleaned_data["text"], at=timezone.now()
        )
        messages.success(request, _("Your wording stands in its place now."))
        return redirect("listening:fair", talk.pk)
    return _page(
        request,
        "listening/fair_correct.html",
        talk,
        note=note,
        form=form,
        status=422 if form.errors else 200,
    )


@require_POST
@as_participant
def take_out(request: ParticipantRequest, conversation: int, number: int) -> HttpResponse:
    talk, _standing = _returned(request, conversation)
    operations.take_note_out(note=_note(talk, number).response, at=timezone.now())
    messages.success(request, _("Taken out. Nobody studies it any more."))
    return redirect("listening:fair", talk.pk)


@require_POST
@as_participant
def put_back(request: ParticipantRequest, conversation: int, number: int) -> HttpResponse:
    talk, _standing = _returned(request, conversation)
    note = _note(talk, number)
    if note.is_out:
        operations.put_note_back(note=note.response, at=timezone.now())
        messages.success(request, _("It counts again."))
    return redirect("listening:fair", talk.pk)


# --- what the pages share --------------------------------------------------------------------


def _returned(request: ParticipantRequest, conversation: int) -> tuple[Conversation, Fairness]:
    """Find notes that were laid before this participant; no others are there."""
    if queries.may_be_asked(request.participant):
        for talk, standing in queries.talks_to_check(request.participant):
            if talk.pk == conversation:
                return talk, standing
    raise Http404


def _note(talk: Conversation, number: int) -> Note:
    for note in queries.notes_in(talk):
        if note.question.number == number:
            return note
    raise Http404


def _page(
    request: ParticipantRequest,
    template: str,
    talk: Conversation,
    *,
    status: int = 200,
    **parts: object,
) -> HttpResponse:
    page = {
        "participant": request.participant,
        "programme": request.programme,
        "talk": talk,
    }
    return render(request, template, page | parts, status=status)
