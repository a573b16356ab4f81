"""What a matching round starts from, and what rounds before it have left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from ecotone.consent.choices import Grant
from ecotone.consent.queries import participants_granting
from ecotone.engine.matching import Person
from ecotone.exchange.choices import MatchState, PairRuleKind, RoundState
from ecotone.exchange.models import Match, MatchingRound, PairRule
from ecotone.exchange.queries.claims import claims_in, people_to_match
from ecotone.foundation.models import Programme
from ecotone.register.models import Participant

AGREED = (MatchState.PROPOSED, MatchState.ACCEPTED, MatchState.MET)
DECIDED = (*AGREED, MatchState.KEPT, MatchState.DECLINED)

PairOfKeys = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Everybody who may be matched in a round, and what is already settled about pairs."""

    people: tuple[Person, ...]
    pins: tuple[PairOfKeys, ...]
    vetoes: tuple[PairOfKeys, ...]
    kept: tuple[PairOfKeys, ...]
    participants: Mapping[str, Participant]

    def participant(self, key: str) -> Participant:
        return self.participants[key]


def candidates_in(programme: Programme) -> Candidates:
    """Collect who consented to matching, with their claims and the broker's rules.

    Agreed pairs are pins and never break; pairs kept for later break only for a gain.
    """
    participants = {
        str(participant.key): participant
        for participant in participants_granting(Grant.MATCHING, programme)
        .select_related("sector")
        .order_by("pk")
    }
    rules = PairRule.objects.filter(programme=programme).select_related("first", "second")
    pins = _pairs(rules.filter(kind=PairRuleKind.PIN), participants)
    agreed = _pairs(_earlier(programme, *AGREED), participants)
    return Candidates(
        people=people_to_match(participants.values(), claims_in(programme)),
        pins=tuple(sorted({*pins, *agreed})),
        vetoes=_pairs(rules.filter(kind=PairRuleKind.VETO), participants),
        kept=_pairs(_earlier(programme, MatchState.KEPT), participants),
        participants=participants,
    )


def open_round_of(programme: Programme) -> MatchingRound | None:
    return programme.matching_rounds.filter(
        state__in=(RoundState.WAITING, RoundState.RUNNING)
    ).first()


def latest_round_of(programme: Programme) -> MatchingRound | None:
    """Return the newest round that has suggestions to show."""
    return newest_finished(programme).first()


def newest_round_of(programme: Programme) -> MatchingRound | None:
    return programme.matching_rounds.order_by("-number").first()


def newest_finished(programme: Programme) -> QuerySet[MatchingRound]:
    """Return the newest finished round as a query, to be looked up inside another one."""
    done = programme.matching_rounds.filter(state=RoundState.DONE).order_by("-number")
    return MatchingRound.objects.filter(pk__in=done.values("pk")[:1])


def count_suggested(programme: Programme) -> int:
    """Count the suggestions of the newest finished round that wait for a decision."""
    waiting = Match.objects.filter(
        matching_round__in=newest_finished(programme), state=MatchState.SUGGESTED
    )
    return waiting.count()


def decisions_so_far(programme: Programme) -> Mapping[frozenset[int], Match]:
    """Return the standing decision about each pair, keyed by the two participants' ids."""
    return {
        frozenset((match.first_id, match.second_id)): match
        for match in _earlier(programme, *DECIDED)
    }


def _earlier(programme: Programme, *states: MatchState) -> list[Match]:
    """Return matches of the newest finished round; older rounds passed theirs on to it."""
    latest = latest_round_of(programme)
    if latest is None:
        return []
    found = latest.matches.filter(state__in=states).select_related("first", "second")
    return list(found.order_by("pk"))


def _pairs(
    pairs: Iterable[Match | PairRule], participants: Mapping[str, Participant]
) -> tuple[PairOfKeys, ...]:
    """Name pairs by key, leaving out who has withdrawn or does not consent any more."""
    keys = {_in_order(str(pair.first.key), str(pair.second.key)) for pair in pairs}
    return tuple(sorted(pair for pair in keys if set(pair) <= participants.keys()))


def _in_order(one: str, other: str) -> PairOfKeys:
    return (one, other) if one < other else (other, one)
