"""Lanes of marks: nobody vanishes, nothing overruns, and the twin says the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecotone.engine.kernel import InputError
from ecotone.engine.pictures import NARROW, Flock, Lane, draw_lanes, lane_rows, people_per_mark
from ecotone.engine.pictures.lanes import _COUNT_ROOM, _GAP, _LABEL_ROOM, WIDE, _wide

MARKS = ("circle", "square", "triangle")


def lane(*people: int, href: str = "") -> Lane:
    return Lane(
        "heard",
        tuple(
            Flock(mark, mark, "primary", count, f"heard: {count} {mark}", href)
            for mark, count in zip(MARKS, people, strict=False)
        ),
    )


def test_one_mark_is_one_person_while_they_fit() -> None:
    drawing = draw_lanes([lane(2, 1, 3)], finding="6 heard")

    assert drawing.count("<circle") == 2
    assert drawing.count("<polygon") == 4


def test_an_empty_flock_is_not_drawn_but_stands_in_the_table() -> None:
    lanes = [lane(2, 0)]

    assert "heard: 0 square" not in draw_lanes(lanes, finding="")
    assert [flock.people for flock in lane_rows(lanes)[0].flocks] == [2, 0]


@given(
    st.lists(st.tuples(*[st.integers(0, 60_000)] * 3), max_size=5),
    st.sampled_from([WIDE, NARROW]),
)
def test_every_lane_fits_and_everybody_has_a_mark(
    counts: list[tuple[int, int, int]], ground: float
) -> None:
    lanes = [lane(*people) for people in counts]
    each = people_per_mark(lanes, width=ground)

    drawing = draw_lanes(lanes, finding="", width=ground)

    for one in lanes:
        shown = [flock for flock in one.flocks if flock.people]
        width = sum(_wide(flock, each) + _GAP for flock in shown) - _GAP
        assert width <= ground - _LABEL_ROOM - _COUNT_ROOM
        assert all(flock.spoken in drawing for flock in shown)


def test_the_scale_is_no_larger_than_it_must_be() -> None:
    assert people_per_mark([lane(5, 5, 5)]) == 1
    assert people_per_mark([lane(40)]) == 2


def test_what_is_still_to_come_has_no_number() -> None:
    drawing = draw_lanes([Lane("met", is_to_come=True)], finding="Nobody yet")

    assert ">met<" in drawing
    assert ">0<" not in drawing


def test_a_picture_with_links_is_a_group_and_without_an_image() -> None:
    plain = draw_lanes([lane(1)], finding="1 heard")
    linked = draw_lanes([lane(1, href="/people/")], finding="1 heard")

    assert 'role="img" aria-label="1 heard"' in plain
    assert 'role="group" aria-label="1 heard"' in linked
    assert '<a href="/people/" aria-label="heard: 1 circle">' in linked


def test_a_lane_of_very_many_sectors_leaves_the_last_out_of_the_picture_only() -> None:
    crowd = Lane(
        "heard", tuple(Flock(str(i), "circle", "primary", 9, f"sector {i}.") for i in range(40))
    )

    drawing = draw_lanes([crowd], finding="")

    assert "sector 0." in drawing
    assert "sector 39." not in drawing
    assert lane_rows([crowd])[0].people == 360


def test_fewer_people_than_none_are_a_mistake() -> None:
    with pytest.raises(InputError, match="fewer people than none"):
        lane(-1)
