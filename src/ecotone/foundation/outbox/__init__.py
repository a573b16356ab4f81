"""The outbox: what is about to leave the building waits here, visible, until its time."""

from ecotone.foundation.outbox.kinds import Forthcoming, MessageKind, register_message_kind
from ecotone.foundation.outbox.queueing import (
    Draft,
    forget_batch,
    forget_messages,
    hold_batch,
    hold_message,
    queue_messages,
    read_message,
    recall_batch,
    recall_message,
    release_batch,
    release_message,
    retry_message,
    send_batch_now,
)
from ecotone.foundation.outbox.reading import (
    Departure,
    count_still_here,
    departures,
    forthcoming,
    messages_settled,
    messages_still_here,
)
from ecotone.foundation.outbox.sending import CLAIM, send_due

__all__ = [
    "CLAIM",
    "Departure",
    "Draft",
    "Forthcoming",
    "MessageKind",
    "count_still_here",
    "departures",
    "forget_batch",
    "forget_messages",
    "forthcoming",
    "hold_batch",
    "hold_message",
    "messages_settled",
    "messages_still_here",
    "queue_messages",
    "read_message",
    "recall_batch",
    "recall_message",
    "register_message_kind",
    "release_batch",
    "release_message",
    "retry_message",
    "send_batch_now",
    "send_due",
]
