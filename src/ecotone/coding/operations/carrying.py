"""Codings follow their words into the next version of a text, or wait to be placed again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.coding.choices import Pole, Target, Verb
from ecotone.coding.models import Change, Coding, CodingRound, Step
from ecotone.coding.operations.codings import (
    Marking,
    audit_coding,
    hold_in_place,
    one_step_at_a_time,
)
from ecotone.coding.operations.steps import BATCH, change_of, record_step
from ecotone.coding.queries.placing import codings_to_place
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import User
from ecotone.foundation.permissions import Action, require
from ecotone.listening.models import TextRevision
from ecotone.listening.operations import Succession
from ecotone.register.operations import record_about

_Span = tuple[int, int]


@transaction.atomic
def carry_codings(succession: Succession) -> None:
    """Move codings to the text that takes the place of theirs.

    Where only names were replaced, all of them move, those taken off included. Where an
    answer was changed, those move whose words are untouched or stand elsewhere once; the
    others stay with the old text until their coder places them again.
    """
    resting = Coding.objects.filter(revision=succession.old).order_by("pk")
    if not succession.has_same_words:
        resting = resting.filter(is_removed=False)
    placed = [
        (coding, span)
        for coding in resting.select_for_update(of=("self",))
        if (span := _new_place(coding, succession)) is not None
    ]
    if placed:
        _move(placed, succession.new, at=succession.at, by=succession.by)
        participant = succession.new.response.conversation.participant
        record_about(
            f"carried over {len(placed)} codings",
            participant,
            at=succession.at,
            by=succession.by,
        )


def count_codings(revision: TextRevision) -> int:
    """Count what rests on a text, codings taken off included: their log lives with them."""
    return Coding.objects.filter(revision=revision).count()


def is_coded_in_secret(revision: TextRevision) -> bool:
    """Say whether a text is coded blind now: how much was found in it is told to nobody."""
    rounds = CodingRound.objects.filter(texts=revision.response.conversation_id)
    return rounds.filter(is_blind=True, revealed_at__isnull=True).exists()


@transaction.atomic
def place_again(*, coding: Coding, start: int, end: int, at: datetime, by: User) -> Coding:
    """Put a coding whose words were changed on the words that stand there now."""
    require(by, Action.CODE, coding.code.programme)
    one_step_at_a_time(by)
    conversation = coding.revision.response.conversation
    hold_in_place([coding.revision_id])
    waiting = {found.coding.pk: found for found in codings_to_place(conversation, reader=by)}
    if coding.pk not in waiting:
        raise Refused(
            _("This code waits for nobody, or for somebody else."),
            remedy=_("Load the page again and look at the list once more."),
        )
    new = waiting[coding.pk].revision
    marked = Marking(new, start, end, coding.code, Pole(coding.pole), Target(coding.target)).by(
        by
    )
    _move([(coding, (marked.start, marked.end))], new, at=at, by=by)
    audit_coding("placed a coding again", coding, at=at, by=by)
    return coding


# --- shared steps ----------------------------------------------------------------------------


def _new_place(coding: Coding, succession: Succession) -> _Span | None:
    places = succession.places
    if succession.has_same_words or not places.touches(coding.start, coding.end):
        return places.span(coding.start, coding.end)
    words = succession.old.passage(coding.start, coding.end)
    if succession.new.text.count(words) != 1:
        return None
    start = succession.new.text.index(words)
    return start, start + len(words)


def _move(
    placed: Iterable[tuple[Coding, _Span]],
    new: TextRevision,
    *,
    at: datetime,
    by: User | None,
) -> None:
    """Move codings and write down where each stood.

    Two that come to say the same, such as codes on two halves of one name, become one: the
    later is taken off.
    """
    standing = Coding.objects.filter(revision=new, is_removed=False)
    said = {(coding.statement, coding.coder_id, coding.layer) for coding in standing}
    changes = [_carried(coding, new, span, said) for coding, span in placed]
    moved = [change.coding for change in changes if change.coding]
    Coding.objects.bulk_update(
        moved, ("revision", "start", "end", "is_removed"), batch_size=BATCH
    )
    programme = new.response.conversation.participant.programme
    record_step(Step(programme=programme, verb=Verb.CARRIED, by=by, at=at), changes)


def _carried(coding: Coding, new: TextRevision, span: _Span, said: set[Any]) -> Change:
    start, end = span
    change = change_of(coding, revision_id=new.pk, start=start, end=end)
    says = coding.statement, coding.coder_id, coding.layer
    if not coding.is_removed and says in said:
        off = change_of(coding, is_removed=True)
        change.before |= off.before
        change.after |= off.after
    if not coding.is_removed:
        said.add(says)
    return change
