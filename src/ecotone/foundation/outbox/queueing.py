"""Letting messages wait, and everything that can happen to them until they leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from ecotone.foundation.errors import Refused
from ecotone.foundation.models import MessageState, OutboxMessage, Programme, User
from ecotone.foundation.outbox.kinds import tell_taken_back
from ecotone.foundation.outbox.reading import STILL_HERE
from ecotone.foundation.outbox.settling import audit_batch, audit_message, settle
from ecotone.foundation.permissions import Action, require


@dataclass(frozen=True, slots=True)
class Draft:
    """A message as a room writes it. `regarding` is a key such as `participant:12`.

    `sender` is the human it comes from and whom an answer reaches: whoever queued it, unless
    said otherwise. `language` is that of its words.
    """

    programme: Programme
    regarding: str
    recipient_label: str
    address: str
    subject: str
    body: str
    sender: User | None = None
    language: str = ""


@transaction.atomic
def queue_messages(
    drafts: Sequence[Draft],
    *,
    batch: str,
    send_at: datetime,
    at: datetime,
    by: User | None,
) -> list[OutboxMessage]:
    """Let messages wait until `send_at`. Messages of one batch are recalled together."""
    for programme in {draft.programme for draft in drafts}:
        if by is not None:
            require(by, Action.SEND, programme)
        audit_batch("queued messages", batch, programme, at=at, by=by)
    return OutboxMessage.objects.bulk_create(
        OutboxMessage(
            programme=draft.programme,
            regarding=draft.regarding,
            batch=batch,
            recipient_label=draft.recipient_label,
            sender=draft.sender or by,
            language=draft.language,
            address=draft.address,
            subject=" ".join(draft.subject.split()),  # a header is one line
            body=draft.body,
            queued_by=by,
            queued_at=at,
            send_at=send_at,
            try_at=send_at,
        )
        for draft in drafts
    )


@transaction.atomic
def recall_batch(*, programme: Programme, batch: str, at: datetime, by: User | None) -> int:
    """Take back every message of one act, and blank them.

    Raises
    ------
    Refused
        When one of them has already left: half an act cannot be undone in silence.
    """
    if by is not None:
        require(by, Action.SEND, programme)
    messages = list(_locked(programme, batch).exclude(state=MessageState.RECALLED))
    if any(message.state not in STILL_HERE for message in messages):
        raise Refused(
            _("These messages have already left."),
            remedy=_("Write to the people they went to."),
        )
    for message in messages:
        take_back(message, at=at)
    if messages:
        audit_batch("recalled messages", batch, programme, at=at, by=by)
    return len(messages)


@transaction.atomic
def recall_message(*, message: OutboxMessage, at: datetime, by: User | None) -> OutboxMessage:
    """Take back one message of several; the others go on."""
    current = _current(message, by=by)
    if current.state not in STILL_HERE:
        raise _changed_meanwhile(current)
    take_back(current, at=at)
    audit_message("recalled a message", current, at=at, by=by)
    return current


@transaction.atomic
def send_batch_now(*, programme: Programme, batch: str, at: datetime, by: User) -> int:
    """Let what waits leave with the next turn. What is held stays held."""
    require(by, Action.SEND, programme)
    waiting = _locked(programme, batch).filter(state=MessageState.WAITING)
    moved = OutboxMessage.objects.filter(pk__in=[message.pk for message in waiting]).update(
        send_at=at, try_at=at
    )
    if not moved:
        raise Refused(
            _("Nothing of these messages is waiting any more."),
            remedy=_("Look at the outbox again; it has changed meanwhile."),
        )
    audit_batch("sent messages at once", batch, programme, at=at, by=by)
    return moved


@transaction.atomic
def hold_batch(*, programme: Programme, batch: str, at: datetime, by: User) -> int:
    """Keep every waiting message of one act back until somebody releases them."""
    moved = _move_batch(programme, batch, MessageState.WAITING, MessageState.HELD, by=by)
    audit_batch("held messages", batch, programme, at=at, by=by)
    return moved


@transaction.atomic
def release_batch(*, programme: Programme, batch: str, at: datetime, by: User) -> int:
    """Let every held message of one act go at its time, or soon when that has passed."""
    moved = _move_batch(programme, batch, MessageState.HELD, MessageState.WAITING, by=by)
    audit_batch("released messages", batch, programme, at=at, by=by)
    return moved


@transaction.atomic
def hold_message(*, message: OutboxMessage, at: datetime, by: User | None) -> OutboxMessage:
    """Keep a message back until somebody releases it."""
    held = _move(message, MessageState.WAITING, MessageState.HELD, by=by)
    audit_message("held a message", held, at=at, by=by)
    return held


@transaction.atomic
def release_message(*, message: OutboxMessage, at: datetime, by: User | None) -> OutboxMessage:
    """Let a held message go at its time, or with the next turn when that has passed."""
    released = _move(message, MessageState.HELD, MessageState.WAITING, by=by)
    audit_message("released a message", released, at=at, by=by)
    return released


@transaction.atomic
def retry_message(*, message: OutboxMessage, at: datetime, by: User | None) -> OutboxMessage:
    """Try anew to send what could not be sent."""
    waiting = _move(message, MessageState.FAILED, MessageState.WAITING, by=by)
    audit_message("had a message tried anew", waiting, at=at, by=by)
    return waiting


@transaction.atomic
def read_message(*, message: OutboxMessage, at: datetime, by: User) -> OutboxMessage:
    """Look at the words that will leave; names may stand in them, so it is written down."""
    require(by, Action.SEND, message.programme)
    audit_message("read a message", message, at=at, by=by)
    return message


@transaction.atomic
def forget_messages(regarding: str) -> int:
    """Remove every trace of messages about one thing; the floor above asked its own leave."""
    forgotten, _by_model = OutboxMessage.objects.filter(regarding=regarding).delete()
    return forgotten


@transaction.atomic
def forget_batch(programme: Programme, batch: str) -> int:
    """Remove every message of one act; the floor above asked its own leave."""
    forgotten, _by_model = _locked(programme, batch).delete()
    return forgotten


def take_back(message: OutboxMessage, *, at: datetime) -> None:
    """Blank a message that will not leave, and let its room undo what it did for it."""
    settle(message, MessageState.RECALLED, at=at)
    tell_taken_back(message)


def _move(
    message: OutboxMessage, before: MessageState, after: MessageState, *, by: User | None
) -> OutboxMessage:
    current = _current(message, by=by)
    if current.state != before:
        raise _changed_meanwhile(current)
    current.state, current.attempts, current.try_at = after, 0, current.send_at
    current.save()
    return current


def _current(message: OutboxMessage, *, by: User | None) -> OutboxMessage:
    if by is not None:
        require(by, Action.SEND, message.programme)
    return OutboxMessage.objects.select_for_update().get(pk=message.pk)


def _changed_meanwhile(message: OutboxMessage) -> Refused:
    return Refused(
        _("This message is %(state)s.") % {"state": message.get_state_display()},
        remedy=_("Look at the outbox again; it has changed meanwhile."),
    )


def _move_batch(
    programme: Programme, batch: str, before: MessageState, after: MessageState, *, by: User
) -> int:
    require(by, Action.SEND, programme)
    moving = list(_locked(programme, batch).filter(state=before))
    return OutboxMessage.objects.filter(pk__in=[message.pk for message in moving]).update(
        state=after, attempts=0, try_at=F("send_at")
    )


def _locked(programme: Programme, batch: str) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.select_for_update().filter(programme=programme, batch=batch)
