"""How the codebook is changed: one person at a time, from the version they were looking at."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ecotone.coding.choices import Verb
from ecotone.coding.errors import CodeChangedMeanwhile
from ecotone.coding.models import Change, Code, Step
from ecotone.coding.operations.codings import one_step_at_a_time
from ecotone.coding.operations.steps import record_step
from ecotone.coding.queries.book_history import last_change_since
from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why somebody changes the codebook, and the version they were looking at when they did.

    `seen` is the id of the newest step of the codebook then; None where no page was open.
    """

    why: str = ""
    seen: int | None = None


UNSAID = Grounds()


def begin_edit(codes: Collection[Code], *, by: User, grounds: Grounds) -> None:
    """Wait for whoever edits the book now; refuse what was decided on a page that is old.

    The codes are read anew, so that what is written down as "before" is what stood there.
    """
    one_step_at_a_time(by)
    for programme in {code.programme for code in codes}:
        one_edit_at_a_time(programme)
    for code in codes:
        code.refresh_from_db(from_queryset=Code.objects.select_for_update(of=("self",)))
    if grounds.seen is None:
        return
    if (change := last_change_since(codes, grounds.seen)) is not None:
        raise CodeChangedMeanwhile(who=str(change.step.by), code=str(change.code))


def one_edit_at_a_time(programme: Programme) -> None:
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)


def require_in_book(*codes: Code) -> None:
    for code in codes:
        if code.is_removed:
            raise Refused(
                _("“%(code)s” is not in the codebook any more.") % {"code": code},
                remedy=_("The codebook\u2019s history says what became of it."),
            )


def record_edit(
    verb: Verb,
    changes: Iterable[Change],
    *,
    programme: Programme,
    at: datetime,
    by: User | None,
    grounds: Grounds = UNSAID,
) -> Step:
    """Store one step of the codebook's history, and its line in the audit trail."""
    step = Step(programme=programme, verb=verb, by=by, at=at, why=grounds.why)
    record_step(step, changes)
    said = f"changed the codebook: {verb.lower().replace('_', ' ')}"
    audit.record_in(said, programme, at=at, by=by, reason=grounds.why)
    return step
