"""Fewer crossings than the caller's order, the fewest possible where that can be checked."""

from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecotone.engine.pictures.weaving import Edges, crossings_of, weave


def tangles(*, cards: int, practices: int, most: int) -> st.SearchStrategy[tuple[Edges, Edges]]:
    """Draw edges on both sides so that every practice has a giver and an asker."""
    side = st.lists(
        st.tuples(st.integers(0, cards - 1), st.integers(0, practices - 1)),
        unique=True,
        max_size=most,
    )
    return st.tuples(side, side).map(_complete)


def _complete(sides) -> tuple[Edges, Edges]:
    given, asked = sides
    practices = sorted({practice for _, practice in given + asked})
    number = {practice: i for i, practice in enumerate(practices)}
    return _numbered(given, number), _numbered(asked, number)


def _numbered(edges, number: dict[int, int]) -> Edges:
    missing = set(number) - {practice for _, practice in edges}
    whole = edges + [(0, practice) for practice in sorted(missing)]
    cards = {card: i for i, card in enumerate(sorted({card for card, _ in whole}))}
    return tuple((cards[card], number[practice]) for card, practice in whole)


def layers(given: Edges, asked: Edges) -> tuple[range, range, range]:
    return (
        range(1 + max((card for card, _ in given), default=-1)),
        range(1 + max((practice for _, practice in given), default=-1)),
        range(1 + max((card for card, _ in asked), default=-1)),
    )


def fewest(given: Edges, asked: Edges) -> int:
    givers, practices, askers = layers(given, asked)
    return min(
        min(crossings_of(order, middle, given) for order in permutations(givers))
        + min(crossings_of(order, middle, asked) for order in permutations(askers))
        for middle in permutations(practices)
    )


@settings(max_examples=150, deadline=None)
@given(edges=tangles(cards=5, practices=4, most=9))
def test_small_pictures_cross_as_little_as_any_order_could(edges: tuple[Edges, Edges]):
    assert weave(*edges).crossings == fewest(*edges)


@settings(max_examples=60, deadline=None)
@given(edges=tangles(cards=12, practices=11, most=30))
def test_no_picture_crosses_more_than_in_the_order_it_came(edges: tuple[Edges, Edges]):
    given, asked = edges
    givers, practices, askers = layers(given, asked)
    as_it_came = crossings_of(givers, practices, given) + crossings_of(askers, practices, asked)

    assert weave(given, asked).crossings <= as_it_came


@settings(max_examples=60, deadline=None)
@given(edges=tangles(cards=8, practices=8, most=20))
def test_the_crossings_reported_are_those_of_the_orders_reported(edges: tuple[Edges, Edges]):
    given, asked = edges

    woven = weave(given, asked)

    on_given = crossings_of(woven.givers, woven.practices, given)
    on_asked = crossings_of(woven.askers, woven.practices, asked)
    assert woven.crossings == on_given + on_asked
    orders = (woven.givers, woven.practices, woven.askers)
    assert [sorted(order) for order in orders] == [list(x) for x in layers(given, asked)]


def test_cards_that_no_average_can_order_are_ordered_exactly():
    given = tuple((card, practice) for card, practice in product(range(1), range(5)))
    asked = ((0, 0), (0, 1), (0, 4), (1, 2), (2, 1), (2, 3), (3, 0), (3, 3), (4, 2), (4, 4))

    assert weave(given, asked).crossings == fewest(given, asked)


@pytest.mark.parametrize("size", [8, 20])
def test_a_large_shuffled_ladder_is_untangled(size: int):
    shuffled = (
        [(i * 7 + 3) % size for i in range(size)] if size == 20 else [3, 0, 6, 1, 7, 4, 2, 5]
    )
    given = tuple((i, shuffled[i]) for i in range(size))
    asked = tuple((i, shuffled[-1 - i]) for i in range(size))

    assert weave(given, asked).crossings == 0


def test_a_long_braid_is_swept_to_fewer_crossings_than_it_came_with():
    size = 9
    given = tuple((i, (i * 4 + d) % size) for i in range(size) for d in (0, 4))
    asked = tuple((i, (i * 2 + d) % size) for i in range(size) for d in (0, 2))
    places = range(size)
    as_it_came = crossings_of(places, places, given) + crossings_of(places, places, asked)

    assert weave(given, asked).crossings < as_it_came / 2


def test_two_edges_that_share_an_end_do_not_cross():
    assert crossings_of([0], [0, 1], [(0, 1), (0, 0)]) == 0
