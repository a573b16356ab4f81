"""Undo and redo, by coder and programme, across all texts, the codebook and all days."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.coding.models import STATED, Change, Code, Coding, Step
from ecotone.coding.operations.codings import one_step_at_a_time
from ecotone.coding.operations.steps import BATCH, change_of, record_step
from ecotone.coding.queries import undoable_steps, undone_steps
from ecotone.engine.pseudonyms import changes_between
from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.listening.models import TextRevision

TRIED = 100  # steps looked at for one that can still be taken back
SPAN = ("revision_id", "start", "end")


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
    step = next((step for step in steps if _still_fits(step)), None)
    return _turn_back(step, is_undo=True, at=at, by=by, key=key) if step else None


@transaction.atomic
def redo(
    *, programme: Programme, at: datetime, by: User, key: UUID | None = None
) -> Step | None:
    """Take back the coder's last undo; nothing when they have done something new since."""
    require(by, Action.CODE, programme)
    one_step_at_a_time(by)
    steps = undone_steps(programme, by)[:TRIED]
    step = next((step for step in steps if _still_fits(step)), None)
    return _turn_back(step, is_undo=False, at=at, by=by, key=key) if step else None


@transaction.atomic
def undo_codebook_step(*, step: Step, at: datetime, by: User) -> Step:
    """Take back one step of the codebook's history, whoever took it and however long ago."""
    require(by, Action.EDIT_CODEBOOK, step.programme)
    one_step_at_a_time(by)
    if step.is_undo or Step.objects.filter(undoes=step).exists():
        raise Refused(
            _("This step is undone already."), remedy=_("Load the page and look again.")
        )
    if not _still_fits(step):
        raise Refused(
            _("What this step changed was changed again since."),
            remedy=_("Undo the later step first, or change the code by hand."),
        )
    return _turn_back(step, is_undo=True, at=at, by=by, key=None)


# --- shared steps ----------------------------------------------------------------------------


def _still_fits(step: Step) -> bool:
    """Say whether everything is as the step left it, and its old place can still be found."""
    return all(_fits(change) for change in _changes(step))


def _fits(change: Change) -> bool:
    """Compare all but the place: a text may have moved on, and its codings with it."""
    is_as_left = all(
        getattr(change.thing, field) == value
        for field, value in change.after.items()
        if field not in SPAN
    )
    then = change.before.get("revision_id")
    return is_as_left and (then is None or TextRevision.objects.filter(pk=then).exists())


def _changes(step: Step) -> list[Change]:
    return list(step.changes.select_related("coding__revision", "code").order_by("pk"))


def _turn_back(step: Step, *, is_undo: bool, at: datetime, by: User, key: UUID | None) -> Step:
    changes = [change_of(change.thing, **_target(change)) for change in _changes(step)]
    _keep_one_of_each([change.coding for change in changes if change.coding])
    for change in changes:
        change.after = {field: getattr(change.thing, field) for field in change.after}
    _save(changes)
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


def _target(change: Change) -> Mapping[str, Any]:
    """Give what stood before, its place followed into the text of today."""
    coding = change.coding
    before: Mapping[str, Any] = change.before
    if coding is None or "start" not in before or coding.revision_id == before["revision_id"]:
        return before
    then = TextRevision.objects.get(pk=before["revision_id"])
    places = changes_between(then.text, coding.revision.text)
    start, end = places.span(before["start"], before["end"])
    return {**before, "revision_id": coding.revision_id, "start": start, "end": end}


def _keep_one_of_each(codings: Iterable[Coding]) -> None:
    """Leave off what would say the same as a coding that stands: nobody says a thing twice."""
    returning = {coding.pk: coding for coding in codings if not coding.is_removed}
    if not returning:
        return
    revisions = {coding.revision_id for coding in returning.values()}
    coders = {coding.coder_id for coding in returning.values()}
    standing = Coding.objects.filter(is_removed=False, coder__in=coders).exclude(
        pk__in=returning
    )
    rows = standing.values_list(*STATED, "coder", "layer")
    said = set(rows.filter(revision__in=revisions))
    for coding in returning.values():
        says = (*coding.statement, coding.coder_id, coding.layer)
        coding.is_removed = says in said
        said.add(says)


def _save(changes: Iterable[Change]) -> None:
    codings, codes = [], []
    fields: dict[type[Coding | Code], set[str]] = {Coding: set(), Code: set()}
    for change in changes:
        if change.coding:
            codings.append(change.coding)
        elif change.code:
            codes.append(change.code)
        columns = {field.removesuffix("_id") for field in change.after}
        fields[type(change.thing)] |= columns
    if codings:
        Coding.objects.bulk_update(codings, fields[Coding], batch_size=BATCH)
    if codes:
        Code.objects.bulk_update(codes, fields[Code], batch_size=BATCH)
