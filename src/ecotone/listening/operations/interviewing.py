"""What the hub writes down of a talk: consent read back, notes under each question, the end."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import User
from ecotone.listening.choices import InstrumentKind, Mode, Verdict
from ecotone.listening.models import Conversation, NoteVerdict, Question, Response
from ecotone.listening.operations.days import check_has_come
from ecotone.listening.operations.leave import check_leave
from ecotone.listening.operations.writing import (
    Sheet,
    open_conversation,
    save_answer,
    send_answers,
    skip_question,
)
from ecotone.listening.queries import questionnaire_in
from ecotone.register.models import Participant
from ecotone.register.operations import record_own


@transaction.atomic
def begin_interview(
    *, participant: Participant, kind: InstrumentKind, at: datetime, by: User
) -> Conversation:
    """Begin a talk with somebody who has just heard, and confirmed, what they allow."""
    today = timezone.localdate(at)
    conversation = _begin(participant, kind, Mode.LIVE, today, at, by)
    conversation.held_on = conversation.held_on or today
    conversation.read_back_at = at
    conversation.save(update_fields=["held_on", "read_back_at"])
    record_own(
        "read back and confirmed what they allow", conversation.participant, at=at, by=by
    )
    return conversation


@transaction.atomic
def write_up(  # a talk or a sheet of paper is these six facts
    *,
    participant: Participant,
    kind: InstrumentKind,
    mode: Mode,
    held_on: date,
    at: datetime,
    by: User,
) -> Conversation:
    """Begin to type what was noted by hand, or what somebody wrote on paper themselves."""
    check_has_come(
        held_on, timezone.localdate(at), remedy=_("Give the day on which it took place.")
    )
    conversation = _begin(participant, kind, mode, held_on, at, by)
    conversation.held_on = held_on
    conversation.save(update_fields=["held_on"])
    return conversation


@transaction.atomic
def keep_note(  # a note is these six facts
    *,
    conversation: Conversation,
    question: Question,
    text: str,
    at: datetime,
    by: User,
    sheet: Sheet | None = None,
) -> Response:
    """Keep what is noted under one question, unless the person has had the last word on it."""
    _check_hand(conversation, by)
    _check_not_settled(conversation, question)
    return save_answer(
        conversation=conversation, question=question, text=text, at=at, by=by, sheet=sheet
    )


@transaction.atomic
def mark_skipped(
    *, conversation: Conversation, question: Question, at: datetime, by: User
) -> Response:
    """Write down that a question was not put, or not answered."""
    _check_hand(conversation, by)
    _check_not_settled(conversation, question)
    return skip_question(conversation=conversation, question=question, at=at, by=by)


@transaction.atomic
def finish_interview(*, conversation: Conversation, at: datetime, by: User) -> Conversation:
    """End a talk. Its notes are studied from now on; a talk that was only recorded has none."""
    check_leave(conversation.participant, by)
    _check_hand(conversation, by)
    if questionnaire_in(conversation).has_something_to_send:
        send_answers(conversation=conversation, at=at, by=by)
    elif conversation.finished_at is None:
        _finish_without_words(conversation, at, by)
    return conversation


# --- shared steps ----------------------------------------------------------------------------


def _begin(  # a talk or a sheet of paper is these six facts
    participant: Participant,
    kind: InstrumentKind,
    mode: Mode,
    held_on: date,
    at: datetime,
    by: User,
) -> Conversation:
    conversation = open_conversation(
        participant=participant, kind=kind, mode=mode, held_on=held_on, at=at, by=by
    )
    if conversation.asked_by_id != by.pk:
        raise Refused(
            _("%(who)s is writing this down already.") % {"who": conversation.asked_by},
            remedy=_("Whoever asked writes the notes. Talk to them; nothing was changed."),
        )
    return conversation


def _check_hand(conversation: Conversation, by: User) -> None:
    """Let only the one who asked write: nobody else heard what was said."""
    if conversation.asked_by_id != by.pk:
        raise NotYours(
            _("These notes are in somebody else's hand."),
            remedy=_("Whoever asked writes the notes."),
            attempted=f"write in conversation:{conversation.pk}",
        )


def _check_not_settled(conversation: Conversation, question: Question) -> None:
    verdicts = NoteVerdict.objects.filter(
        response__conversation=conversation, response__question=question
    )
    newest = verdicts.order_by("-pk").values_list("verdict", flat=True).first()
    if newest in {Verdict.CORRECTED, Verdict.TAKEN_OUT}:
        raise Refused(
            _("%(person)s has put this note right.") % {"person": conversation.participant},
            remedy=_("Their word stands; only they can change it again, on their own page."),
        )


def _finish_without_words(conversation: Conversation, at: datetime, by: User) -> None:
    if conversation.mode != Mode.LIVE:
        raise Refused(
            _("Nothing is written down yet."),
            remedy=_("Type at least one answer; the others may stay empty."),
        )
    conversation.finished_at = at
    conversation.save(update_fields=["finished_at"])
    record_own(
        f"held {conversation.instrument.kind} without notes",
        conversation.participant,
        at=at,
        by=by,
    )
