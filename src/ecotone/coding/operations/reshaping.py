"""Reshaping the codebook: two codes become one, one becomes two. All codings follow."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.coding.choices import Verb
from ecotone.coding.models import Change, Code, Coding, QuoteCheck, Step
from ecotone.coding.operations.codebook import CodeWording, new_code
from ecotone.coding.operations.editing import (
    UNSAID,
    Grounds,
    begin_edit,
    record_edit,
    require_in_book,
)
from ecotone.coding.operations.moving import require_not_below
from ecotone.coding.operations.steps import change_of, creation_of, save_changes, touched
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import User
from ecotone.foundation.permissions import Action, require


@transaction.atomic
def merge_codes(
    *, code: Code, into: Code, at: datetime, by: User, grounds: Grounds = UNSAID
) -> Step:
    """Give everything one code holds to another: passages of all coders, codes below, its name.

    The code itself leaves the book and stays in its history, with what was said of it.
    """
    require(by, Action.EDIT_CODEBOOK, code.programme)
    begin_edit([code, into], by=by, grounds=grounds)
    require_in_book(code, into)
    _require_two(code, into)
    require_not_below(into, code)
    changes = [
        change_of(code, is_removed=True, merged_into_id=into.pk),
        change_of(into, other_names=_names_of_both(code, into)),
        *_children_given(code, into),
        *_recoded(Coding.objects.filter(code=code), into),
    ]
    save_changes(changes)
    return record_edit(
        Verb.MERGED, changes, programme=code.programme, at=at, by=by, grounds=grounds
    )


@transaction.atomic
def split_code(
    *,
    code: Code,
    codings: Collection[Coding],
    into: Code | CodeWording,
    at: datetime,
    by: User,
    grounds: Grounds = UNSAID,
) -> Step:
    """Give some of a code's passages, whoever coded them, to another or to a new code."""
    require(by, Action.EDIT_CODEBOOK, code.programme)
    begin_edit([code, *([into] if isinstance(into, Code) else [])], by=by, grounds=grounds)
    require_in_book(code)
    moving = Coding.objects.filter(
        code=code, is_removed=False, pk__in=[coding.pk for coding in codings]
    )
    other, about_other = _other_half(code, into)
    changes = [touched(code), about_other, *_recoded(moving, other)]
    _require_some(changes[2:])
    save_changes(changes)
    return record_edit(
        Verb.SPLIT, changes, programme=code.programme, at=at, by=by, grounds=grounds
    )


# --- shared steps ----------------------------------------------------------------------------


def _require_two(code: Code, into: Code) -> None:
    if code.pk == into.pk or code.programme_id != into.programme_id:
        raise Refused(
            _("A code is not merged into itself."), remedy=_("Choose the code that stays.")
        )


def _names_of_both(code: Code, into: Code) -> list[str]:
    """Let whoever looks for the old name find the code that took its place."""
    names = [*into.other_names, code.name, *code.other_names]
    return [name for name in dict.fromkeys(names) if name != into.name]


def _children_given(code: Code, into: Code) -> Iterator[Change]:
    last = into.children.count()
    children = Code.objects.filter(parent=code).order_by("position", "pk")
    for number, child in enumerate(children):
        yield change_of(child, parent_id=into.pk, position=last + number)


def _other_half(code: Code, into: Code | CodeWording) -> tuple[Code, Change]:
    if isinstance(into, Code):
        require_in_book(into)
        _require_two(code, into)
        return into, touched(into)
    added = new_code(code.programme, into, code.parent or code)
    return added, creation_of(added)


def _require_some(changes: Collection[Change]) -> None:
    if not changes:
        raise Refused(
            _("No passage was chosen."), remedy=_("Tick the passages that should move.")
        )


def _recoded(codings: Iterable[Coding], into: Code) -> list[Change]:
    """Put codings under another code.

    Where a coder comes to say the same of the same words twice, the later of the two goes
    off; what its speaker was asked about the words is kept with the earlier.
    """
    said = {_says(coding): coding for coding in into.codings.filter(is_removed=False)}
    changes: list[Change] = []
    for coding in codings:
        change = change_of(coding, code_id=into.pk)
        twin = None if coding.is_removed else said.get(_says(coding))
        changes.append(change)
        if twin is not None and twin.pk < coding.pk:
            _also(change, change_of(coding, is_removed=True))
            _hand_on_quote(coding, twin)
        elif twin is not None:
            changes.append(change_of(twin, is_removed=True))
            _hand_on_quote(twin, coding)
    return changes


def _says(coding: Coding) -> tuple[object, ...]:
    return (*coding.statement, coding.coder_id, coding.layer)


def _also(change: Change, further: Change) -> None:
    change.before |= further.before
    change.after |= further.after


def _hand_on_quote(off: Coding, stays: Coding) -> None:
    if not QuoteCheck.objects.filter(coding=stays).exists():
        QuoteCheck.objects.filter(coding=off).update(coding=stays)
