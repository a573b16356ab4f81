"""Who saw raw words, as the audit trail has it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from ecotone.foundation.models import AuditEvent, Programme, User
from ecotone.register.models import Participant

READ_RAW_WORDS = "read raw words"
READ_WORDS_TO_JUDGE = "read words to judge"

_USER, _PARTICIPANT = "user:", "participant:"


@dataclass(frozen=True, slots=True)
class Look:
    """One look at raw words: when, by whom, and at whose; at many people's without a name."""

    at: datetime
    by: str
    participant: Participant | None


def looks_at_raw(programme: Programme) -> QuerySet[AuditEvent]:
    """Return every look at raw words, the latest first."""
    verbs = (READ_RAW_WORDS, READ_WORDS_TO_JUDGE)
    return AuditEvent.objects.filter(programme=programme, verb__in=verbs).order_by("-position")


def with_whom(events: Iterable[AuditEvent], programme: Programme) -> list[Look]:
    """Name who looked and at whose words, in two questions for a whole page."""
    listed = list(events)
    users = User.objects.in_bulk(_number_after(_USER, event.actor) for event in listed)
    keys = [
        UUID(event.subject.removeprefix(_PARTICIPANT))
        for event in listed
        if event.subject.startswith(_PARTICIPANT)
    ]
    people = Participant.objects.select_related("sector").filter(programme=programme)
    of_subject = {person.subject: person for person in people.filter(key__in=keys)}
    return [
        Look(
            event.at,
            str(users.get(_number_after(_USER, event.actor), event.actor)),
            of_subject.get(event.subject),
        )
        for event in listed
    ]


def _number_after(prefix: str, actor: str) -> int:
    """Return somebody's number; 0, which is nobody's, for an actor of another kind."""
    number = actor.removeprefix(prefix)
    return int(number) if number.isdecimal() else 0
