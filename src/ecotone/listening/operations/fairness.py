"""What brings notes back to the person they are about, and what that person makes of them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.foundation.errors import Refused
from ecotone.foundation.models import User
from ecotone.foundation.permissions import Action, require
from ecotone.listening.choices import Verdict
from ecotone.listening.models import (
    Conversation,
    NotesReturn,
    NoteVerdict,
    RawText,
    Response,
    TextRevision,
)
from ecotone.listening.operations.freezing import freeze, with_plain_line_ends
from ecotone.listening.operations.leave import check_leave
from ecotone.listening.queries import notes_in
from ecotone.register.operations import record_own


@transaction.atomic
def return_notes(*, conversation: Conversation, at: datetime, by: User) -> NotesReturn:
    """Lay notes before the person they are about. They find them on their own page."""
    require(by, Action.LISTEN, conversation.participant.programme)
    check_leave(conversation.participant, by)
    if conversation.is_verbatim or not notes_in(conversation):
        raise Refused(
            _("There are no notes to return here."),
            remedy=_("Finish the notes first. What people wrote themselves needs no return."),
        )
    returned, _is_first = NotesReturn.objects.update_or_create(
        conversation=conversation, defaults={"returned_at": at, "returned_by": by}
    )
    record_own("returned notes: is this fair?", conversation.participant, at=at, by=by)
    return returned


@transaction.atomic
def call_fair(*, conversation: Conversation, at: datetime) -> int:
    """Write down that the person finds every note fair that they have not spoken of yet."""
    _check_may_speak(conversation)
    waiting = [note for note in notes_in(conversation) if note.waits]
    for note in waiting:
        _give(note.response, note.revision.raw, Verdict.FAIR, at)
    if waiting:
        record_own("called notes fair", conversation.participant, at=at, by=None)
    return len(waiting)


@transaction.atomic
def correct_note(*, note: Response, text: str, at: datetime) -> TextRevision:
    """Put the person's own wording in the place of a note. The one before stays in history."""
    words = with_plain_line_ends(text)
    if not words.strip():
        raise Refused(
            _("There are no words in it."),
            remedy=_("To leave the note out altogether, choose “Take this out”."),
        )
    return _replace(note, Verdict.CORRECTED, at, draft=words)


@transaction.atomic
def take_note_out(*, note: Response, at: datetime) -> TextRevision:
    """Take a note out of what is studied, on the word of the person it is about."""
    return _replace(note, Verdict.TAKEN_OUT, at)


@transaction.atomic
def put_note_back(*, note: Response, at: datetime) -> TextRevision:
    """Let a note count again that its person had taken out."""
    return _replace(note, Verdict.FAIR, at)


# --- shared steps ----------------------------------------------------------------------------


def _replace(
    note: Response, verdict: Verdict, at: datetime, *, draft: str | None = None
) -> TextRevision:
    _check_may_speak(note.conversation)
    response = Response.objects.select_for_update(of=("self",)).get(pk=note.pk)
    response.draft = response.draft if draft is None else draft
    response.is_skipped = verdict == Verdict.TAKEN_OUT
    response.saved_at = at
    response.save()
    revision = freeze(response, at)
    _give(response, revision.raw, verdict, at)
    record_own(f"{_DONE[verdict]} in notes", note.conversation.participant, at=at, by=None)
    return revision


_DONE = {
    Verdict.FAIR: "put a passage back",
    Verdict.CORRECTED: "corrected a passage",
    Verdict.TAKEN_OUT: "took a passage out",
}


def _give(response: Response, raw: RawText, verdict: Verdict, at: datetime) -> None:
    NoteVerdict.objects.create(response=response, raw=raw, verdict=verdict, given_at=at)


def _check_may_speak(conversation: Conversation) -> None:
    """Let people speak of notes that were laid before them, and of nothing else."""
    check_leave(conversation.participant, None)
    is_shown = NotesReturn.objects.filter(conversation=conversation).exists()
    if conversation.is_verbatim or not is_shown:
        raise Refused(
            _("These notes have not been returned to you."),
            remedy=_("Ask the person you talked with."),
        )
