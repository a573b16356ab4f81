"""Which of a coder's own events comes next when they undo or redo."""

from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce

from ecotone.coding.choices import EventKind
from ecotone.coding.models import CodingEvent
from ecotone.foundation.models import Programme, User
from ecotone.listening.queries import readable_revisions


def last_undoable(programme: Programme, coder: User) -> CodingEvent | None:
    """Return the newest thing this coder did, or did again, that still stands."""
    return _standing(programme, coder).filter(is_undo=False).first()


def last_undone(programme: Programme, coder: User) -> CodingEvent | None:
    """Return the newest undo not redone since. A new coding closes the way to older ones."""
    fresh = _events_of(programme, coder).filter(undoes__isnull=True)
    since = fresh.aggregate(newest=Coalesce(Max("pk"), 0))["newest"]
    return _standing(programme, coder).filter(is_undo=True, pk__gt=since).first()


def _standing(programme: Programme, coder: User) -> QuerySet[CodingEvent]:
    """Keep the events that no later event undoes, newest first.

    A step pushed back onto the stack is always the newest event, so the stack's order is
    the order of ids.
    """
    readable = readable_revisions(programme).filter(codings__coder=coder)
    events = _events_of(programme, coder).filter(
        undone_by__isnull=True, coding__revision__in=readable.values("pk")
    )
    conversation = "coding__revision__response__conversation"
    return events.select_related("coding__code", conversation).order_by("-pk")


def _events_of(programme: Programme, coder: User) -> QuerySet[CodingEvent]:
    """Give this coder's own steps. Following a text into its next version is nobody's step."""
    steps = CodingEvent.objects.exclude(kind=EventKind.CARRIED)
    return steps.filter(coding__code__programme=programme, by=coder)
