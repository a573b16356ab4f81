"""Writing the log: a step, and what it changed about each thing."""

from collections.abc import Iterable
from typing import Any

from ecotone.coding.models import Change, Code, Coding, Memo, Step

BATCH = 500


def record_step(step: Step, changes: Iterable[Change]) -> Step:
    """Store a step with its changes. What they tell of is stored by whoever asks."""
    step.save(force_insert=True)
    listed = list(changes)
    for change in listed:
        change.step = step
    Change.objects.bulk_create(listed, batch_size=BATCH)
    return step


def change_of(thing: Coding | Code | Memo, **after: object) -> Change:
    """Set fields of a thing, named as its columns are, and say what they were before."""
    before = {field: getattr(thing, field) for field in after}
    for field, value in after.items():
        setattr(thing, field, value)
    change = Change(before=before, after=dict(after))
    if isinstance(thing, Coding):
        change.coding = thing
    elif isinstance(thing, Code):
        change.code = thing
    else:
        change.memo = thing
    return change


def creation_of(thing: Coding | Code | Memo) -> Change:
    """Say that a thing stands that did not; undone, it is marked as removed."""
    thing.is_removed = True
    return change_of(thing, is_removed=False)


def touched(code: Code) -> Change:
    """Say that a step was about a code, of which it changed nothing itself."""
    return Change(code=code)


def save_changes(changes: Iterable[Change]) -> None:
    """Store the codings, codes and memos that changes were made of."""
    listed = [change for change in changes if change.after]
    managers: tuple[Any, ...] = (Code.objects, Coding.objects, Memo.objects)
    for manager in managers:
        changed = [change for change in listed if isinstance(change.thing, manager.model)]
        fields = {field.removesuffix("_id") for change in changed for field in change.after}
        things: list[Any] = [change.thing for change in changed]
        if manager.model is Coding and len(things) > 1:
            _step_aside(things)
            fields.add("is_removed")
        if fields:
            manager.bulk_update(things, fields, batch_size=BATCH)


def _step_aside(codings: Iterable[Coding]) -> None:
    """Take codings off for a moment: no two may say the same, even while they swap places."""
    keys = [coding.pk for coding in codings]
    for first in range(0, len(keys), BATCH):
        Coding.objects.filter(pk__in=keys[first : first + BATCH]).update(is_removed=True)
