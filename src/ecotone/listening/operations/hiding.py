"""What hides names in the texts there are: each is derived anew where the list changed it."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from ecotone.engine.pseudonyms import Mention, Names, OffsetMap, hide_names
from ecotone.foundation import audit
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.listening.models import TextRevision
from ecotone.listening.operations.aliases import listed_names
from ecotone.listening.operations.followers import (
    Succession,
    let_everything_follow,
    rests_on,
)
from ecotone.listening.operations.freezing import derive
from ecotone.listening.operations.indexing import leave_no_trace
from ecotone.register.models import Participant

TEXTS_AT_ONCE = 100

Report = Callable[[int, int], None]  # how many texts were looked through, and of how many


def _to_nobody(_done: int, _total: int) -> None:
    """Whoever waits at a page is told at the end."""


def hide_names_anew(
    *,
    programme: Programme,
    at: datetime,
    by: User | None = None,
    report: Report = _to_nobody,
) -> int:
    """Replace every text that the list says differently by now, and say how many there were.

    Each text is a transaction of its own, so nobody who writes meanwhile waits for all of
    them, and a job that dies goes on where it stopped. `by` is nobody when it is done by night.
    """
    if by is not None:
        require(by, Action.READ_RAW, programme)
    with transaction.atomic():
        names = listed_names(programme, at)
    texts = _held_texts(programme, report)
    changed = sum(_derive_again(held, names, at, by) for held in texts)
    if changed:
        leave_no_trace()
        audit.record_in(f"hid names in {changed} texts", programme, at=at, by=by)
    return changed


def _held_texts(programme: Programme, report: Report) -> Iterator[TextRevision]:
    """Give the present derivation of every raw text, older answers among them.

    Codings may still rest on an answer that was changed since.
    """
    texts = _texts().filter(response__conversation__participant__programme=programme)
    newest = dict(texts.order_by("number", "pk").values_list("raw_id", "pk"))
    keys = sorted(newest.values())
    for done in range(0, len(keys), TEXTS_AT_ONCE):
        report(done, len(keys))
        yield from texts.filter(pk__in=keys[done : done + TEXTS_AT_ONCE]).order_by("pk")


def _texts() -> QuerySet[TextRevision]:
    return TextRevision.objects.select_related("raw__response").defer("raw__response__draft")


def _derive_again(held: TextRevision, names: Names, at: datetime, by: User | None) -> bool:
    """Look first, and lock only what the list says differently."""
    if _is_as_listed(held, names):
        return False
    with transaction.atomic():
        current = _locked(held)
        if current is None or _is_as_listed(current, names):
            return False
        _replace(current, names, at, by)
    return True


def _locked(held: TextRevision) -> TextRevision | None:
    """Return what a raw text is derived to now; nothing, when its speaker left meanwhile."""
    speaker = Participant.objects.filter(conversations__responses__raw_texts=held.raw_id)
    if not speaker.select_for_update(no_key=True, of=("self",)):
        return None
    return _texts().filter(raw=held.raw_id).order_by("-number", "-pk").first()


def _is_as_listed(held: TextRevision, names: Names) -> bool:
    return hide_names(held.raw.text, names, kept=hidden_before(held)).text == held.text


def _replace(held: TextRevision, names: Names, at: datetime, by: User | None) -> None:
    """Put a text derived anew in place of another.

    The old text goes once nothing rests on it: what is a name now would stand in it.
    """
    revision = derive(held.raw, names, at, kept=hidden_before(held))
    before = OffsetMap.from_lists(held.offset_map)
    places = before.inverse().then(OffsetMap.from_lists(revision.offset_map))
    let_everything_follow(Succession(held, revision, places, at, by))
    if not rests_on(held):
        held.delete()


def hidden_before(held: TextRevision) -> list[Mention]:
    before = OffsetMap.from_lists(held.offset_map)
    mentions = []
    for segment in before.segments:
        start, end = before.span(segment.start, segment.end)
        raw_words = held.raw.text[segment.start : segment.end]
        mentions.append(Mention(segment.start, segment.end, raw_words, held.text[start:end]))
    return mentions
