"""Who else has a text open now, and at which line of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ecotone.coding.models import Presence
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, users_who_may
from ecotone.listening.models import Conversation

NOBODY_AFTER = timedelta(seconds=40)  # a page that tells every 15 s may miss once


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody at a text. Line 0 is said before they chose one."""

    initials: str
    name: str
    line: int


def present_in(
    conversation: Conversation, *, programme: Programme, reader: User, at: datetime
) -> list[Present]:
    """Return everybody but the reader who is at this text and may still be, by name."""
    coders = users_who_may(Action.CODE, programme).order_by()
    rows = Presence.objects.filter(
        conversation=conversation,
        conversation__participant__programme=programme,
        coder__in=coders,
        coder__is_active=True,
        seen_at__gt=at - NOBODY_AFTER,
    ).exclude(coder=reader)
    return [
        Present(row.coder.initials, str(row.coder), row.line)
        for row in rows.select_related("coder").order_by("coder__name", "coder")
    ]
