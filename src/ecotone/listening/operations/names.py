"""Judging which words are names, and looking at raw words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.engine.pseudonyms import key_of, sort_of_organisation
from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.listening.choices import NameKind
from ecotone.listening.models import Conversation, ListedName, RawText
from ecotone.listening.operations.aliases import (
    fingerprint_of,
    free_replacement,
    lock_names,
)
from ecotone.listening.operations.freezing import arrived_last
from ecotone.listening.operations.hiding import hide_names_anew
from ecotone.listening.queries.looks import READ_RAW_WORDS, READ_WORDS_TO_JUDGE
from ecotone.listening.queries.names import names_to_hide
from ecotone.register.operations import record_about

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


def judge_words(
    *, programme: Programme, judgements: Iterable[Judgement], at: datetime, by: User
) -> int:
    """Settle what words are, follow that in every text, and say how many texts changed.

    Two steps, not one transaction: who sends an answer waits for the first alone, and the
    second is repeated every night.
    """
    settle_words(programme=programme, judgements=judgements, at=at, by=by)
    return hide_names_anew(programme=programme, at=at, by=by)


@transaction.atomic
def settle_words(
    *, programme: Programme, judgements: Iterable[Judgement], at: datetime, by: User
) -> None:
    """Settle what words are, for every text that arrives from now on."""
    require(by, Action.READ_RAW, programme)
    lock_names(programme)
    judged = list(judgements)
    for judgement in judged:
        _settle(programme, judgement, at, by)
    audit.record_in(f"judged {len(judged)} words", programme, at=at, by=by)


@transaction.atomic
def look_at_raw(*, conversation: Conversation, at: datetime, by: User) -> dict[int, RawText]:
    """Return what arrived last in answer to each question, and write down who looked."""
    programme = conversation.participant.programme
    require(by, Action.READ_RAW, programme)
    record_about(READ_RAW_WORDS, conversation.participant, at=at, by=by)
    return arrived_last(conversation)


@transaction.atomic
def look_at_words_to_judge(*, programme: Programme, at: datetime, by: User) -> None:
    """Write down who saw words with the raw words around them."""
    require(by, Action.READ_RAW, programme)
    audit.record_in(READ_WORDS_TO_JUDGE, programme, at=at, by=by)


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
