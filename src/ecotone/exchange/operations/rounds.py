"""Opening a matching round, carrying it out, and storing what it suggests."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ecotone.engine.kernel import InputError
from ecotone.engine.matching import Matching, Pair, Settings, match_one_way, match_reciprocally
from ecotone.exchange.choices import MatchKind, RoundState
from ecotone.exchange.errors import RoundAlreadyOpen, TooFewVoices
from ecotone.exchange.models import Match, MatchingRound
from ecotone.exchange.queries.claims import practices_of
from ecotone.exchange.queries.rounds import (
    Candidates,
    candidates_in,
    decisions_so_far,
    open_round_of,
)
from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require

SEED = 0

Report = Callable[[str], None]


@transaction.atomic
def open_matching_round(*, programme: Programme, at: datetime, by: User) -> MatchingRound:
    """Ask for a round of suggestions; a job carries it out."""
    require(by, Action.MATCH, programme)
    if open_round_of(programme) is not None:
        raise RoundAlreadyOpen
    last = programme.matching_rounds.aggregate(last=Max("number"))["last"] or 0
    opened = MatchingRound.objects.create(
        programme=programme, number=last + 1, opened_by=by, opened_at=at
    )
    audit.record(
        "opened a matching round",
        f"round:{opened.number}",
        programme=programme,
        actor=audit.actor_key(by),
        at=at,
    )
    return opened


def run_matching_round(*, matching_round: MatchingRound, at: datetime, report: Report) -> None:
    """Match everybody who consented and store the suggestions.

    May be run again after it was cut short: what it stores, it stores at once, and a round
    that is done stays as it is.
    """
    if matching_round.state == RoundState.DONE:
        return
    MatchingRound.objects.filter(pk=matching_round.pk).update(state=RoundState.RUNNING)
    try:
        _match_and_store(matching_round, at, report)
    except Refused as refusal:
        _close_refused(matching_round, refusal, at)
        raise
    except InputError as mistake:
        refused = Refused(str(mistake), remedy=_("Mend that on their page, then run it again."))
        _close_refused(matching_round, refused, at)
        raise refused from mistake


def _match_and_store(matching_round: MatchingRound, at: datetime, report: Report) -> None:
    programme = matching_round.programme
    candidates = candidates_in(programme)
    if len({person.sector for person in candidates.people if person.gives or person.asks}) < 2:  # noqa: PLR2004  # a divide has two sides
        raise TooFewVoices
    report(_("Matching %(count)d people both ways") % {"count": len(candidates.people)})
    two_way = _two_way(programme, candidates)
    report(_("Looking for help in one direction"))
    one_way = match_one_way(
        candidates.people,
        tree=two_way.tree,
        settings=Settings(seed=SEED),
        vetoes=candidates.vetoes,
        after=two_way,
    )
    _store(matching_round, two_way, one_way, candidates, at)


def _two_way(programme: Programme, candidates: Candidates) -> Matching:
    return match_reciprocally(
        candidates.people,
        tree=practices_of(programme).tree,
        settings=Settings(seed=SEED),
        pins=candidates.pins,
        vetoes=candidates.vetoes,
        kept=candidates.kept,
    )


@transaction.atomic
def _store(
    matching_round: MatchingRound,
    two_way: Matching,
    one_way: Matching,
    candidates: Candidates,
    at: datetime,
) -> None:
    """Put the suggestions in place; decisions made about the same pairs come along."""
    decided = decisions_so_far(matching_round.programme)
    suggestions = [
        *_suggestions(matching_round, two_way.pairs, candidates),
        *_suggestions(matching_round, one_way.pairs, candidates),
    ]
    for match in suggestions:
        earlier = decided.get(frozenset((match.first_id, match.second_id)))
        if earlier is not None:
            match.state, match.reason = earlier.state, earlier.reason
            match.decided_by, match.decided_at = earlier.decided_by, earlier.decided_at
    Match.objects.bulk_create(suggestions)
    MatchingRound.objects.filter(pk=matching_round.pk).update(
        state=RoundState.DONE,
        finished_at=at,
        certificate=_certificate(two_way),
        step="",
    )
    audit.record(
        f"stored {len(suggestions)} suggestions",
        f"round:{matching_round.number}",
        programme=matching_round.programme,
        actor=audit.JOB,
        at=at,
    )


def _suggestions(
    matching_round: MatchingRound,
    pairs: Iterable[Pair],
    candidates: Candidates,
) -> Iterable[Match]:
    for pair in pairs:
        match = Match(
            matching_round=matching_round,
            kind=MatchKind.TWO_WAY if pair.is_two_way else MatchKind.ONE_WAY,
            first=candidates.participant(pair.first),
            second=candidates.participant(pair.second),
            score=pair.score,
            first_to_second=[asdict(share) for share in pair.shares_first_to_second],
            second_to_first=[asdict(share) for share in pair.shares_second_to_first],
        )
        yield _turned_round(match) if _stands_wrong(match) else match


def _stands_wrong(match: Match) -> bool:
    """Say whether the second should stand first: as the giver, or on the schools' bank."""
    if not match.is_two_way:
        return not match.first_to_second
    return match.first.sector.position > match.second.sector.position


def _turned_round(match: Match) -> Match:
    match.first, match.second = match.second, match.first
    match.first_to_second, match.second_to_first = match.second_to_first, match.first_to_second
    return match


def _certificate(matching: Matching) -> dict[str, object]:
    certificate = matching.certificate
    return {
        "objective": certificate.objective,
        "bound_local": certificate.bound_local,
        "bound_global": certificate.bound_global,
        "gap_local": certificate.gap_local,
        "gap_global": certificate.gap_global,
        "people_without_partner": list(certificate.people_without_partner),
        "input_sha256": certificate.input_sha256,
    }


@transaction.atomic
def _close_refused(matching_round: MatchingRound, refusal: Refused, at: datetime) -> None:
    MatchingRound.objects.filter(pk=matching_round.pk).update(
        state=RoundState.FAILED, finished_at=at, refusal=str(refusal), step=""
    )


def report_step(*, matching_round: MatchingRound, step: str) -> None:
    """Say on the round's page what is being done now."""
    MatchingRound.objects.filter(pk=matching_round.pk).update(step=step)
