"""What a broker decides about a suggestion, and about two people for good."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from ecotone.consent.choices import Grant
from ecotone.consent.queries import has_granted
from ecotone.exchange.choices import MatchState, PairRuleKind
from ecotone.exchange.errors import (
    MatchAlreadySettled,
    NoAddress,
    NoConsentToMatching,
    ReasonMissing,
)
from ecotone.exchange.models import Match, PairRule
from ecotone.exchange.operations.proposal import proposal_subject, proposal_text
from ecotone.exchange.queries.proposed import batch_about
from ecotone.foundation import audit, outbox
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.register.models import Participant

DEPARTURE_HOUR = 17
TIME_TO_THINK = timedelta(minutes=30)


@transaction.atomic
def propose_match(*, match: Match, at: datetime, by: User) -> datetime:
    """Queue a message to both people and return when the two will leave the outbox."""
    programme = _decide(match, by)
    _refuse_settled(match, MatchState.SUGGESTED, MatchState.KEPT)
    send_at = departure_after(at)
    outbox.queue_messages(
        [
            _proposal(match, match.first, match.second),
            _proposal(match, match.second, match.first),
        ],
        batch=_batch(match),
        send_at=send_at,
        at=at,
        by=by,
    )
    _settle(match, MatchState.PROPOSED, at=at, by=by)
    _write_down(by, "proposed a match", f"match:{match.pk}", programme, at)
    return send_at


@transaction.atomic
def keep_for_later(*, match: Match, at: datetime, by: User) -> None:
    """Put a suggestion aside without deciding; the next round prefers to keep it."""
    programme = _decide(match, by)
    _refuse_settled(match, MatchState.SUGGESTED)
    _settle(match, MatchState.KEPT, at=at, by=by)
    _write_down(by, "kept a match for later", f"match:{match.pk}", programme, at)


@transaction.atomic
def mark_not_a_fit(*, match: Match, reason: str, at: datetime, by: User) -> None:
    """Turn a suggestion down for good: no later round brings this pair again."""
    programme = _decide(match, by)
    if not reason.strip():
        raise ReasonMissing
    _refuse_settled(match, MatchState.SUGGESTED, MatchState.KEPT)
    _settle(match, MatchState.NOT_A_FIT, at=at, by=by, reason=reason.strip())
    _set_rule(match.first, match.second, PairRuleKind.VETO, reason.strip(), at=at, by=by)
    _write_down(by, "found a match not a fit", f"match:{match.pk}", programme, at)


@transaction.atomic
def undo_decision(*, match: Match, at: datetime, by: User) -> None:
    """Make a decided match a suggestion again; recalls a proposal that has not left yet."""
    programme = _decide(match, by)
    _refuse_settled(match, MatchState.KEPT, MatchState.NOT_A_FIT, MatchState.PROPOSED)
    if match.state == MatchState.PROPOSED:
        outbox.recall_batch(programme=programme, batch=_batch(match), at=at, by=by)
    if match.state == MatchState.NOT_A_FIT:
        _rules_about(match).filter(kind=PairRuleKind.VETO).delete()
    _settle(match, MatchState.SUGGESTED, at=at, by=by)
    _write_down(by, "undid a decision", f"match:{match.pk}", programme, at)


@transaction.atomic
def pin_pair(*, match: Match, reason: str, at: datetime, by: User) -> None:
    """Keep two people together in every round to come."""
    programme = _decide(match, by)
    _set_rule(match.first, match.second, PairRuleKind.PIN, reason.strip(), at=at, by=by)
    _write_down(by, "pinned a pair", f"match:{match.pk}", programme, at)


@transaction.atomic
def veto_pair(
    *, first: Participant, second: Participant, reason: str, at: datetime, by: User
) -> PairRule:
    """Keep two people apart in every round to come, whether or not they were suggested."""
    require(by, Action.MATCH, first.programme)
    if not reason.strip():
        raise ReasonMissing
    rule = _set_rule(first, second, PairRuleKind.VETO, reason.strip(), at=at, by=by)
    _write_down(by, "vetoed a pair", f"pair rule:{rule.pk}", first.programme, at)
    return rule


@transaction.atomic
def drop_rule(*, rule: PairRule, at: datetime, by: User) -> None:
    """Let the next round decide about two people afresh."""
    require(by, Action.MATCH, rule.programme)
    _write_down(
        by, f"dropped a {rule.kind.lower()}", f"pair rule:{rule.pk}", rule.programme, at
    )
    rule.delete()


@transaction.atomic
def erase_matches(participant: Participant) -> Mapping[str, int]:
    """Forget who somebody was matched with, and what was written to others about them."""
    matches = Match.objects.filter(Q(first=participant) | Q(second=participant))
    batches = {_batch(match) for match in matches.only("first", "second")}
    messages = sum(outbox.forget_batch(participant.programme, batch) for batch in batches)
    rules = PairRule.objects.filter(Q(first=participant) | Q(second=participant))
    counts = {"matches": matches.count(), "pair rules": rules.count(), "messages": messages}
    matches.delete()
    rules.delete()
    return counts


def departure_after(at: datetime) -> datetime:
    """Return when proposals made now will leave: five in the afternoon, with time to think."""
    local = timezone.localtime(at)
    departure = local.replace(hour=DEPARTURE_HOUR, minute=0, second=0, microsecond=0)
    return departure if departure - local >= TIME_TO_THINK else departure + timedelta(days=1)


def _decide(match: Match, by: User) -> Programme:
    """Check that `by` may decide here, and lock the match until the decision is stored."""
    programme = match.matching_round.programme
    require(by, Action.MATCH, programme)
    locked = Match.objects.select_for_update().get(pk=match.pk)
    match.state, match.reason = locked.state, locked.reason
    return programme


def _refuse_settled(match: Match, *open_states: MatchState) -> None:
    if match.state not in open_states:
        raise MatchAlreadySettled(match.get_state_display())


def _settle(
    match: Match, state: MatchState, *, at: datetime, by: User, reason: str = ""
) -> None:
    match.state, match.reason = state, reason
    match.decided_by, match.decided_at = by, at
    match.save(update_fields=("state", "reason", "decided_by", "decided_at"))


def _set_rule(
    first: Participant,
    second: Participant,
    kind: PairRuleKind,
    reason: str,
    *,
    at: datetime,
    by: User,
) -> PairRule:
    lower, upper = _in_order(first, second)
    rule, _created = PairRule.objects.update_or_create(
        programme=first.programme,
        first=lower,
        second=upper,
        defaults={"kind": kind, "reason": reason, "made_by": by, "made_at": at},
    )
    return rule


def _rules_about(match: Match) -> QuerySet[PairRule]:
    lower, upper = _in_order(match.first, match.second)
    return PairRule.objects.filter(first=lower, second=upper)


def _in_order(first: Participant, second: Participant) -> tuple[Participant, Participant]:
    """Order a pair, which is the same pair from either side, the way it is stored."""
    return (first, second) if first.pk < second.pk else (second, first)


def _proposal(match: Match, reader: Participant, partner: Participant) -> outbox.Draft:
    if not has_granted(reader, Grant.MATCHING):
        raise NoConsentToMatching(reader.pseudonym)
    if not reader.person.email:
        raise NoAddress(reader.pseudonym)
    return outbox.Draft(
        programme=match.matching_round.programme,
        regarding=reader.subject,
        recipient_label=reader.pseudonym,
        address=reader.person.email,
        subject=proposal_subject(),
        body=proposal_text(match, reader, partner),
    )


def _batch(match: Match) -> str:
    """Name the messages about a pair; a later round's match of the same pair finds them too."""
    return batch_about(match.first_id, match.second_id)


def _write_down(by: User, verb: str, subject: str, programme: Programme, at: datetime) -> None:
    audit.record(verb, subject, programme=programme, actor=audit.actor_key(by), at=at)
