"""Nothing overlaps, everything keeps its order, and ribbons run as straight as they can."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import minimize

from ecotone.engine.pictures import Divide
from ecotone.engine.pictures.placing import PlacedDeck, place_deck, settle, width_per_passage
from ecotone.engine.pictures.strands import order_deck
from tests.engine.pictures.cast import (
    PRIMARY,
    SECTORS,
    UNIVERSITY,
    card,
    demo,
    practice,
    ribbon,
)

WISHES = st.lists(st.tuples(st.floats(-50, 350), st.floats(10, 40)), min_size=1, max_size=6)


@given(nodes=WISHES)
def test_settled_nodes_keep_order_gaps_and_bounds(nodes):
    wishes, heights = [wish for wish, _ in nodes], [height for _, height in nodes]
    assume(sum(heights) + 5 * len(heights) <= 300)

    middles = settle(wishes, heights, gap=5, low=0, high=300)

    spans = [(m - h / 2, m + h / 2) for m, h in zip(middles, heights, strict=True)]
    assert spans[0][0] >= -1e-9
    assert spans[-1][1] <= 300 + 1e-9
    assert all(below[0] - above[1] >= 5 - 1e-9 for above, below in pairwise(spans))


@pytest.mark.parametrize(
    "wishes", [[50, 50, 50], [200, 10, 90], [-40, -40, 300], [280, 281, 20], [10, 150, 290]]
)
def test_settled_nodes_are_as_near_their_wishes_as_a_numeric_solver_gets(wishes: list[float]):
    heights = [20.0, 30.0, 20.0]
    rules = [
        {"type": "ineq", "fun": lambda m: m[0] - 10},
        {"type": "ineq", "fun": lambda m: m[1] - m[0] - 30},
        {"type": "ineq", "fun": lambda m: m[2] - m[1] - 30},
        {"type": "ineq", "fun": lambda m: 290 - m[2]},
    ]

    best = minimize(
        lambda m: sum((m - wishes) ** 2),
        [20.0, 100.0, 200.0],
        constraints=rules,
        method="SLSQP",
    )

    assert settle(wishes, heights, gap=5, low=0, high=300) == pytest.approx(best.x, abs=0.01)


def test_nobody_needs_no_room():
    assert settle([], [], gap=5, low=0, high=100) == []


def test_a_lonely_ribbon_is_level():
    one = ribbon(card("Tom", PRIMARY), practice("Group work"), card("David", UNIVERSITY))

    deck = placed(Divide(SECTORS, (one,)))

    ends = {deck.given[0].at_card, deck.given[0].at_practice, deck.asked[0].at_card}
    assert len(ends) == 1


def test_widths_are_in_proportion_to_passages_on_one_scale():
    deck = placed(demo())

    per_passage = {round(b.width / b.strand.passages.count, 6) for b in deck.given + deck.asked}
    assert per_passage == {5.5}


def test_the_busiest_half_sets_the_scale():
    tom, david = card("Tom", PRIMARY), card("David", UNIVERSITY)
    busy = Divide(SECTORS, (ribbon(tom, practice("Group work"), david, given=340),))

    assert width_per_passage(busy) == 0.1
    assert placed(busy).given[0].width == pytest.approx(34)


def test_a_half_no_passage_stands_behind_is_thin_but_seen():
    tom, david = card("Tom", PRIMARY), card("David", UNIVERSITY)

    deck = placed(Divide(SECTORS, (ribbon(tom, practice("Group work"), david, given=0),)))

    assert deck.given[0].width == 4


def test_a_card_grows_until_its_ribbons_fit():
    tom, asker = card("Tom", PRIMARY), card("David", UNIVERSITY)
    ribbons = tuple(ribbon(tom, practice(f"P{i}"), asker, given=5, asked=5) for i in range(6))

    deck = placed(Divide(SECTORS, ribbons))

    spot = deck.givers[tom]
    assert spot.height > 48
    for band in deck.given:
        assert band.at_card - band.width / 2 > spot.top
        assert band.at_card + band.width / 2 < spot.top + spot.height


def test_stubs_stand_under_the_cards_and_inside_the_deck():
    deck = placed(demo())

    lowest_card = max(spot.top + spot.height for spot in deck.askers.values())
    ((_, stub),) = deck.stubs
    assert lowest_card < stub.top
    assert stub.top + stub.height <= deck.bottom


def placed(divide: Divide) -> PlacedDeck:
    unit = width_per_passage(divide)
    return place_deck(order_deck(divide, "left"), top=50, unit=unit)
