"""What waits in the outbox, what is meant to follow, and what has gone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from django.db.models import QuerySet

from ecotone.foundation.models import MessageState, OutboxMessage, Programme
from ecotone.foundation.outbox.kinds import Forthcoming, kind_of, kinds

STILL_HERE = (MessageState.WAITING, MessageState.HELD, MessageState.FAILED)


def messages_still_here(programme: Programme) -> QuerySet[OutboxMessage]:
    """Return what has not left, next first."""
    return (
        OutboxMessage.objects.filter(
            programme=programme, state__in=(*STILL_HERE, MessageState.SENDING)
        )
        .select_related("sender")
        .order_by("send_at", "batch", "pk")
    )


def messages_settled(programme: Programme) -> QuerySet[OutboxMessage]:
    """Return what was sent or recalled, latest first."""
    return OutboxMessage.objects.filter(
        programme=programme, state__in=(MessageState.SENT, MessageState.RECALLED)
    ).order_by("-settled_at", "-pk")


def count_still_here(programme: Programme) -> int:
    return messages_still_here(programme).count()


@dataclass(frozen=True, slots=True)
class Departure:
    """Messages queued by one act, as far as a page shows them."""

    batch: str
    title: str
    messages: tuple[OutboxMessage, ...]

    @property
    def first(self) -> OutboxMessage:
        return self.messages[0]

    @property
    def has_waiting(self) -> bool:
        return any(message.state == MessageState.WAITING for message in self.messages)

    @property
    def has_held(self) -> bool:
        return any(message.state == MessageState.HELD for message in self.messages)


def departures(messages: list[OutboxMessage]) -> Iterator[Departure]:
    """Group messages, given in the order they leave, by the act that queued them."""
    for batch, together in groupby(messages, key=attrgetter("batch")):
        group = tuple(together)
        kind = kind_of(batch)
        yield Departure(batch, str(kind.title) if kind else group[0].subject, group)


def forthcoming(programme: Programme, *, at: datetime) -> list[Forthcoming]:
    """Return what rooms mean to write later and ask about once more then, next first."""
    meant = [line for kind in kinds() for line in kind.forthcoming(programme, at)]
    return sorted(meant, key=attrgetter("leaves_at"))
