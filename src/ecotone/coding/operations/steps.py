"""Writing the log: a step, and what it changed about each thing."""

from collections.abc import Iterable

from ecotone.coding.models import Change, Code, Coding, Step

BATCH = 500


def record_step(step: Step, changes: Iterable[Change]) -> Step:
    """Store a step with its changes. What they tell of is stored by whoever asks."""
    step.save(force_insert=True)
    listed = list(changes)
    for change in listed:
        change.step = step
    Change.objects.bulk_create(listed, batch_size=BATCH)
    return step


def change_of(thing: Coding | Code, **after: object) -> Change:
    """Set fields of a thing, named as its columns are, and say what they were before."""
    before = {field: getattr(thing, field) for field in after}
    for field, value in after.items():
        setattr(thing, field, value)
    change = Change(before=before, after=dict(after))
    if isinstance(thing, Coding):
        change.coding = thing
    else:
        change.code = thing
    return change


def creation_of(thing: Coding | Code) -> Change:
    """Say that a thing stands that did not; undone, it is marked as removed."""
    thing.is_removed = True
    return change_of(thing, is_removed=False)
