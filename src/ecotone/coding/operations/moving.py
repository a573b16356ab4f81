"""Where a code stands: in which family, in which order, in use or at rest."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.coding.choices import Verb
from ecotone.coding.models import Change, Code, Step
from ecotone.coding.operations.editing import (
    UNSAID,
    Grounds,
    begin_edit,
    record_edit,
    require_in_book,
)
from ecotone.coding.operations.in_rounds import is_coded_blind
from ecotone.coding.operations.steps import change_of, save_changes, touched
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import User
from ecotone.foundation.permissions import Action, require


@transaction.atomic
def move_code(
    *,
    code: Code,
    parent: Code | None,
    before: Code | None = None,
    at: datetime,
    by: User,
    grounds: Grounds = UNSAID,
) -> Step | None:
    """Put a code, with all below it, into a family, before one of its codes or at the end.

    Nothing happens when it stands there already.
    """
    require(by, Action.EDIT_CODEBOOK, code.programme)
    begin_edit([code], by=by, grounds=grounds)
    require_in_book(code, *([parent] if parent else []))
    if parent:
        require_not_below(parent, code)
    _require_free_name_there(code, parent)
    changes = _ordered(code, parent, _siblings(code, parent, before))
    if not changes:
        return None
    save_changes(changes)
    return record_edit(
        Verb.MOVED, changes, programme=code.programme, at=at, by=by, grounds=grounds
    )


@transaction.atomic
def retire_code(*, code: Code, at: datetime, by: User, grounds: Grounds = UNSAID) -> Step:
    """Offer a code for no new passages. Those it has stay, and count."""
    require(by, Action.EDIT_CODEBOOK, code.programme)
    begin_edit([code], by=by, grounds=grounds)
    require_in_book(code)
    if code.is_retired:
        raise Refused(
            _("This code is retired already."), remedy=_("Bring it back, or leave it.")
        )
    return _changed(code, Verb.RETIRED, {"is_retired": True}, at=at, by=by, grounds=grounds)


@transaction.atomic
def bring_back(*, code: Code, at: datetime, by: User, grounds: Grounds = UNSAID) -> Step:
    """Offer a retired code to coders again."""
    require(by, Action.EDIT_CODEBOOK, code.programme)
    begin_edit([code], by=by, grounds=grounds)
    require_in_book(code)
    if not code.is_retired:
        raise Refused(_("This code is in use."), remedy=_("There is nothing to bring back."))
    back = {"is_retired": False}
    return _changed(code, Verb.BROUGHT_BACK, back, at=at, by=by, grounds=grounds)


@transaction.atomic
def delete_code(*, code: Code, at: datetime, by: User, grounds: Grounds = UNSAID) -> Step:
    """Take a code out of the book that nobody ever used; one that was used is retired.

    Whether it was used is asked now, and not of the page: somebody may have used it since.
    While something is coded blind it is not asked at all, for the answer would tell.
    """
    require(by, Action.EDIT_CODEBOOK, code.programme)
    begin_edit([code], by=by, grounds=grounds)
    require_in_book(code)
    if Code.objects.in_book(code.programme).filter(parent=code).exists():
        raise Refused(
            _("There are codes below “%(code)s”.") % {"code": code},
            remedy=_("Move them elsewhere first, or retire this one."),
        )
    if not is_coded_blind(code.programme) and not code.codings.exists():
        gone = {"is_removed": True}
        return _changed(code, Verb.DELETED, gone, at=at, by=by, grounds=grounds)
    rest = {"is_retired": True}
    return _changed(code, Verb.RETIRED, rest, at=at, by=by, grounds=grounds)


# --- shared steps ----------------------------------------------------------------------------


def require_not_below(below: Code, above: Code) -> None:
    """Refuse to put a code under itself, or under what lies under it."""
    step: Code | None = below
    while step is not None:
        if step.pk == above.pk:
            raise Refused(
                _("“%(below)s” lies under “%(above)s”.") % {"below": below, "above": above},
                remedy=_("Move it out from there first, or do it the other way round."),
            )
        step = step.parent


def _changed(
    code: Code,
    verb: Verb,
    after: Mapping[str, object],
    *,
    at: datetime,
    by: User,
    grounds: Grounds,
) -> Step:
    changes = [change_of(code, **after)]
    save_changes(changes)
    return record_edit(verb, changes, programme=code.programme, at=at, by=by, grounds=grounds)


def _require_free_name_there(code: Code, parent: Code | None) -> None:
    there = Code.objects.in_book(code.programme).filter(parent=parent, name__iexact=code.name)
    if there.exclude(pk=code.pk).exists():
        raise Refused(
            _("There is a code called “%(name)s” there already.") % {"name": code.name},
            remedy=_("Merge the two, or rename one of them first."),
        )


def _siblings(code: Code, parent: Code | None, before: Code | None) -> list[Code]:
    """Give the codes of the family in their new order."""
    family = Code.objects.in_book(code.programme).filter(parent=parent).exclude(pk=code.pk)
    others = list(family.order_by("position", "pk"))
    places = [number for number, other in enumerate(others) if before and other.pk == before.pk]
    place = places[0] if places else len(others)
    return [*others[:place], code, *others[place:]]


def _ordered(code: Code, parent: Code | None, siblings: Sequence[Code]) -> list[Change]:
    """Give a code its number in a family; others move up only as far as they must.

    The code that is moved comes first, also where it is its neighbours that make way.
    """
    parent_id = parent.pk if parent else None
    stands = code.parent_id == parent_id
    if stands and [*siblings] == sorted(siblings, key=lambda one: (one.position, one.pk)):
        return []
    own, last = touched(code), -1
    others: list[Change] = []
    for sibling in siblings:
        last = last + 1 if sibling is code else max(sibling.position, last + 1)
        if sibling is code:
            own = change_of(code, parent_id=parent_id, position=last)
        elif sibling.position != last:
            others.append(change_of(sibling, position=last))
    return [own, *others]
