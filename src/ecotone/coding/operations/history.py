"""Undo and redo, by coder and programme, across all texts, the codebook and all days."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.coding.models import STATED, Change, Coding, Step
from ecotone.coding.operations.codings import one_step_at_a_time
from ecotone.coding.operations.editing import one_edit_at_a_time
from ecotone.coding.operations.fitting import (
    CODERS_OWN,
    changes_of,
    is_mere_addition,
    obstacle_to,
)
from ecotone.coding.operations.in_rounds import is_coded_blind, rounds_of
from ecotone.coding.operations.steps import change_of, record_step, save_changes
from ecotone.coding.queries import undoable_steps, undone_steps
from ecotone.engine.pseudonyms import changes_between
from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.listening.models import TextRevision

TRIED = 100  # steps looked at for one that can still be taken back


@transaction.atomic
def undo_last(
    *, programme: Programme, at: datetime, by: User, key: UUID | None = None
) -> Step | None:
    """Take back the last thing this coder did here; nothing when nothing is left.

    A step whose things somebody else has changed since is passed over.
    """
    require(by, Action.CODE, programme)
    one_step_at_a_time(by)
    steps = undoable_steps(programme, by)[:TRIED]
    step = next((step for step in steps if obstacle_to(step) is None), None)
    return _turn_back(step, is_undo=True, at=at, by=by, key=key) if step else None


@transaction.atomic
def redo(
    *, programme: Programme, at: datetime, by: User, key: UUID | None = None
) -> Step | None:
    """Take back the coder's last undo; nothing when they have done something new since."""
    require(by, Action.CODE, programme)
    one_step_at_a_time(by)
    steps = undone_steps(programme, by)[:TRIED]
    step = next((step for step in steps if obstacle_to(step) is None), None)
    return _turn_back(step, is_undo=False, at=at, by=by, key=key) if step else None


@transaction.atomic
def undo_codebook_step(*, step: Step, at: datetime, by: User) -> Step:
    """Take back one step of the codebook's history, whoever took it and however long ago."""
    require(by, Action.EDIT_CODEBOOK, step.programme)
    one_step_at_a_time(by)
    one_edit_at_a_time(step.programme)
    if step.is_undo or Step.objects.filter(undoes=step).exists():
        raise Refused(
            _("This step is undone already."), remedy=_("Load the page and look again.")
        )
    if (obstacle := obstacle_to(step)) is not None:
        raise obstacle
    return _turn_back(step, is_undo=True, at=at, by=by, key=None)


# --- shared steps ----------------------------------------------------------------------------


def _turn_back(step: Step, *, is_undo: bool, at: datetime, by: User, key: UUID | None) -> Step:
    is_blind = is_coded_blind(step.programme)
    changes = [
        change_of(change.thing, **_target(change, is_blind=is_blind))
        for change in changes_of(step)
    ]
    _bring_into_rounds(changes, step)
    _keep_one_of_each(changes)
    save_changes(changes)
    turned = Step(
        key=key or uuid4(),
        programme=step.programme,
        verb=step.verb,
        by=by,
        at=at,
        undoes=step,
        is_undo=is_undo,
    )
    record_step(turned, changes)
    done = "undid" if is_undo else "redid"
    audit.record_in(f"{done} a coding step", step.programme, at=at, by=by)
    return turned


def _target(change: Change, *, is_blind: bool) -> Mapping[str, Any]:
    """Give what stood before, its place followed into the text of today.

    While something is coded blind, a code retires where it would go, used or not.
    """
    if is_blind and is_mere_addition(change):
        return {"is_retired": True}
    coding = change.coding
    before: Mapping[str, Any] = change.before
    if coding is None or "start" not in before or coding.revision_id == before["revision_id"]:
        return before
    then = TextRevision.objects.get(pk=before["revision_id"])
    places = changes_between(then.text, coding.revision.text)
    start, end = places.span(before["start"], before["end"])
    return {**before, "revision_id": coding.revision_id, "start": start, "end": end}


def _bring_into_rounds(changes: Iterable[Change], step: Step) -> None:
    """Let a coding that comes back belong to the round in which its coder codes by now."""
    returning = [
        change
        for change in changes
        if change.coding and not change.coding.is_removed and change.coding.round_id is None
    ]
    if step.verb not in CODERS_OWN or step.by is None or not returning:
        return
    rounds = rounds_of(step.by, [change.coding for change in returning if change.coding])
    for change in returning:
        coding = change.coding
        found = rounds.get(coding.revision.response.conversation_id) if coding else None
        if coding and found:
            change.before["round_id"], change.after["round_id"] = None, found.pk
            coding.round = found


def _keep_one_of_each(changes: Iterable[Change]) -> None:
    """Leave off what would say the same as a coding that stands: nobody says a thing twice."""
    changed = {change.coding.pk: change for change in changes if change.coding}
    returning = {
        pk: change
        for pk, change in changed.items()
        if change.coding and not change.coding.is_removed
    }
    if not returning:
        return
    codings = [change.coding for change in returning.values() if change.coding]
    standing = Coding.objects.filter(
        is_removed=False,
        coder__in={coding.coder_id for coding in codings},
        revision__in={coding.revision_id for coding in codings},
    ).exclude(pk__in=changed)
    said = set(standing.values_list(*STATED, "coder", "layer"))
    for coding in codings:
        says = (*coding.statement, coding.coder_id, coding.layer)
        if says in said:
            _leave_off(coding, returning[coding.pk])
        said.add(says)


def _leave_off(coding: Coding, change: Change) -> None:
    change.before.setdefault("is_removed", False)
    change.after["is_removed"] = True
    coding.is_removed = True
