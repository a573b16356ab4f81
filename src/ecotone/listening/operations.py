"""What changes conversations: asking, writing, sending, bringing a text, forgetting."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ecotone.consent.choices import Grant
from ecotone.consent.queries import has_granted, participants_who_took_back
from ecotone.foundation import audit
from ecotone.foundation.documents import read_document
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.listening.choices import InstrumentKind, Mode
from ecotone.listening.errors import WrittenElsewhere
from ecotone.listening.models import (
    Conversation,
    Instrument,
    Question,
    Response,
    TextRevision,
)
from ecotone.listening.queries import current_instrument
from ecotone.register.models import Participant

QUESTIONS = Path(__file__).parent / "data"
MOST_CHARACTERS = 1_000_000
SECOND_THOUGHTS = timedelta(days=14)

# --- the questions ---------------------------------------------------------------------------


@transaction.atomic
def adopt_instruments(
    *, programme: Programme, at: datetime, by: User | None
) -> list[Instrument]:
    """Give a programme our questions; versions it has already stay as they are."""
    if by is not None:
        require(by, Action.LISTEN, programme)
    files = sorted(QUESTIONS.glob("*.toml"))
    read = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    held = set(programme.instruments.values_list("kind", "version"))
    adopted = [
        _adopt(programme, wording)
        for wording in read
        if (wording["kind"], wording["version"]) not in held
    ]
    for instrument in adopted:
        _audit(f"adopted {instrument.kind}", programme, f"programme:{programme.pk}", at, by)
    return adopted


def _adopt(programme: Programme, wording: Mapping[str, Any]) -> Instrument:
    instrument = Instrument.objects.create(
        programme=programme,
        kind=InstrumentKind(wording["kind"]),
        version=wording["version"],
        title=wording["title"],
    )
    Question.objects.bulk_create(
        Question(
            instrument=instrument,
            number=question["number"],
            text=question["text"],
            hint=question.get("hint", ""),
            probes=question.get("probes", []),
            wording_by_sector=question.get("wording", {}),
        )
        for question in wording["question"]
    )
    return instrument


# --- writing ---------------------------------------------------------------------------------


@transaction.atomic
def open_conversation(
    *,
    participant: Participant,
    kind: InstrumentKind,
    mode: Mode,
    at: datetime,
    by: User | None,
) -> Conversation:
    """Begin to listen, or go on where this participant left off.

    `by` is nobody when participants write through their own link.
    """
    _check_leave(participant, by)
    # Locked, so that two pages opened at once do not begin twice.
    Participant.objects.select_for_update().get(pk=participant.pk)
    begun = Conversation.objects.filter(
        participant=participant, instrument__kind=kind, mode=mode
    )
    open_one = begun.order_by("-pk").first() if mode != Mode.TEXT else None
    return open_one or _begin(participant, kind, mode, at, by)


def _begin(
    participant: Participant, kind: InstrumentKind, mode: Mode, at: datetime, by: User | None
) -> Conversation:
    instrument = current_instrument(participant.programme, kind)
    if instrument is None:
        raise Refused(
            _("There are no questions of this kind in the programme yet."),
            remedy=_("Take over our questions on the page Listening."),
        )
    conversation = Conversation.objects.create(
        participant=participant, instrument=instrument, mode=mode, asked_by=by, started_at=at
    )
    _audit_about(f"began {instrument.kind}", conversation, at, by)
    return conversation


@dataclass(frozen=True, slots=True)
class Sheet:
    """The opened page on which somebody is writing, as it tells us with each save.

    `key` is drawn when the page is opened, `turn` counts its saves, and `started_from` is
    the digest of the draft it showed. So a save that arrives late or twice changes nothing,
    and two devices never overwrite each other unseen.
    """

    key: str
    turn: int
    started_from: str


@transaction.atomic
def save_answer(  # an answer is these six facts
    *,
    conversation: Conversation,
    question: Question,
    text: str,
    at: datetime,
    by: User | None,
    sheet: Sheet | None = None,
) -> Response:
    """Keep what is being written. Nobody studies it before it is sent.

    Raises
    ------
    WrittenElsewhere
        When another page changed the answer after this one was opened.
    """
    response = _response_to(conversation, question, at, by)
    words = _with_plain_line_ends(text)
    if sheet is not None:
        if sheet.key == response.sheet and sheet.turn < response.turn:
            return response
        _check_nobody_else_wrote(response, words, sheet)
        response.sheet, response.turn = sheet.key, sheet.turn
    response.draft, response.is_skipped, response.saved_at = words, False, at
    response.save()
    return response


@transaction.atomic
def skip_question(
    *, conversation: Conversation, question: Question, at: datetime, by: User | None
) -> Response:
    """Leave a question out. What was written there is kept, but does not count."""
    response = _response_to(conversation, question, at, by)
    response.is_skipped, response.saved_at = True, at
    response.save()
    return response


@transaction.atomic
def send_answers(
    *, conversation: Conversation, at: datetime, by: User | None
) -> list[TextRevision]:
    """Freeze what was written and hand it to the people who study it.

    Sent before and changed since, an answer gets its next revision; one that was emptied
    or skipped since gets an empty one, and so is taken back.
    """
    _check_leave(conversation.participant, by)
    responses = conversation.responses.select_for_update(of=("self",)).order_by(
        "question__number", "pk"
    )
    newest = _newest_texts(conversation)
    revisions = [
        _freeze(response, at)
        for response in responses
        if response.answer != newest.get(response.pk, "")
    ]
    if not revisions:
        raise Refused(
            _("There is nothing new to send."),
            remedy=_("Answer at least one question first; the others may stay empty."),
        )
    conversation.finished_at = at
    conversation.save(update_fields=["finished_at"])
    _audit_about(f"sent {conversation.instrument.kind}", conversation, at, by)
    return revisions


# --- bringing a text -------------------------------------------------------------------------


@transaction.atomic
def bring_text(  # a brought text is these six facts
    *,
    participant: Participant,
    kind: InstrumentKind,
    file_name: str,
    content: bytes,
    at: datetime,
    by: User | None,
) -> TextRevision:
    """Take in a text file or Word document with what somebody said, word for word."""
    _check_leave(participant, by)
    text = read_document(content, file_name=file_name)
    return paste_text(participant=participant, kind=kind, text=text, at=at, by=by)


@transaction.atomic
def paste_text(
    *, participant: Participant, kind: InstrumentKind, text: str, at: datetime, by: User | None
) -> TextRevision:
    """Take in a pasted text with what somebody said, word for word."""
    conversation = open_conversation(
        participant=participant, kind=kind, mode=Mode.TEXT, at=at, by=by
    )
    words = _with_plain_line_ends(text)
    if not words.strip():
        raise Refused(_("There are no words in it."), remedy=_("Paste the text itself."))
    response = Response.objects.create(conversation=conversation, draft=words, saved_at=at)
    conversation.finished_at = at
    conversation.save(update_fields=["finished_at"])
    return _freeze(response, at)


# --- forgetting ------------------------------------------------------------------------------


def forget_conversations(participant: Participant) -> Mapping[str, int]:
    """Remove everything this participant said: the eraser of this room."""
    said = Conversation.objects.filter(participant=participant)
    _total, by_model = said.delete()
    return {
        gettext_noop("conversations"): by_model.get("listening.Conversation", 0),
        gettext_noop("answers and texts"): by_model.get("listening.Response", 0),
        gettext_noop("frozen versions of them"): by_model.get("listening.TextRevision", 0),
    }


@transaction.atomic
def forget_what_was_taken_back(*, at: datetime) -> int:
    """Remove the words of people who took back their leave to be asked, 14 days ago or more.

    The consent form promises this: until then a slip can be undone. Returns of how many.
    """
    silent = participants_who_took_back(Grant.INTERVIEW, before=at - SECOND_THOUGHTS)
    waiting = silent.filter(conversations__isnull=False).distinct()
    people = list(waiting.select_related("programme"))
    for participant in people:
        forget_conversations(participant)
        _audit("forgot their words", participant.programme, participant.subject, at, None)
    return len(people)


# --- shared steps ----------------------------------------------------------------------------


def _check_leave(participant: Participant, by: User | None) -> None:
    if by is not None:
        require(by, Action.LISTEN, participant.programme)
    if not has_granted(participant, Grant.INTERVIEW):
        raise Refused(
            _("%(person)s has not said yes to being asked questions.")
            % {"person": participant},
            remedy=_("Nothing was kept. First comes a yes on the consent page."),
        )


def _response_to(
    conversation: Conversation, question: Question, at: datetime, by: User | None
) -> Response:
    """Return the answer to be written, locked until the transaction ends."""
    _check_leave(conversation.participant, by)
    if question.instrument_id != conversation.instrument_id:
        raise Refused(
            _("This question belongs to another set of questions."),
            remedy=_("Open the list of questions again and choose it there."),
        )
    Response.objects.get_or_create(
        conversation=conversation, question=question, defaults={"saved_at": at}
    )
    return Response.objects.select_for_update().get(
        conversation=conversation, question=question
    )


def _check_nobody_else_wrote(response: Response, words: str, sheet: Sheet) -> None:
    started_from_here = sheet.started_from == TextRevision.digest(response.draft)
    if sheet.key != response.sheet and not started_from_here and words != response.draft:
        raise WrittenElsewhere(response.draft)


def _newest_texts(conversation: Conversation) -> dict[int, str]:
    revisions = TextRevision.objects.filter(response__conversation=conversation)
    ordered = revisions.order_by("number")
    return {revision.response_id: revision.text for revision in ordered}


def _freeze(response: Response, at: datetime) -> TextRevision:
    held = response.revisions.aggregate(newest=Max("number"))["newest"] or 0
    text = response.answer
    return TextRevision.objects.create(
        response=response,
        number=held + 1,
        text=text,
        sha256=TextRevision.digest(text),
        frozen_at=at,
    )


def _with_plain_line_ends(text: str) -> str:
    """Return the same characters, with every line end as a line feed."""
    if len(text) > MOST_CHARACTERS:
        raise Refused(
            _("This text has more than a million characters."),
            remedy=_("Bring it in parts, one conversation each."),
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _audit_about(verb: str, conversation: Conversation, at: datetime, by: User | None) -> None:
    participant = conversation.participant
    audit.record(
        verb,
        participant.subject,
        programme=participant.programme,
        actor=audit.actor_key(by, participant_key=participant.key),
        at=at,
    )


def _audit(
    verb: str, programme: Programme, subject: str, at: datetime, by: User | None
) -> None:
    audit.record(verb, subject, programme=programme, actor=audit.actor_key(by), at=at)
