"""Writing and checking the audit trail."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db import transaction
from django.db.models import QuerySet

from ecotone.foundation.models import AuditChain, AuditEvent, Programme, User

JOB = "job"


def actor_key(by: User | None, *, participant_key: object = None) -> str:
    """Name who acted: a user, a participant through their own link, or a job."""
    if by is not None:
        return f"user:{by.pk}"
    return f"participant:{participant_key}" if participant_key is not None else JOB


@transaction.atomic(savepoint=False)
def record(
    verb: str,
    subject: str,
    *,
    programme: Programme | None,
    actor: str,
    at: datetime,
    reason: str = "",
) -> AuditEvent:
    """Append one event to the programme's chain.

    The chain's row stays locked until the surrounding transaction ends, so the event and
    what it tells of are stored together or not at all.
    """
    chain = _locked_chain(programme)
    event = AuditEvent(
        chain=chain,
        position=chain.length + 1,
        programme=programme,
        at=at,
        actor=actor,
        verb=verb,
        subject=subject,
        reason=reason,
        previous_hash=chain.head,
    )
    event.hash = event_hash(event)
    event.save()
    chain.length, chain.head = event.position, event.hash
    chain.save()
    return event


def record_in(
    verb: str, programme: Programme, *, at: datetime, by: User | None, reason: str = ""
) -> None:
    """Append an event about a programme as a whole. `by` is nobody at the terminal."""
    record(
        verb,
        f"programme:{programme.pk}",
        programme=programme,
        actor=actor_key(by),
        at=at,
        reason=reason,
    )


def event_hash(event: AuditEvent) -> str:
    """Digest everything an event says, and the hash of the event before it."""
    said = [
        event.previous_hash,
        event.position,
        event.programme_id,
        event.at.timestamp(),
        event.actor,
        event.verb,
        event.subject,
        event.reason,
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def broken_links(events: Iterable[AuditEvent]) -> list[int]:
    """Return the positions, in a chain given in order, at which it does not hold."""
    ordered = list(events)
    changed = {event.position for event in ordered if event.hash != event_hash(event)}
    unlinked = {
        after.position
        for before, after in pairwise(ordered)
        if after.previous_hash != before.hash or after.position != before.position + 1
    }
    return sorted(changed | unlinked)


@dataclass(frozen=True, slots=True)
class ChainReport:
    """Whether a programme's trail is whole, and where it is not."""

    length: int
    broken_at: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        return not self.broken_at


def verify_chain(programme: Programme | None) -> ChainReport:
    """Read a whole chain again. Entries changed, taken out or cut off at the end are found."""
    chain = AuditChain.objects.filter(name=_chain_name(programme)).first()
    if chain is None:
        return ChainReport(0, ())
    events = list(AuditEvent.objects.filter(chain=chain).order_by("position"))
    broken = set(broken_links(events))
    if events and events[0].position != 1:
        broken.add(1)
    last = events[-1].position if events else 0
    if last != chain.length or (events and events[-1].hash != chain.head):
        broken.add(last + 1)
    return ChainReport(chain.length, tuple(sorted(broken)))


def trail_of(programme: Programme) -> QuerySet[AuditEvent]:
    """Return what happened in a programme, latest first."""
    return AuditEvent.objects.filter(programme=programme).order_by("-position")


def _locked_chain(programme: Programme | None) -> AuditChain:
    name = _chain_name(programme)
    held = AuditChain.objects.select_for_update()
    chain = held.filter(name=name).first()
    if chain is not None:
        return chain
    AuditChain.objects.get_or_create(name=name)
    return held.get(name=name)


def _chain_name(programme: Programme | None) -> str:
    return f"programme:{programme.pk}" if programme else "installation"
