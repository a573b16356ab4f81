"""The outbox: what is about to leave the building waits here, visible, until its time."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import MessageState, OutboxMessage, Programme, User
from ecotone.foundation.permissions import Action, require

MOST_ATTEMPTS = 5
FIRST_WAIT = timedelta(minutes=1)
# One turn of a worker: few enough messages that even slow ones leave within the claim.
MOST_PER_TURN = 20
CLAIM = timedelta(minutes=15)

logger = logging.getLogger(__name__)

STILL_HERE = (MessageState.WAITING, MessageState.HELD, MessageState.FAILED)


@dataclass(frozen=True, slots=True)
class Draft:
    """A message as a room writes it. `regarding` is a key such as `participant:12`."""

    programme: Programme
    regarding: str
    recipient_label: str
    address: str
    subject: str
    body: str


# --- read ------------------------------------------------------------------------------------


def messages_still_here(programme: Programme) -> QuerySet[OutboxMessage]:
    """Return what has not left, next first."""
    return OutboxMessage.objects.filter(
        programme=programme, state__in=(*STILL_HERE, MessageState.SENDING)
    ).order_by("send_at", "batch", "pk")


def messages_settled(programme: Programme) -> QuerySet[OutboxMessage]:
    """Return what was sent or recalled, latest first."""
    return OutboxMessage.objects.filter(
        programme=programme, state__in=(MessageState.SENT, MessageState.RECALLED)
    ).order_by("-settled_at", "-pk")


def count_still_here(programme: Programme) -> int:
    return messages_still_here(programme).count()


# --- queue, hold, recall ---------------------------------------------------------------------


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
        _audit("queued messages", _batch_key(batch), programme, at=at, by=by)
    return OutboxMessage.objects.bulk_create(
        OutboxMessage(
            programme=draft.programme,
            regarding=draft.regarding,
            batch=batch,
            recipient_label=draft.recipient_label,
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
        _settle(message, MessageState.RECALLED, at=at)
    if messages:
        _audit("recalled messages", _batch_key(batch), programme, at=at, by=by)
    return len(messages)


@transaction.atomic
def hold_message(*, message: OutboxMessage, at: datetime, by: User | None) -> OutboxMessage:
    """Keep a message back until somebody releases it."""
    held = _move(message, MessageState.WAITING, MessageState.HELD, by=by)
    _audit("held a message", _message_key(held), held.programme, at=at, by=by)
    return held


@transaction.atomic
def release_message(*, message: OutboxMessage, at: datetime, by: User | None) -> OutboxMessage:
    """Let a held message go at its time, or with the next turn when that has passed."""
    released = _move(message, MessageState.HELD, MessageState.WAITING, by=by)
    _audit("released a message", _message_key(released), released.programme, at=at, by=by)
    return released


@transaction.atomic
def retry_message(*, message: OutboxMessage, at: datetime, by: User | None) -> OutboxMessage:
    """Try anew to send what could not be sent."""
    waiting = _move(message, MessageState.FAILED, MessageState.WAITING, by=by)
    _audit("had a message tried anew", _message_key(waiting), waiting.programme, at=at, by=by)
    return waiting


@transaction.atomic
def read_message(*, message: OutboxMessage, at: datetime, by: User) -> OutboxMessage:
    """Look at the words that will leave; names may stand in them, so it is written down."""
    require(by, Action.SEND, message.programme)
    _audit("read a message", _message_key(message), message.programme, at=at, by=by)
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


def _move(
    message: OutboxMessage, before: MessageState, after: MessageState, *, by: User | None
) -> OutboxMessage:
    if by is not None:
        require(by, Action.SEND, message.programme)
    current = OutboxMessage.objects.select_for_update().get(pk=message.pk)
    if current.state != before:
        raise Refused(
            _("This message is %(state)s.") % {"state": current.get_state_display()},
            remedy=_("Look at the outbox again; it has changed meanwhile."),
        )
    current.state, current.attempts, current.try_at = after, 0, current.send_at
    current.save()
    return current


def _locked(programme: Programme, batch: str) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.select_for_update().filter(programme=programme, batch=batch)


def _settle(message: OutboxMessage, state: MessageState, *, at: datetime) -> None:
    """Close a message; what has left or was taken back keeps no copy here.

    An update and not a save: a message forgotten while it was leaving must not come back.
    """
    OutboxMessage.objects.filter(pk=message.pk).update(
        state=state, settled_at=at, address="", body=""
    )


# --- send ------------------------------------------------------------------------------------


def send_due(*, at: datetime) -> int:
    """Send what is due and say how many left. Several workers may do this at once.

    A message is claimed, sent outside any transaction and then settled. A worker that dies
    between the last two leaves the claim to lapse; the next worker sends the message again
    under the same Message-ID, by which mail servers know the copy for what it is.
    """
    sent = 0
    for _turn in range(MOST_PER_TURN):
        message = _claim_next(at)
        if message is None:
            break
        sent += _send(message, at=at)
    return sent


@transaction.atomic
def _claim_next(at: datetime) -> OutboxMessage | None:
    due = OutboxMessage.objects.filter(
        state__in=(MessageState.WAITING, MessageState.SENDING), try_at__lte=at
    ).order_by("try_at", "pk")
    message = due.select_for_update(skip_locked=True).first()
    if message is not None:
        message.state, message.try_at = MessageState.SENDING, at + CLAIM
        message.attempts += 1
        message.save()
    return message


def _send(message: OutboxMessage, *, at: datetime) -> bool:
    try:
        _mail(message).send()
    except (OSError, ValueError) as mistake:  # no connection, refused, not an address
        logger.warning("Message %s could not be sent: %s", message.pk, type(mistake).__name__)
        _put_back(message, at=at)
        return False
    _note_sent(message, at=at)
    return True


def _mail(message: OutboxMessage) -> EmailMessage:
    domain = urlsplit(settings.PUBLIC_ADDRESS).hostname
    number = f"{message.pk}.{int(message.queued_at.timestamp())}"
    return EmailMessage(
        subject=message.subject,
        body=message.body,
        to=[message.address],
        headers={"Message-ID": f"<{number}@{domain}>"},
    )


@transaction.atomic
def _note_sent(message: OutboxMessage, *, at: datetime) -> None:
    _settle(message, MessageState.SENT, at=at)
    _audit("sent a message", _message_key(message), message.programme, at=at, by=None)


@transaction.atomic
def _put_back(message: OutboxMessage, *, at: datetime) -> None:
    this_message = OutboxMessage.objects.filter(pk=message.pk)
    if message.attempts < MOST_ATTEMPTS:
        try_at = at + FIRST_WAIT * 5 ** (message.attempts - 1)
        this_message.update(state=MessageState.WAITING, try_at=try_at)
    else:
        this_message.update(state=MessageState.FAILED)
        verb = "could not send a message"
        _audit(verb, _message_key(message), message.programme, at=at, by=None)


# --- audit -----------------------------------------------------------------------------------


def _batch_key(batch: str) -> str:
    return f"batch:{batch}"


def _message_key(message: OutboxMessage) -> str:
    return f"message:{message.pk}"


def _audit(
    verb: str, subject: str, programme: Programme, *, at: datetime, by: User | None
) -> None:
    audit.record(verb, subject, programme=programme, actor=audit.actor_key(by), at=at)
