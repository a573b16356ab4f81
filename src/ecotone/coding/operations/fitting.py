"""Whether a step can still be taken back: things as it left them, a book that holds after."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ecotone.coding.choices import RoundState, Verb
from ecotone.coding.models import Change, Code, Coding, CodingRound, Step
from ecotone.coding.operations.in_rounds import is_coded_blind, rounds_of, why_through
from ecotone.foundation.errors import Refused
from ecotone.listening.models import TextRevision

SPAN = ("revision_id", "start", "end")
CODERS_OWN = (Verb.CODED, Verb.CHANGED, Verb.REMOVED)


def changes_of(step: Step) -> list[Change]:
    things = step.changes.select_related(
        "coding__revision__response", "coding__round", "code", "memo"
    )
    return list(things.order_by("pk"))


def obstacle_to(step: Step) -> Refused | None:
    """Return why a step cannot be taken back now, to be raised or passed over; else nothing."""
    changes = changes_of(step)
    changed = next((change for change in changes if not _is_as_left(change)), None)
    if changed is not None:
        return _changed_since(changed)
    if (obstacle := _submitted_since(step, changes)) is not None:
        return obstacle
    about_codes = [change for change in changes if change.code]
    about_codings = [change for change in changes if change.coding]
    book = _book_after(step, about_codes)
    if is_coded_blind(step.programme):
        used = _perhaps_used(about_codes)
    else:
        used = _used_since(about_codes, about_codings)
    return used or _out_of_place(book, about_codings)


def is_mere_addition(change: Change) -> bool:
    """Say whether undoing it would take a code out of the book, and do nothing else to it."""
    return change.code_id is not None and change.before == {"is_removed": True}


# --- shared steps ----------------------------------------------------------------------------


def _is_as_left(change: Change) -> bool:
    """Compare all but the place: a text may have moved on, and its codings with it."""
    is_as_left = all(
        getattr(change.thing, field) == value
        for field, value in change.after.items()
        if field not in SPAN
    )
    then = change.before.get("revision_id")
    return is_as_left and (then is None or TextRevision.objects.filter(pk=then).exists())


def _submitted_since(step: Step, changes: Iterable[Change]) -> Refused | None:
    """Keep what a coder has submitted as it stands, and what was settled once it counts."""
    rounds = {change.coding.round for change in changes if change.coding}
    found = [coding_round for coding_round in rounds if coding_round is not None]
    if step.verb == Verb.SETTLED:
        return next((_closed_since(one) for one in found if not _is_settling(one)), None)
    if step.verb not in CODERS_OWN or step.by is None:
        return None
    try:
        rounds_of(step.by, [change.coding for change in changes if change.coding])
    except Refused as obstacle:
        return obstacle
    through = (why_through(coding_round, step.by) for coding_round in found)
    return next((obstacle for obstacle in through if obstacle), None)


def _is_settling(coding_round: CodingRound) -> bool:
    return coding_round.state == RoundState.SETTLING


def _closed_since(coding_round: CodingRound) -> Refused:
    return Refused(
        _("“%(round)s” is closed, with what was settled in it.") % {"round": coding_round.name},
        remedy=_("Open it again first."),
    )


def _changed_since(change: Change) -> Refused:
    if change.code is None:
        return Refused(
            _("What this step changed was changed again since."),
            remedy=_("Undo the later step first, or change the code by hand."),
        )
    return Refused(
        _("“%(code)s” was changed again since.") % {"code": change.code},
        remedy=_("Undo the later step first, or change the code by hand."),
    )


def _book_after(step: Step, changes: Iterable[Change]) -> Mapping[int, int | None]:
    """Return the codes that would be in the book, each with its parent."""
    rows = Code.objects.filter(programme=step.programme_id)
    book: dict[int, tuple[int | None, bool]] = {
        pk: (parent, is_removed)
        for pk, parent, is_removed in rows.values_list("pk", "parent", "is_removed")
    }
    for change in changes:
        before: Mapping[str, Any] = change.before
        code = change.code_id or 0
        parent, is_removed = book[code]
        book[code] = before.get("parent_id", parent), before.get("is_removed", is_removed)
    return {pk: parent for pk, (parent, is_removed) in book.items() if not is_removed}


def _perhaps_used(about_codes: Iterable[Change]) -> Refused | None:
    """Answer the same whether a code is used blind or not: it retires, or stays as it is."""
    leaving = (
        change.code
        for change in about_codes
        if change.before.get("is_removed") and not is_mere_addition(change)
    )
    code = next(leaving, None)
    if code is None:
        return None
    return Refused(
        _("“%(code)s” may be in use where somebody codes blind.") % {"code": code},
        remedy=_("Wait until that round is revealed, or retire the code."),
    )


def _used_since(
    about_codes: Iterable[Change], about_codings: Iterable[Change]
) -> Refused | None:
    """Keep a code in the book that others have put on passages since it was added."""
    leaving = [
        change.code for change in about_codes if change.code and change.before.get("is_removed")
    ]
    if not leaving:
        return None
    own = [change.coding for change in about_codings if change.coding]
    uses = Coding.objects.filter(code__in=leaving, is_removed=False).exclude(
        pk__in=[coding.pk for coding in own]
    )
    use = uses.select_related("code").first()
    if use is None:
        return None
    return Refused(
        _("“%(code)s” carries passages that came later.") % {"code": use.code},
        remedy=_("Retire it, or merge it into another code. Nothing is lost in either."),
    )


def _out_of_place(
    book: Mapping[int, int | None], about_codings: Iterable[Change]
) -> Refused | None:
    """No code may hang in the air, none lie under itself, and no passage carry what is gone."""
    standing = {
        change.before.get("code_id", change.coding.code_id)
        for change in about_codings
        if change.coding and not change.before.get("is_removed", change.coding.is_removed)
    }
    if standing <= book.keys() and _is_a_tree(book):
        return None
    return Refused(
        _("The codebook was given another shape since, and this has no place in it."),
        remedy=_("Undo the later steps first, or move the codes by hand."),
    )


def _is_a_tree(book: Mapping[int, int | None]) -> bool:
    settled: set[int] = set()
    for code in book:
        line: list[int] = []
        step: int | None = code
        while step is not None and step not in settled:
            if step not in book or step in line:
                return False
            line.append(step)
            step = book[step]
        settled.update(line)
    return True
