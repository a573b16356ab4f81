"""What others did in a text since somebody's page last looked.

A page holds every coding it may see in memory. It is told of what changed by the steps that
changed it, and of the whole again when what its reader may see is another: when a blind round
is opened or revealed.
"""

import re
from dataclasses import dataclass

from django.db.models import QuerySet

from ecotone.coding.models import Change, Coding, CodingRound, Step
from ecotone.coding.queries.page_codings import gone, page_codings
from ecotone.coding.queries.passages import readable_codings
from ecotone.foundation.models import Programme, User
from ecotone.listening.models import Conversation

MARK = re.compile(r"(\d{1,18})-([\d.]{0,400})", re.ASCII)
# Steps get their numbers when they begin and are seen when they are stored: one that took long
# may be seen after a later one. Looking back this far tells twice rather than never.
LOOKED_BACK = 50


@dataclass(frozen=True, slots=True)
class News:
    """How changed codings stand, as a page keeps them; or, where `is_whole`, all there are."""

    codings: list[dict[str, object]]
    since: str
    is_whole: bool = False


def mark_of(programme: Programme, conversation: Conversation) -> str:
    """Say how far the log has come, and which rounds still keep codings of this text."""
    steps = (
        Step.objects.filter(programme=programme).order_by("-pk").values_list("pk", flat=True)
    )
    secret = CodingRound.objects.filter(
        texts=conversation, is_blind=True, revealed_at__isnull=True
    )
    kept = ".".join(map(str, secret.order_by("pk").values_list("pk", flat=True)))
    return f"{steps.first() or 0}-{kept}"


def news_of(
    programme: Programme, conversation: Conversation, *, reader: User, since: str
) -> News:
    """Return what a page that looked at `since` does not know yet."""
    now = mark_of(programme, conversation)  # before looking: what comes between is told twice
    here = readable_codings(programme, reader).filter(
        revision__response__conversation=conversation
    )
    known, read = MARK.fullmatch(since), MARK.fullmatch(now)
    if known is None or read is None or known[2] != read[2]:
        return News(page_codings(here, reader), now, is_whole=True)
    changed = _changed_by_others(programme, conversation, reader, after=int(known[1]))
    standing = page_codings(here.filter(pk__in=changed.values("pk")), reader)
    found = {coding["key"] for coding in standing}
    keys = map(str, changed.order_by("pk").values_list("key", flat=True))
    return News(standing + gone(key for key in keys if key not in found), now)


def _changed_by_others(
    programme: Programme, conversation: Conversation, reader: User, *, after: int
) -> QuerySet[Coding]:
    """Keep only what the reader may know of: that a coding is gone is told of no secret one."""
    changes = Change.objects.filter(
        step__pk__gt=after - LOOKED_BACK,
        step__programme=programme,
        coding__revision__response__conversation=conversation,
    ).exclude(step__by=reader)
    return Coding.objects.filter(pk__in=changes.values("coding")).seen_by(reader)
