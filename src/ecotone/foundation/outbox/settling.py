"""What is kept of a message once it has gone or was taken back: that it was, and no copy."""

from datetime import datetime

from ecotone.foundation import audit
from ecotone.foundation.models import MessageState, OutboxMessage, Programme, User


def settle(message: OutboxMessage, state: MessageState, *, at: datetime) -> None:
    """Close a message; what has left or was taken back keeps no copy here.

    An update and not a save: a message forgotten while it was leaving must not come back.
    """
    OutboxMessage.objects.filter(pk=message.pk).update(
        state=state, settled_at=at, address="", body=""
    )


def audit_message(verb: str, message: OutboxMessage, *, at: datetime, by: User | None) -> None:
    audit.record(
        verb,
        f"message:{message.pk}",
        programme=message.programme,
        actor=audit.actor_key(by),
        at=at,
    )


def audit_batch(
    verb: str, batch: str, programme: Programme, *, at: datetime, by: User | None
) -> None:
    audit.record(verb, f"batch:{batch}", programme=programme, actor=audit.actor_key(by), at=at)
