"""Rooms that write to people say what has to be asked again before a message leaves.

Between queueing and leaving somebody may have answered, left, or lost their link. A room
registers a kind for its batches: `invitations` for every batch called `invitations:...`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from ecotone.foundation.models import OutboxMessage, Programme


@dataclass(frozen=True, slots=True)
class Forthcoming:
    """Messages that are not written yet, because whether they go is asked when it is time."""

    title: str
    leaves_at: datetime
    people: int
    address: str


def _always(_message: OutboxMessage) -> bool:
    return True


def _nothing_follows(_message: OutboxMessage) -> None:
    pass


def _none_meant(_programme: Programme, _at: datetime) -> Iterable[Forthcoming]:
    return ()


@dataclass(frozen=True, slots=True)
class MessageKind:
    """What the outbox asks and tells the room that queued a batch.

    `is_still_wanted` is asked at the moment of sending; a message nobody wants any more is
    taken back instead. `taken_back` lets the room undo what it did for a message.
    """

    key: str
    title: str | Promise
    is_still_wanted: Callable[[OutboxMessage], bool] = _always
    taken_back: Callable[[OutboxMessage], None] = _nothing_follows
    forthcoming: Callable[[Programme, datetime], Iterable[Forthcoming]] = _none_meant


_kinds: dict[str, MessageKind] = {}


def register_message_kind(kind: MessageKind) -> None:
    """Let a room answer for its batches: called in its `apps.py`."""
    _kinds[kind.key] = kind


def kinds() -> list[MessageKind]:
    return [_kinds[key] for key in sorted(_kinds)]


def kind_of(batch: str) -> MessageKind | None:
    return _kinds.get(batch.partition(":")[0])


def is_still_wanted(message: OutboxMessage) -> bool:
    kind = kind_of(message.batch)
    return kind is None or kind.is_still_wanted(message)


def tell_taken_back(message: OutboxMessage) -> None:
    kind = kind_of(message.batch)
    if kind is not None:
        kind.taken_back(message)
