"""Taking a project out again as one act, while nothing rests on it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecotone.coding.choices import Identified, ProjectState, Verb
from ecotone.coding.models import (
    BroughtProject,
    Change,
    Code,
    Coding,
    CodingRound,
    Identity,
    Memo,
    QuoteCheck,
    Step,
)
from ecotone.coding.operations.editing import one_edit_at_a_time
from ecotone.coding.operations.projects.bringing import audit_project
from ecotone.coding.operations.steps import BATCH, change_of, record_step
from ecotone.coding.operations.telling_steps import Report, to_nobody
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import User
from ecotone.foundation.parts import in_parts
from ecotone.foundation.permissions import Action, require
from ecotone.listening.models import Conversation
from ecotone.listening.operations import leave_no_trace

SPAN = ("revision_id", "start", "end")


@transaction.atomic
def undo_project(
    *, brought: BroughtProject, at: datetime, by: User, report: Report = to_nobody
) -> BroughtProject:
    """Remove texts, codings, codes and memos that came with a project; set back what changed.

    People who came with it stay in the register with the yes that was written down for them,
    and so do coders, whom the log names.

    Raises
    ------
    Refused
        When somebody has worked on with it since.
    """
    require(by, Action.BRING_PROJECT, brought.programme)
    found = BroughtProject.objects.select_for_update(of=("self",)).select_related("programme")
    held = found.get(pk=brought.pk)
    if held.state != ProjectState.TAKEN_IN:
        raise Refused(
            _("There is nothing to undo: this project is not taken in."),
            remedy=_("Load the page again to see where it stands."),
        )
    one_edit_at_a_time(held.programme)
    report(_("Looking at what rests on it"))
    _require_nothing_rests_on(held)
    report(_("Taking it out"))
    _take_texts_out(held)
    _set_back(held, at, by)
    held.kept_parts.all().delete()
    held.state, held.settled_at = ProjectState.UNDONE, at
    held.traces = {"counts": held.traces["counts"]}
    held.save(update_fields=["state", "settled_at", "traces"])
    audit_project("undid a project", held, at=at, by=by)
    return held


def acts_since(held: BroughtProject) -> int:
    """Count what others did since with what came in: while that is some, nothing is undone."""
    last = max(held.traces["steps"], default=0)
    later = Change.objects.filter(step__programme=held.programme, step__pk__gt=last)
    later = later.exclude(step__verb=Verb.CARRIED)
    on_texts = "coding__revision__response__conversation__in"
    acts: set[int] = set()
    for field, key in (
        (on_texts, "conversations"),
        ("memo__conversation__in", "conversations"),
        ("coding__code__in", "codes"),
        ("code__in", "codes"),
        ("coding__in", "codings"),
        ("memo__in", "memos"),
    ):
        for few in in_parts(held.traces[key], BATCH):
            acts |= set(later.filter(**{field: few}).values_list("step", flat=True))
    return len(acts) + _rests_besides(held)


def _rests_besides(held: BroughtProject) -> int:
    """Count what is no step: quotes before print, rounds of coding, codes put below or into."""
    codes, codings = held.traces["codes"], held.traces["codings"]
    quotes = sum(
        QuoteCheck.objects.filter(coding__in=few).count() for few in in_parts(codings, BATCH)
    )
    rounds = sum(
        CodingRound.objects.filter(texts__in=few).distinct().count()
        for few in in_parts(held.traces["conversations"], BATCH)
    )
    on_codes = Q(parent__in=codes, is_removed=False) | Q(merged_into__in=codes)
    below = Code.objects.filter(on_codes, programme=held.programme).exclude(pk__in=codes)
    return quotes + rounds + below.count()


def _require_nothing_rests_on(held: BroughtProject) -> None:
    acts = acts_since(held)
    if acts:
        said = ngettext(
            "%(number)d act of coding rests on what came with this project.",
            "%(number)d acts of coding rest on what came with this project.",
            acts,
        )
        raise Refused(
            said % {"number": acts},
            remedy=_("Nothing was undone. Take those back first, or keep the project."),
        )
    if Conversation.objects.filter(
        pk__in=held.traces["conversations"], recordings__isnull=False
    ).exists():
        raise Refused(
            _("A recording belongs to a text of this project."),
            remedy=_("Delete the recording first: no file can be brought back by undoing."),
        )


def _take_texts_out(held: BroughtProject) -> None:
    texts = held.traces["conversations"]
    for few in in_parts(texts, BATCH):
        Conversation.objects.filter(pk__in=few).delete()
    leave_no_trace()
    _forget_names_of(held, Identified.TEXT, texts)
    codings = held.traces["codings"]
    left = set(
        Coding.objects.filter(code__programme=held.programme).values_list("pk", flat=True)
    )
    _forget_names_of(held, Identified.CODING, [pk for pk in codings if pk not in left])
    left = set(Memo.objects.filter(programme=held.programme).values_list("pk", flat=True))
    memos = held.traces["memos"]
    _forget_names_of(held, Identified.MEMO, [pk for pk in memos if pk not in left])


def _forget_names_of(held: BroughtProject, kind: Identified, pks: Collection[int]) -> None:
    for few in in_parts(pks, BATCH):
        Identity.objects.filter(programme=held.programme, kind=kind, of__in=few).delete()


def _set_back(held: BroughtProject, at: datetime, by: User) -> None:
    """Undo what was done to things that stay, as one step that says so."""
    changes: list[Change] = []
    for few in in_parts(held.traces["steps"], BATCH):
        found = Change.objects.filter(step__in=few).select_related("coding", "code", "memo")
        changes += [
            change_of(change.thing, **_before(change)) for change in found.order_by("pk")
        ]
    _keep_one_of_each(change.coding for change in changes if change.coding)
    for change in changes:
        change.after = {field: getattr(change.thing, field) for field in change.after}
        change.thing.save()
    if changes:
        step = Step(programme=held.programme, verb=Verb.IMPORTED, by=by, at=at, is_undo=True)
        record_step(step, changes)


def _before(change: Change) -> dict[str, Any]:
    """Give what stood before; whoever moved on with their text since stays at their place."""
    has_moved = change.coding and change.coding.revision_id != change.after.get("revision_id")
    return {
        field: value
        for field, value in change.before.items()
        if field not in SPAN or not has_moved
    }


def _keep_one_of_each(codings: Iterable[Coding]) -> None:
    """Leave off what somebody else's act has said again since."""
    for coding in codings:
        if not coding.is_removed:
            same = Coding.objects.filter(
                revision=coding.revision_id,
                start=coding.start,
                end=coding.end,
                code=coding.code_id,
                pole=coding.pole,
                target=coding.target,
                coder=coding.coder_id,
                layer=coding.layer,
                is_removed=False,
            )
            coding.is_removed = same.exclude(pk=coding.pk).exists()
