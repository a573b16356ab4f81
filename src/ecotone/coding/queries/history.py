"""Which of a coder's own steps comes next when they undo or redo."""

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from ecotone.coding.choices import Verb
from ecotone.coding.models import Change, Step
from ecotone.coding.queries.memos import memos_on_what_is_read
from ecotone.foundation.models import Programme, User
from ecotone.listening.queries import readable_revisions


def undoable_steps(programme: Programme, coder: User) -> QuerySet[Step]:
    """Return what this coder did, or did again, that still stands, newest first."""
    return _standing(programme, coder).filter(is_undo=False)


def undone_steps(programme: Programme, coder: User) -> QuerySet[Step]:
    """Return the undos not redone since. A new step closes the way to older ones."""
    fresh = _steps_of(programme, coder).filter(undoes__isnull=True)
    since = fresh.aggregate(newest=Coalesce(Max("pk"), 0))["newest"]
    return _standing(programme, coder).filter(is_undo=True, pk__gt=since)


def _standing(programme: Programme, coder: User) -> QuerySet[Step]:
    """Keep the steps that no later one undoes, where something is left to see of them.

    A step pushed back onto the stack is always the newest, so the stack's order is the
    order of ids.
    """
    readable = readable_revisions(programme).values("pk")
    own = readable.filter(codings__coder=coder)
    memos = memos_on_what_is_read(programme, coder).values("pk")
    seen = (
        Q(coding__revision__in=own)
        | Q(coding__revision__in=readable, step__verb=Verb.SETTLED)
        | Q(memo__in=memos)
        | Q(coding__isnull=True, memo__isnull=True)
    )
    left = Change.objects.filter(seen, step=OuterRef("pk"))
    steps = _steps_of(programme, coder).filter(Exists(left), undone_by__isnull=True)
    return steps.order_by("-pk")


def _steps_of(programme: Programme, coder: User) -> QuerySet[Step]:
    """Give this coder's own steps.

    Following a text into its next version is nobody's step, and what came with a project is
    taken back with the project.
    """
    own = Step.objects.filter(programme=programme, by=coder)
    return own.exclude(verb__in=(Verb.CARRIED, Verb.IMPORTED))
