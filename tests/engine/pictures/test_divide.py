"""The facts behind the picture: refused when they make no sense, counted, and told as rows."""

import pytest

from ecotone.engine.kernel import InputError
from ecotone.engine.pictures import (
    Divide,
    DivideFinding,
    Passages,
    UnmetAsk,
    finding_of,
    table_rows,
)
from tests.engine.pictures.cast import (
    PRIMARY,
    SECONDARY,
    SECTORS,
    UNIVERSITY,
    card,
    demo,
    practice,
    ribbon,
)


def test_the_finding_counts_cards_both_ways_and_people_once():
    assert finding_of(demo()) == DivideFinding(
        left_strengths=2,
        right_asks_met=2,
        right_asks_unmet=1,
        right_strengths=1,
        left_asks_met=1,
        left_asks_unmet=0,
        participants=4,
    )


def test_the_table_lists_every_ribbon_and_every_ask_without_a_bridge():
    rows = table_rows(demo())

    assert [(r.giver and r.giver.label, r.practice.label, r.asker.label) for r in rows] == [
        ("Tom", "Group work", "David"),
        ("Heather", "Group work", "David"),
        ("Heather", "Group work", "Paul"),
        ("Heather", "Assessing", "Paul"),
        (None, "Leadership buy-in", "Paul"),
        ("David", "Real science", "Heather"),
    ]
    assert [(r.given and r.given.count, r.asked.count) for r in rows] == [
        (2, 3),
        (2, 3),
        (2, 1),
        (4, 3),
        (None, 1),
        (2, 3),
    ]


def test_a_ribbon_within_one_bank_does_not_cross_and_is_refused():
    inland = ribbon(card("Tom", PRIMARY), practice("Group work"), card("Heather", SECONDARY))

    assert not inland.crosses
    with pytest.raises(InputError, match="Tom and Heather stand on the same bank"):
        Divide(SECTORS, (inland,))


def test_a_card_whose_sector_the_key_does_not_list_is_refused():
    ask = UnmetAsk(card("Paul", UNIVERSITY), practice("Group work"), Passages(1))

    with pytest.raises(InputError, match="does not list the sector of some cards: University"):
        Divide((PRIMARY,), unmet=(ask,))


def test_fewer_passages_than_none_are_refused():
    with pytest.raises(InputError, match="cannot rest on -1 passages"):
        Passages(-1)
