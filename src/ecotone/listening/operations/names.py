"""Judging which words are names, hiding them in every text, and looking at raw words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.engine.pseudonyms import (
    Mention,
    Names,
    OffsetMap,
    hide_names,
    key_of,
    sort_of_organisation,
)
from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.listening.choices import NameKind
from ecotone.listening.models import Conversation, ListedName, RawText, TextRevision
from ecotone.listening.operations.aliases import (
    fingerprint_of,
    free_replacement,
    listed_names,
)
from ecotone.listening.operations.followers import (
    Succession,
    let_everything_follow,
    rests_on,
)
from ecotone.listening.operations.freezing import derive
from ecotone.listening.queries.looks import READ_RAW_WORDS, READ_WORDS_TO_JUDGE
from ecotone.listening.queries.names import names_to_hide

_SORTS = {NameKind.PERSON: "person", NameKind.PLACE: "place", NameKind.OTHER: "detail"}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one form turned out to be. Without a replacement, the next free alias is taken.

    `is_exact` for a form as it stands in a text; a whole name brings its other forms along.
    """

    form: str
    kind: NameKind
    replacement: str = ""
    is_exact: bool = True


@transaction.atomic
def judge_words(
    *, programme: Programme, judgements: Iterable[Judgement], at: datetime, by: User
) -> int:
    """Settle what words are, for the whole programme, and say how many texts changed."""
    require(by, Action.READ_RAW, programme)
    judged = list(judgements)
    for judgement in judged:
        _settle(programme, judgement, at, by)
    audit.record(
        f"judged {len(judged)} words",
        f"programme:{programme.pk}",
        programme=programme,
        actor=audit.actor_key(by),
        at=at,
    )
    return _derive_anew(programme, at, by)


@transaction.atomic
def hide_names_anew(*, programme: Programme, at: datetime) -> int:
    """Hide in the texts there are whoever came to the register since they arrived.

    Done by a job, every night. Returns how many texts changed.
    """
    changed = _derive_anew(programme, at, None)
    if changed:
        audit.record(
            f"hid names in {changed} texts",
            f"programme:{programme.pk}",
            programme=programme,
            actor=audit.actor_key(None),
            at=at,
        )
    return changed


@transaction.atomic
def look_at_raw(*, conversation: Conversation, at: datetime, by: User) -> dict[int, RawText]:
    """Return what arrived last in answer to each question, and write down who looked."""
    programme = conversation.participant.programme
    require(by, Action.READ_RAW, programme)
    audit.record(
        READ_RAW_WORDS,
        conversation.participant.subject,
        programme=programme,
        actor=audit.actor_key(by),
        at=at,
    )
    arrived = RawText.objects.filter(response__conversation=conversation).order_by("pk")
    return {raw.response_id: raw for raw in arrived}


@transaction.atomic
def look_at_words_to_judge(*, programme: Programme, at: datetime, by: User) -> None:
    """Write down who saw words with the raw words around them."""
    require(by, Action.READ_RAW, programme)
    audit.record(
        READ_WORDS_TO_JUDGE,
        f"programme:{programme.pk}",
        programme=programme,
        actor=audit.actor_key(by),
        at=at,
    )


# --- one judgement ---------------------------------------------------------------------------


def _settle(programme: Programme, judgement: Judgement, at: datetime, by: User) -> None:
    if not key_of(judgement.form):
        raise Refused(
            _("“%(form)s” has no letters and no digits.") % {"form": judgement.form},
            remedy=_("Write the name as it stands in the text."),
        )
    ListedName.objects.update_or_create(
        programme=programme,
        fingerprint=fingerprint_of(judgement.form),
        defaults={
            "form": judgement.form,
            "kind": judgement.kind,
            "replacement": _replacement(programme, judgement),
            "is_exact": judgement.is_exact,
            "judged_by": by,
            "judged_at": at,
        },
    )


def _replacement(programme: Programme, judgement: Judgement) -> str:
    if judgement.kind == NameKind.ORDINARY:
        return ""
    if judgement.replacement.strip():
        return judgement.replacement.strip()
    known = names_to_hide(programme).replacement_of(judgement.form)
    sort = _SORTS.get(judgement.kind) or sort_of_organisation(judgement.form)
    return known or free_replacement(programme, sort)


# --- every text anew -------------------------------------------------------------------------


def _derive_anew(programme: Programme, at: datetime, by: User | None) -> int:
    names = listed_names(programme, at)
    return sum(_derive_again(held, names, at, by) for held in _held_texts(programme))


def _held_texts(programme: Programme) -> Iterator[TextRevision]:
    """Give the present derivation of every raw text, older answers among them.

    Codings may still rest on an answer that was changed since.
    """
    held = TextRevision.objects.filter(response__conversation__participant__programme=programme)
    newest = dict(held.order_by("number", "pk").values_list("raw_id", "pk"))
    texts = held.select_related("raw__response").defer("raw__response__draft").order_by("pk")
    for text in texts.select_for_update(of=("self",)).iterator():
        if newest[text.raw_id] == text.pk:
            yield text


def _derive_again(held: TextRevision, names: Names, at: datetime, by: User | None) -> bool:
    """Replace a text by what the list makes of it now, if that is anything else.

    The old text goes once nothing rests on it: what is a name now would stand in it.
    """
    before = OffsetMap.from_lists(held.offset_map)
    kept = list(_hidden_before(held, before))
    if hide_names(held.raw.text, names, kept=kept).text == held.text:
        return False
    revision = derive(held.raw, names, at, kept=kept)
    places = before.inverse().then(OffsetMap.from_lists(revision.offset_map))
    let_everything_follow(Succession(held, revision, places, at, by))
    if not rests_on(held):
        held.delete()
    return True


def _hidden_before(held: TextRevision, before: OffsetMap) -> Iterator[Mention]:
    for segment in before.segments:
        start, end = before.span(segment.start, segment.end)
        raw_words = held.raw.text[segment.start : segment.end]
        yield Mention(segment.start, segment.end, raw_words, held.text[start:end])
