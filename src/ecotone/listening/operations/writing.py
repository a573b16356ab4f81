"""What begins a conversation, keeps what is being written in it, and sends it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext as _

from ecotone.foundation.errors import Refused
from ecotone.foundation.models import User
from ecotone.listening.choices import InstrumentKind, Mode
from ecotone.listening.errors import WrittenElsewhere
from ecotone.listening.models import Conversation, Question, Response, TextRevision
from ecotone.listening.operations.aliases import listed_names
from ecotone.listening.operations.freezing import (
    arrived_last,
    freeze,
    with_plain_line_ends,
)
from ecotone.listening.operations.leave import check_leave
from ecotone.listening.queries import current_instrument
from ecotone.register.models import Participant
from ecotone.register.operations import record_own


@transaction.atomic
def open_conversation(
    *,
    participant: Participant,
    kind: InstrumentKind,
    mode: Mode,
    at: datetime,
    by: User | None,
    held_on: date | None = None,
) -> Conversation:
    """Begin to listen, or go on where this participant left off.

    `by` is nobody when participants write through their own link. What was `held_on` a day
    of its own is a record of its own, once the one before it is finished.
    """
    check_leave(participant, by)
    begun = Conversation.objects.filter(
        participant=participant, instrument__kind=kind, mode=mode
    )
    open_one = None if mode.is_brought else _to_go_on_with(begun, held_on)
    return open_one or _begin(participant, kind, mode, at, by)


def _to_go_on_with(begun: QuerySet[Conversation], held_on: date | None) -> Conversation | None:
    """Return the record of that very day, else one not finished; without a day the newest."""
    if held_on is None:
        return begun.order_by("-pk").first()
    open_now = begun.filter(Q(held_on=held_on) | Q(finished_at__isnull=True))
    return open_now.order_by(Case(When(held_on=held_on, then=0), default=1), "-pk").first()


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
    record_own(f"began {instrument.kind}", conversation.participant, at=at, by=by)
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
    words = with_plain_line_ends(text)
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
    check_leave(conversation.participant, by)
    responses = conversation.responses.select_for_update(of=("self",)).order_by(
        "question__number", "pk"
    )
    arrived = {answer: raw.text for answer, raw in arrived_last(conversation).items()}
    names = listed_names(conversation.participant.programme, at)
    revisions = [
        freeze(response, at, by=by, names=names)
        for response in responses
        if response.answer != arrived.get(response.pk, "")
    ]
    if not revisions:
        raise Refused(
            _("There is nothing new to send."),
            remedy=_("Answer at least one question first; the others may stay empty."),
        )
    conversation.finished_at = at
    conversation.save(update_fields=["finished_at"])
    record_own(f"sent {conversation.instrument.kind}", conversation.participant, at=at, by=by)
    return revisions


# --- shared steps ----------------------------------------------------------------------------


def _response_to(
    conversation: Conversation, question: Question, at: datetime, by: User | None
) -> Response:
    """Return the answer to be written, locked until the transaction ends."""
    check_leave(conversation.participant, by)
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
