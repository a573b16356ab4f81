"""What the exchange knows of gives and asks, and who may still be counted."""

import pytest

from ecotone.coding.choices import Pole, Target
from ecotone.coding.models import Coding
from ecotone.coding.operations import remove_coding
from ecotone.consent.choices import Grant
from ecotone.consent.operations import withdraw_grant
from ecotone.exchange.choices import Balance, Fit
from ecotone.exchange.queries import bridges as bridge_queries
from ecotone.exchange.queries.bridges import bridges_in, shown_outside
from ecotone.exchange.queries.cards import card_of, reviewable_matches
from ecotone.exchange.queries.claims import claims_in
from ecotone.exchange.queries.words import passages_behind
from tests.factories.coding import make_coding, make_revision, make_study
from tests.factories.exchange import (
    make_broker,
    make_crossing,
    make_match,
    make_round,
    make_voice,
)
from tests.factories.foundation import NOON

pytestmark = pytest.mark.django_db


def test_a_give_weighs_more_with_every_passage_but_never_one():
    programme = make_study()
    broker = make_broker(programme)
    speaker = make_voice(programme, broker, sector="primary", gives="grp")
    second = make_revision(speaker, "Groups again, and again.", question=5)
    make_coding(second, "Groups again", by=broker)

    (claim,) = claims_in(programme)

    assert claim.passages == 2
    assert claim.weight == 0.75


def test_what_somebody_asks_of_colleagues_is_no_claim_of_theirs():
    programme = make_study()
    broker = make_broker(programme)
    speaker = make_voice(programme, broker, sector="university")
    wish = make_revision(speaker, "My colleagues should change.", question=6)
    make_coding(
        wish,
        "colleagues should change",
        by=broker,
        code="pro.culture",
        pole=Pole.ASKS,
        target=Target.COLLEAGUES,
    )

    claims = claims_in(programme)

    assert claims == ()


def test_a_claim_is_gone_with_its_last_passage():
    programme = make_study()
    broker = make_broker(programme)
    speaker = make_voice(programme, broker, sector="primary")
    coding = make_coding(make_revision(speaker, "I do groups."), "groups", by=broker)

    remove_coding(coding=coding, at=NOON, by=broker)

    assert claims_in(programme) == ()


def test_a_bridge_stands_where_a_give_meets_an_ask_on_the_other_bank():
    crossing = make_crossing()

    bridges = bridges_in(crossing.programme)

    met = {(b.giver.voice.label, b.practice, b.asker.voice.label) for b in bridges.met}
    assert met == {("Hazel", "grp", "Dorian"), ("Dorian", "rwc.context", "Hazel")}
    assert bridges.unmet == ()
    assert (bridges.people_heard, bridges.claims) == (2, 4)


def test_a_narrow_ask_meets_a_broad_give_at_the_broader_practice():
    programme = make_study()
    broker = make_broker(programme)
    make_voice(programme, broker, sector="secondary", pseudonym="Hazel", gives="asm")
    make_voice(programme, broker, sector="university", pseudonym="Pascal", asks="asm.group")

    (bridge,) = bridges_in(programme).met

    assert bridge.practice == "asm"
    assert bridge.asker.practices == ("asm.group",)


def test_an_ask_that_nobody_on_the_other_bank_gives_has_no_bridge():
    programme = make_study()
    broker = make_broker(programme)
    make_voice(programme, broker, sector="primary", pseudonym="Anouk", asks="wsc.progression")
    make_voice(programme, broker, sector="secondary", gives="wsc.progression")

    bridges = bridges_in(programme)

    assert bridges.met == ()
    assert [(side.voice.label, side.practices) for side in bridges.unmet] == [
        ("Anouk", ("wsc.progression",))
    ]


def test_a_crowd_is_drawn_by_sector_and_practice(monkeypatch):
    programme = make_study()
    broker = make_broker(programme)
    for _ in range(3):
        make_voice(programme, broker, sector="primary", gives="grp.design")
        make_voice(programme, broker, sector="university", asks="grp.teamwork")
    monkeypatch.setattr(bridge_queries, "MOST_VOICES", 5)

    bridges = bridges_in(programme)

    (bridge,) = bridges.met
    assert bridges.is_crowd
    assert (bridge.giver.voice.label, bridge.giver.passages) == ("Primary", 3)
    assert bridge.practice == "grp"
    assert bridge.asker.people == 3


def test_outside_the_team_no_end_of_a_bridge_stands_for_fewer_than_five_people():
    crossing = make_crossing()

    outside = shown_outside(bridges_in(crossing.programme))

    assert outside.met == ()
    assert outside.people_heard == 2


def test_what_few_say_in_a_large_sector_is_not_shown_outside(monkeypatch):
    programme = make_study()
    broker = make_broker(programme)
    for _ in range(5):
        make_voice(programme, broker, sector="primary", gives="grp.design", asks="mat.stats")
        make_voice(programme, broker, sector="university", gives="mat.stats", asks="grp")
    for _ in range(2):
        make_voice(programme, broker, sector="primary", gives="ped.pace", asks="eng.cad")
    make_voice(programme, broker, sector="university", asks="ped.pace")
    monkeypatch.setattr(bridge_queries, "MOST_VOICES", 5)

    outside = shown_outside(bridges_in(programme))

    assert {bridge.practice for bridge in outside.met} == {"grp", "mat"}
    assert outside.unmet == ()


def test_a_crowd_leaves_bridges_out_but_calls_no_met_ask_unmet(monkeypatch):
    programme = make_study()
    broker = make_broker(programme)
    for practice in ("grp", "mat", "eng"):
        make_voice(programme, broker, sector="primary", gives=practice)
        make_voice(programme, broker, sector="university", asks=practice)
    monkeypatch.setattr(bridge_queries, "MOST_VOICES", 2)
    monkeypatch.setattr(bridge_queries, "MOST_PRACTICES_IN_A_CROWD", 2)

    bridges = bridges_in(programme)

    assert len(bridges.met) == 2
    assert bridges.unmet == ()


@pytest.mark.parametrize("pairs", [1, 3])
def test_the_bridges_take_the_same_queries_however_many_people(
    pairs, django_assert_num_queries
):
    programme = make_study()
    broker = make_broker(programme)
    for _ in range(pairs):
        make_voice(programme, broker, sector="primary", gives="grp", asks="mat")
        make_voice(programme, broker, sector="university", gives="mat", asks="grp")

    with django_assert_num_queries(4):
        bridges_in(programme)


def test_a_card_shows_the_words_of_both_in_each_direction():
    crossing = make_crossing()

    card = card_of(make_match(crossing), crossing.programme)

    words = {
        (m.given_words[0].text, m.asked_words[0].text)
        for d in card.directions
        for m in d.meetings
    }
    assert words == {
        ("I can show you grp", "more of grp"),
        ("I can show you rwc.context", "more of rwc.context"),
    }
    assert card.balance == Balance.EVEN
    assert {meeting.band for meeting in card.meetings} == {Fit.GOOD}
    assert all(meeting.is_thin for meeting in card.meetings)
    assert card.overloaded == ()
    assert card.coders == ("RB",)


def test_words_vanish_from_a_card_when_their_coding_is_removed():
    crossing = make_crossing()
    match = make_match(crossing)
    (passage,) = passages_behind(
        crossing.programme,
        voice=str(crossing.teacher.key),
        pole=Pole.GIVES,
        practices=["grp"],
    )

    remove_coding(coding=_coding(passage.coding_id), at=NOON, by=crossing.broker)

    card = card_of(match, crossing.programme)
    assert {meeting.asked for meeting in card.meetings} == {"Real-world contexts for learning"}


def test_matches_of_somebody_who_took_back_consent_are_not_shown():
    crossing = make_crossing()
    match = make_match(crossing)

    withdraw_grant(participant=crossing.teacher, grant=Grant.INTERVIEW, at=NOON, by=None)
    without_words = card_of(match, crossing.programme)
    withdraw_grant(participant=crossing.teacher, grant=Grant.MATCHING, at=NOON, by=None)

    assert without_words.meetings == ()
    assert list(reviewable_matches(crossing.programme)) == []


def test_somebody_in_more_suggestions_than_they_have_room_for_is_named():
    crossing = make_crossing()
    match = make_match(crossing)
    crossing.teacher.capacity = 0
    crossing.teacher.save()
    match.refresh_from_db()

    card = card_of(match, crossing.programme)

    assert card.overloaded == (crossing.teacher,)


def test_two_way_matches_come_before_one_way_ones():
    crossing = make_crossing()
    make_voice(crossing.programme, crossing.broker, sector="primary", gives="ped.pace")
    make_voice(crossing.programme, crossing.broker, sector="university", asks="ped.pace")

    make_round(crossing.programme, crossing.broker)
    listed = reviewable_matches(crossing.programme)

    assert [match.is_two_way for match in listed] == [True, False]


def _coding(pk):
    return Coding.objects.get(pk=pk)
