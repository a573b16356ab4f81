"""What others did in a text since somebody's page last looked.

A page holds every coding it may see in memory. It is told of what changed by the steps that
changed it, and of the whole again when what its reader may see is another: when a blind round
is opened or revealed.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Q, QuerySet

from ecotone.coding.models import Change, Coding, CodingRound
from ecotone.coding.queries.page_codings import gone, page_codings
from ecotone.coding.queries.passages import readable_codings
from ecotone.foundation.models import User
from ecotone.listening.models import Conversation

MARK = re.compile(r"(\d{1,18})-([\d.]{0,400})", re.ASCII)
# Steps get their numbers when they begin and are seen when they are stored: one that took long
# may be seen after a later one. Looking back this far tells twice rather than never.
LOOKED_BACK = 50
TOOK_AT_MOST = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class News:
    """How changed codings stand, as a page keeps them; or, where `is_whole`, all there are."""

    codings: list[dict[str, object]]
    since: str
    is_whole: bool = False


def mark_of(conversation: Conversation, reader: User) -> str:
    """Say how far the log has come, as far as the reader may know of it, and what is kept.

    What others code blind moves no mark, or a page would count their steps.
    """
    here = Coding.objects.filter(revision__response__conversation=conversation)
    told = Change.objects.filter(coding__in=here.seen_by(reader).values("pk"))
    newest = told.aggregate(newest=Max("step"))["newest"] or 0
    secret = CodingRound.objects.filter(
        texts=conversation, is_blind=True, revealed_at__isnull=True
    )
    kept = ".".join(map(str, secret.order_by("pk").values_list("pk", flat=True)))
    return f"{newest}-{kept}"


def news_of(conversation: Conversation, *, reader: User, since: str, at: datetime) -> News:
    """Return what a page that looked at `since` does not know yet."""
    programme = conversation.participant.programme
    now = mark_of(conversation, reader)  # before looking: what comes between is told twice
    here = readable_codings(programme, reader).filter(
        revision__response__conversation=conversation
    )
    known, read = MARK.fullmatch(since), MARK.fullmatch(now)
    if known is None or read is None or known[2] != read[2]:
        return News(page_codings(here, reader), now, is_whole=True)
    told = int(known[1])
    late = Q(step__pk__gt=told - LOOKED_BACK, step__at__gt=at - TOOK_AT_MOST)
    changed = _changed_by_others(conversation, reader, Q(step__pk__gt=told) | late)
    keys = [str(key) for key in changed.order_by("pk").values_list("key", flat=True)]
    if not keys:  # as at nearly every look
        return News([], now)
    standing = page_codings(here.filter(pk__in=changed.values("pk")), reader)
    found = {coding["key"] for coding in standing}
    return News(standing + gone(key for key in keys if key not in found), now)


def _changed_by_others(conversation: Conversation, reader: User, lately: Q) -> QuerySet[Coding]:
    """Keep only what the reader may know of: that a coding is gone is told of no secret one."""
    here = Change.objects.filter(coding__revision__response__conversation=conversation)
    changes = here.filter(lately).exclude(step__by=reader)
    return Coding.objects.filter(pk__in=changes.values("coding")).seen_by(reader)
