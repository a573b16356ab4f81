"""Settling what coders said of the same words. Their own codings stay as they were."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.coding.choices import Layer, Outcome, RoundState, Verb
from ecotone.coding.models import Change, Coding, CodingRound, Statement, Step
from ecotone.coding.operations.codings import (
    Marking,
    one_step_at_a_time,
    require_codable,
    require_readable,
)
from ecotone.coding.operations.steps import change_of, creation_of, record_step, save_changes
from ecotone.coding.queries.settling import said_alike
from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import User
from ecotone.foundation.permissions import Action, require


@transaction.atomic
def settle(
    *,
    coding_round: CodingRound,
    codings: Collection[Coding],
    keep: Collection[Coding],
    at: datetime,
    by: User,
) -> Step:
    """Settle one difference by keeping some of its codings, all of them, or none.

    What is kept of both sides and says the same of overlapping words becomes one passage.
    Settled once, it may be settled otherwise until the round is closed.
    """
    require(by, Action.EDIT_CODEBOOK, coding_round.programme)
    theirs = _to_settle(coding_round, codings, by)
    wanted = {coding.pk for coding in keep}
    if wanted - {coding.pk for coding in theirs}:
        raise _changed_meanwhile()
    kept = _joined(coding for coding in theirs if coding.pk in wanted)
    return _settle(coding_round, theirs, kept, at=at, by=by)


@transaction.atomic
def settle_otherwise(
    *,
    coding_round: CodingRound,
    codings: Collection[Coding],
    instead: Marking,
    at: datetime,
    by: User,
) -> Step:
    """Settle one difference by something that no coder said."""
    require(by, Action.EDIT_CODEBOOK, coding_round.programme)
    theirs = _to_settle(coding_round, codings, by)
    coding = instead.by(by)
    if coding.revision_id not in {one.revision_id for one in theirs}:
        raise Refused(
            _("These words are in another text."),
            remedy=_("Choose words around those the coders marked."),
        )
    require_codable(coding, coding_round.programme)
    return _settle(coding_round, theirs, {coding.statement}, at=at, by=by)


def settle_what_is_alike(coding_round: CodingRound, *, at: datetime, by: User) -> None:
    """Settle what all coders say of the same words. It is nobody's step, for nobody chose."""
    settlements = [
        _Settlement(coding_round, codings, {codings[0].statement})
        for codings in said_alike(coding_round)
    ]
    if settlements:
        changes = _store(settlements, by)
        step = Step(programme=coding_round.programme, verb=Verb.SETTLED, by=None, at=at)
        record_step(step, changes)


# --- shared steps ----------------------------------------------------------------------------


class _Settlement:
    """What becomes of codings that are settled together."""

    def __init__(
        self,
        coding_round: CodingRound,
        codings: Collection[Coding],
        says: Collection[Statement],
    ) -> None:
        self.round, self.codings, self.says = coding_round, codings, says
        self.key = uuid4().hex

    def outcomes(self) -> list[Change]:
        return [
            change_of(coding, outcome=str(self._outcome(coding)), settlement=self.key)
            for coding in self.codings
        ]

    def _outcome(self, coding: Coding) -> Outcome:
        if coding.statement in self.says:
            return Outcome.KEPT
        return Outcome.CHANGED if self.says else Outcome.LEFT

    def settled(self, by: User, standing: Collection[Statement]) -> list[Coding]:
        return [
            Coding(
                revision_id=revision,
                start=start,
                end=end,
                code_id=code,
                pole=pole,
                target=target,
                coder=by,
                layer=Layer.SETTLED,
                round=self.round,
                settlement=self.key,
            )
            for revision, start, end, code, pole, target in sorted(self.says)
            if (revision, start, end, code, pole, target) not in standing
        ]


def _to_settle(
    coding_round: CodingRound, codings: Collection[Coding], by: User
) -> list[Coding]:
    """Read round and codings anew and keep them so while they are settled."""
    one_step_at_a_time(by)
    rounds = CodingRound.objects.select_for_update(no_key=True)
    if rounds.get(pk=coding_round.pk).state != RoundState.SETTLING:
        raise Refused(
            _("“%(round)s” is not being settled now.") % {"round": coding_round.name},
            remedy=_("Load the page again."),
        )
    theirs = list(
        Coding.objects.select_for_update(of=("self",))
        .filter(pk__in=[coding.pk for coding in codings], is_removed=False)
        .filter(round=coding_round, layer=Layer.CODER)
        .order_by("pk")
    )
    seen = {coding.pk: coding.settlement for coding in codings}
    as_seen = [one for one in theirs if seen[one.pk] == one.settlement]
    if len(as_seen) != len(codings) or len({one.revision_id for one in theirs}) != 1:
        raise _changed_meanwhile()
    require_readable(coding_round.programme, {theirs[0].revision_id})
    return theirs


def _changed_meanwhile() -> Refused:
    return Refused(
        _("This difference is another one by now."),
        remedy=_("Load the page again and settle it as it stands."),
    )


def _joined(kept: Iterable[Coding]) -> set[Statement]:
    """Say once what is said of overlapping words: one passage, from the first to the last."""
    says: list[Statement] = []
    for coding in sorted(kept, key=lambda one: (one.code_id, one.pole, one.target, one.start)):
        revision, start, end, *what = coding.statement
        if says and [*says[-1][3:]] == what and start < says[-1][2]:
            _revision, first, last, *_what = says.pop()
            start, end = first, max(last, end)
        code, pole, target = coding.code_id, coding.pole, coding.target
        says.append((revision, start, end, code, pole, target))
    return set(says)


def _settle(
    coding_round: CodingRound,
    codings: Collection[Coding],
    says: Collection[Statement],
    *,
    at: datetime,
    by: User,
) -> Step:
    undone = _opened_again(coding_round, codings)
    save_changes(undone)
    changes = _store([_Settlement(coding_round, codings, says)], by)
    step = Step(programme=coding_round.programme, verb=Verb.SETTLED, by=by, at=at)
    record_step(step, [*undone, *changes])
    audit.record(
        "settled a difference between coders",
        f"coding_round:{coding_round.key}",
        programme=coding_round.programme,
        actor=audit.actor_key(by),
        at=at,
    )
    return step


def _opened_again(coding_round: CodingRound, codings: Collection[Coding]) -> list[Change]:
    """Take off what was settled of these before, and reopen what was settled with them."""
    before = {coding.settlement for coding in codings if coding.settlement}
    others = Coding.objects.filter(
        round=coding_round, settlement__in=before, is_removed=False
    ).exclude(pk__in=[coding.pk for coding in codings])
    return [
        change_of(other, is_removed=True)
        if other.layer == Layer.SETTLED
        else change_of(other, outcome="", settlement="")
        for other in others.order_by("pk")
    ]


def _store(settlements: Collection[_Settlement], by: User) -> list[Change]:
    outcomes = [change for each in settlements for change in each.outcomes()]
    save_changes(outcomes)
    revisions = {coding.revision_id for each in settlements for coding in each.codings}
    settled_before = Coding.objects.filter(
        revision__in=revisions, layer=Layer.SETTLED, is_removed=False
    )
    standing = {coding.statement for coding in settled_before}
    settled = [coding for each in settlements for coding in each.settled(by, standing)]
    Coding.objects.bulk_create(settled, batch_size=500)
    return [*outcomes, *(creation_of(coding) for coding in settled)]
