"""Sending what is due: claimed, asked about once more, sent, settled."""

import logging
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from ecotone.foundation.models import MessageState, OutboxMessage
from ecotone.foundation.outbox.kinds import is_still_wanted
from ecotone.foundation.outbox.queueing import take_back
from ecotone.foundation.outbox.settling import audit_message, settle

MOST_ATTEMPTS = 5
FIRST_WAIT = timedelta(minutes=1)
# One turn of a worker: few enough messages that even slow ones leave within the claim.
MOST_PER_TURN = 20
CLAIM = timedelta(minutes=15)

logger = logging.getLogger(__name__)


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
        sent += _send_if_wanted(message, at=at)
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


def _send_if_wanted(message: OutboxMessage, *, at: datetime) -> bool:
    if is_still_wanted(message):
        return _send(message, at=at)
    _leave_out(message, at=at)
    return False


@transaction.atomic
def _leave_out(message: OutboxMessage, *, at: datetime) -> None:
    take_back(message, at=at)
    audit_message("left out a message nobody waits for", message, at=at, by=None)


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
        from_email=_sender(message),
        reply_to=[message.sender.email] if message.sender else None,
        to=[message.address],
        headers={"Message-ID": f"<{number}@{domain}>"},
    )


def _sender(message: OutboxMessage) -> str:
    """Name the human who writes; the address stays the hub's, or mail servers refuse it."""
    if message.sender is None:
        return settings.DEFAULT_FROM_EMAIL
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((str(message.sender), address))


@transaction.atomic
def _note_sent(message: OutboxMessage, *, at: datetime) -> None:
    settle(message, MessageState.SENT, at=at)
    audit_message("sent a message", message, at=at, by=None)


@transaction.atomic
def _put_back(message: OutboxMessage, *, at: datetime) -> None:
    this_message = OutboxMessage.objects.filter(pk=message.pk)
    if message.attempts < MOST_ATTEMPTS:
        try_at = at + FIRST_WAIT * 5 ** (message.attempts - 1)
        this_message.update(state=MessageState.WAITING, try_at=try_at)
    else:
        this_message.update(state=MessageState.FAILED)
        audit_message("could not send a message", message, at=at, by=None)
