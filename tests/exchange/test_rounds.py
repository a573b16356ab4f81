"""A round draws proposals, opens once, and closes."""

import pytest

from ecotone.consent.choices import Grant
from ecotone.consent.operations import withdraw_grant
from ecotone.exchange.choices import MatchKind, MatchState, RoundState
from ecotone.exchange.errors import RoundAlreadyOpen, TooFewVoices
from ecotone.exchange.models import Match
from ecotone.exchange.operations import decisions, rounds
from ecotone.exchange.queries.rounds import count_suggested
from ecotone.foundation.errors import NotYours
from ecotone.foundation.models import Role
from tests.factories.coding import make_study
from tests.factories.exchange import (
    make_broker,
    make_crossing,
    make_match,
    make_round,
    make_voice,
)
from tests.factories.foundation import NOON, make_member

pytestmark = pytest.mark.django_db


def test_people_who_can_learn_from_each_other_are_suggested_as_a_two_way_match():
    crossing = make_crossing()

    match = make_match(crossing)

    assert match.kind == MatchKind.TWO_WAY
    assert {match.first, match.second} == {crossing.teacher, crossing.lecturer}
    assert match.state == MatchState.SUGGESTED
    assert set(match.main_practices) == {"grp", "rwc.context"}


def test_help_in_one_direction_is_suggested_with_the_giver_first():
    programme = make_study()
    broker = make_broker(programme)
    giver = make_voice(programme, broker, sector="primary", gives="ped.pace")
    asker = make_voice(programme, broker, sector="university", asks="ped.pace")

    match = make_round(programme, broker).matches.get()

    assert match.kind == MatchKind.ONE_WAY
    assert (match.first, match.second) == (giver, asker)
    assert match.second_to_first == []


def test_nobody_is_matched_within_their_own_sector():
    programme = make_study()
    broker = make_broker(programme)
    make_voice(programme, broker, sector="primary", gives="ped.pace")
    make_voice(programme, broker, sector="primary", asks="ped.pace")
    make_voice(programme, broker, sector="secondary", gives="mat")

    matching_round = make_round(programme, broker)

    assert matching_round.matches.count() == 0


def test_a_round_with_voices_on_one_side_only_is_refused_and_says_so_on_its_page():
    programme = make_study()
    broker = make_broker(programme)
    make_voice(programme, broker, sector="primary", gives="ped.pace", asks="mat")
    opened = rounds.open_matching_round(programme=programme, at=NOON, by=broker)

    with pytest.raises(TooFewVoices):
        rounds.run_matching_round(matching_round=opened, at=NOON, report=lambda _step: None)

    opened.refresh_from_db()
    assert opened.state == RoundState.FAILED
    assert opened.refusal.startswith("This round needs gives and asks")


def test_only_one_round_is_open_at_a_time():
    crossing = make_crossing()
    rounds.open_matching_round(programme=crossing.programme, at=NOON, by=crossing.broker)

    with pytest.raises(RoundAlreadyOpen):
        rounds.open_matching_round(programme=crossing.programme, at=NOON, by=crossing.broker)


def test_a_round_that_is_run_twice_stores_its_suggestions_once():
    crossing = make_crossing()
    matching_round = make_round(crossing.programme, crossing.broker)

    rounds.run_matching_round(matching_round=matching_round, at=NOON, report=lambda _step: None)

    assert Match.objects.count() == 1


def test_a_round_cut_short_can_be_run_again():
    crossing = make_crossing()
    opened = rounds.open_matching_round(
        programme=crossing.programme, at=NOON, by=crossing.broker
    )
    opened.state = RoundState.RUNNING
    opened.save()

    rounds.run_matching_round(matching_round=opened, at=NOON, report=lambda _step: None)

    opened.refresh_from_db()
    assert opened.state == RoundState.DONE
    assert opened.matches.count() == 1


def test_the_same_words_give_the_same_certificate():
    crossing = make_crossing()

    first = make_round(crossing.programme, crossing.broker)
    second = make_round(crossing.programme, crossing.broker)

    assert first.certificate == second.certificate
    assert first.given_up == 0


def test_a_decision_comes_along_into_the_next_round():
    crossing = make_crossing()
    match = make_match(crossing)
    decisions.keep_for_later(match=match, at=NOON, by=crossing.broker)

    again = make_match(crossing)

    assert again != match
    assert again.state == MatchState.KEPT
    assert count_suggested(crossing.programme) == 0


def test_a_vetoed_pair_is_not_suggested_again():
    crossing = make_crossing()
    decisions.veto_pair(
        first=crossing.lecturer,
        second=crossing.teacher,
        reason="They are married.",
        at=NOON,
        by=crossing.broker,
    )

    matching_round = make_round(crossing.programme, crossing.broker)

    assert matching_round.matches.count() == 0


def test_a_pinned_pair_is_kept_when_a_better_partner_comes():
    crossing = make_crossing()
    match = make_match(crossing)
    decisions.pin_pair(match=match, reason="", at=NOON, by=crossing.broker)
    rival = make_voice(
        crossing.programme,
        crossing.broker,
        sector="primary",
        gives="grp",
        asks="rwc.context",
    )

    pairs = make_round(crossing.programme, crossing.broker).matches.filter(
        kind=MatchKind.TWO_WAY
    )

    assert [{pair.first, pair.second} for pair in pairs] == [
        {crossing.teacher, crossing.lecturer}
    ]
    assert rival.capacity == 1


def test_who_takes_back_consent_to_matching_is_in_no_later_round():
    crossing = make_crossing()
    withdraw_grant(participant=crossing.teacher, grant=Grant.MATCHING, at=NOON, by=None)

    with pytest.raises(TooFewVoices):
        make_round(crossing.programme, crossing.broker)


@pytest.mark.parametrize("role", [Role.CODER, Role.VIEWER, Role.INTERVIEWER, Role.HUB_ADMIN])
def test_only_a_broker_opens_a_round(role):
    crossing = make_crossing()
    other = make_member(crossing.programme, role)

    with pytest.raises(NotYours):
        rounds.open_matching_round(programme=crossing.programme, at=NOON, by=other)
