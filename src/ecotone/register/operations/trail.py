"""Writing to the audit trail what was done about one participant, and by whom."""

from datetime import datetime

from ecotone.foundation import audit
from ecotone.foundation.models import User
from ecotone.register.models import Participant


def record_about(
    verb: str, participant: Participant, *, at: datetime, by: User | None, reason: str = ""
) -> None:
    """Note what the hub did. `by` is nobody at the terminal and in a job."""
    _record(verb, participant, audit.actor_key(by), at, reason)


def record_own(
    verb: str, participant: Participant, *, at: datetime, by: User | None, reason: str = ""
) -> None:
    """Note what people do themselves, or the hub in their place. `by` is nobody of the hub."""
    actor = audit.actor_key(by, participant_key=participant.key)
    _record(verb, participant, actor, at, reason)


def _record(verb: str, participant: Participant, actor: str, at: datetime, reason: str) -> None:
    audit.record(
        verb,
        participant.subject,
        programme=participant.programme,
        actor=actor,
        at=at,
        reason=reason,
    )
