"""What brokers decide about a match, and what stands in their way."""

from datetime import UTC, datetime

import pytest

from ecotone.consent.choices import Grant
from ecotone.consent.operations import withdraw_grant, withdraw_participant
from ecotone.exchange.choices import MatchState, PairRuleKind
from ecotone.exchange.errors import (
    MatchAlreadySettled,
    NoAddress,
    NoConsentToMatching,
    ReasonMissing,
)
from ecotone.exchange.models import Match, PairRule
from ecotone.exchange.operations import decisions
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import AuditEvent, MessageState, OutboxMessage, Role
from tests.factories.exchange import make_crossing, make_match
from tests.factories.foundation import NOON, make_member

pytestmark = pytest.mark.django_db


def test_proposing_queues_a_message_to_each_of_the_two_and_sends_nothing(mailoutbox):
    crossing = make_crossing()
    match = make_match(crossing)

    send_at = decisions.propose_match(match=match, at=NOON, by=crossing.broker)

    waiting = OutboxMessage.objects.order_by("recipient_label")
    assert [message.recipient_label for message in waiting] == ["Dorian", "Hazel"]
    assert {message.state for message in waiting} == {MessageState.WAITING}
    assert {message.send_at for message in waiting} == {send_at}
    assert mailoutbox == []
    assert match.state == MatchState.PROPOSED


def test_a_proposal_describes_the_partner_without_pseudonym_or_name():
    crossing = make_crossing()
    match = make_match(crossing)

    decisions.propose_match(match=match, at=NOON, by=crossing.broker)

    to_hazel = OutboxMessage.objects.get(recipient_label="Hazel")
    assert crossing.teacher.person.name in to_hazel.body
    assert "Science lead at Hillcrest Primary School" in to_hazel.body
    assert "Dorian" not in to_hazel.body
    assert crossing.lecturer.person.name not in to_hazel.body


def test_undoing_a_proposal_recalls_both_messages():
    crossing = make_crossing()
    match = make_match(crossing)
    decisions.propose_match(match=match, at=NOON, by=crossing.broker)

    decisions.undo_decision(match=match, at=NOON, by=crossing.broker)

    states = OutboxMessage.objects.values_list("state", flat=True)
    assert set(states) == {MessageState.RECALLED}
    match.refresh_from_db()
    assert match.state == MatchState.SUGGESTED


def test_a_proposal_made_before_a_new_round_can_still_be_undone_in_it():
    crossing = make_crossing()
    decisions.propose_match(match=make_match(crossing), at=NOON, by=crossing.broker)
    carried_over = make_match(crossing)

    decisions.undo_decision(match=carried_over, at=NOON, by=crossing.broker)

    states = OutboxMessage.objects.values_list("state", flat=True)
    assert set(states) == {MessageState.RECALLED}


def test_a_proposal_whose_messages_have_left_cannot_be_undone():
    crossing = make_crossing()
    match = make_match(crossing)
    decisions.propose_match(match=match, at=NOON, by=crossing.broker)
    OutboxMessage.objects.update(state=MessageState.SENT)

    with pytest.raises(Refused):
        decisions.undo_decision(match=match, at=NOON, by=crossing.broker)

    match.refresh_from_db()
    assert match.state == MatchState.PROPOSED


def test_a_match_is_proposed_once():
    crossing = make_crossing()
    match = make_match(crossing)
    decisions.propose_match(match=match, at=NOON, by=crossing.broker)

    with pytest.raises(MatchAlreadySettled):
        decisions.propose_match(match=match, at=NOON, by=crossing.broker)

    assert OutboxMessage.objects.count() == 2


def test_nothing_is_queued_when_one_of_the_two_took_back_consent():
    crossing = make_crossing()
    match = make_match(crossing)
    withdraw_grant(participant=crossing.lecturer, grant=Grant.MATCHING, at=NOON, by=None)

    with pytest.raises(NoConsentToMatching):
        decisions.propose_match(match=match, at=NOON, by=crossing.broker)

    assert OutboxMessage.objects.count() == 0
    match.refresh_from_db()
    assert match.state == MatchState.SUGGESTED


def test_nothing_is_queued_when_one_of_the_two_has_no_address():
    crossing = make_crossing()
    match = make_match(crossing)
    crossing.lecturer.person.email = ""
    crossing.lecturer.person.save()
    match.refresh_from_db()

    with pytest.raises(NoAddress):
        decisions.propose_match(match=match, at=NOON, by=crossing.broker)

    assert OutboxMessage.objects.count() == 0


def test_what_is_not_a_fit_needs_a_reason():
    crossing = make_crossing()
    match = make_match(crossing)

    with pytest.raises(ReasonMissing):
        decisions.mark_not_a_fit(match=match, reason="  ", at=NOON, by=crossing.broker)

    match.refresh_from_db()
    assert match.state == MatchState.SUGGESTED


def test_what_is_not_a_fit_becomes_a_veto_until_it_is_undone():
    crossing = make_crossing()
    match = make_match(crossing)

    decisions.mark_not_a_fit(match=match, reason="Same household.", at=NOON, by=crossing.broker)
    vetoes = list(PairRule.objects.values_list("kind", "reason"))
    decisions.undo_decision(match=match, at=NOON, by=crossing.broker)

    assert vetoes == [(PairRuleKind.VETO, "Same household.")]
    assert PairRule.objects.count() == 0


def test_a_pair_has_one_rule_from_whichever_side_it_is_made():
    crossing = make_crossing()
    first, second = crossing.teacher, crossing.lecturer

    for one, other in ((first, second), (second, first)):
        decisions.veto_pair(
            first=one, second=other, reason="Too far.", at=NOON, by=crossing.broker
        )

    assert PairRule.objects.count() == 1


def test_a_dropped_rule_is_gone_and_written_down():
    crossing = make_crossing()
    match = make_match(crossing)
    decisions.pin_pair(match=match, reason="", at=NOON, by=crossing.broker)

    decisions.drop_rule(rule=PairRule.objects.get(), at=NOON, by=crossing.broker)

    assert PairRule.objects.count() == 0
    assert AuditEvent.objects.filter(verb="dropped a pin").count() == 1


@pytest.mark.parametrize(
    ("at", "departure"),
    [
        (datetime(2026, 3, 2, 9, 0, tzinfo=UTC), datetime(2026, 3, 2, 17, 0, tzinfo=UTC)),
        (datetime(2026, 3, 2, 16, 29, tzinfo=UTC), datetime(2026, 3, 2, 17, 0, tzinfo=UTC)),
        (datetime(2026, 3, 2, 16, 31, tzinfo=UTC), datetime(2026, 3, 3, 17, 0, tzinfo=UTC)),
        (datetime(2026, 7, 1, 12, 0, tzinfo=UTC), datetime(2026, 7, 1, 16, 0, tzinfo=UTC)),
    ],
)
def test_messages_leave_at_five_local_time_with_half_an_hour_to_think(at, departure):
    assert decisions.departure_after(at) == departure


@pytest.mark.parametrize("role", [Role.CODER, Role.VIEWER, Role.INTERVIEWER, Role.HUB_ADMIN])
def test_only_a_broker_decides(role):
    crossing = make_crossing()
    match = make_match(crossing)
    other = make_member(crossing.programme, role)

    with pytest.raises(NotYours):
        decisions.propose_match(match=match, at=NOON, by=other)

    assert OutboxMessage.objects.count() == 0


def test_who_leaves_is_forgotten_in_matches_rules_and_messages_to_others():
    crossing = make_crossing()
    match = make_match(crossing)
    decisions.pin_pair(match=match, reason="", at=NOON, by=crossing.broker)
    decisions.propose_match(match=match, at=NOON, by=crossing.broker)

    withdrawal = withdraw_participant(participant=crossing.teacher, at=NOON, by=None)

    assert Match.objects.count() == 0
    assert PairRule.objects.count() == 0
    assert OutboxMessage.objects.count() == 0
    assert withdrawal.removed["matches"] == 1
