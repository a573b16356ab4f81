"""Undo and redo, by coder and programme, across all texts and all days."""

from datetime import datetime

from django.db import transaction

from ecotone.coding.choices import EventKind
from ecotone.coding.models import Coding, CodingEvent
from ecotone.coding.operations.codings import audit_coding, one_step_at_a_time
from ecotone.coding.queries import last_undoable, last_undone
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require

OPPOSITE = {EventKind.CODED: EventKind.REMOVED, EventKind.REMOVED: EventKind.CODED}


@transaction.atomic
def undo_last(*, programme: Programme, at: datetime, by: User) -> CodingEvent | None:
    """Take back the last thing this coder did here; nothing when nothing is left."""
    require(by, Action.CODE, programme)
    one_step_at_a_time(by)
    event = last_undoable(programme, by)
    return _turn_back(event, is_undo=True, at=at) if event else None


@transaction.atomic
def redo(*, programme: Programme, at: datetime, by: User) -> CodingEvent | None:
    """Take back the coder's last undo; nothing when they have coded anew since."""
    require(by, Action.CODE, programme)
    one_step_at_a_time(by)
    event = last_undone(programme, by)
    return _turn_back(event, is_undo=False, at=at) if event else None


def _turn_back(event: CodingEvent, *, is_undo: bool, at: datetime) -> CodingEvent:
    coding, kind = event.coding, OPPOSITE[EventKind(event.kind)]
    Coding.objects.filter(pk=coding.pk).update(is_removed=kind == EventKind.REMOVED)
    turned = CodingEvent.objects.create(
        coding=coding, kind=kind, by=event.by, at=at, undoes=event, is_undo=is_undo
    )
    verb = "undid a coding step" if is_undo else "redid a coding step"
    audit_coding(verb, coding, at=at, by=event.by)
    return turned
