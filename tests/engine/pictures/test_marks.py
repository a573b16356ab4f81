"""Marks and arrows: every shape is different, centred, and safe to place in a page."""

import re

import pytest

from ecotone.engine.kernel import InputError
from ecotone.engine.pictures import MARKS, draw_arrow, draw_mark, inline_mark
from tests.engine.pictures.cast import tree


def test_no_two_marks_have_the_same_shape():
    drawn = {draw_mark(mark, x=0, y=0, size=10, colour="broker") for mark in MARKS}

    assert len(drawn) == len(MARKS)


@pytest.mark.parametrize("mark", [mark for mark in MARKS if mark != "circle"])
def test_a_mark_is_centred_and_near_its_size(mark: str):
    drawn = draw_mark(mark, x=100, y=50, size=20, colour="broker")

    corners = [tuple(map(float, c.split(","))) for c in tree(drawn).attrib["points"].split()]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    assert left + right == pytest.approx(200, abs=0.05)
    assert right - left == pytest.approx(20, rel=0.3)
    assert all(35 < y < 65 for _, y in corners)


def test_an_unknown_mark_is_refused_by_name():
    with pytest.raises(InputError, match="no mark called 'blob'"):
        draw_mark("blob", x=0, y=0, size=10, colour="broker")


@pytest.mark.parametrize("mark", MARKS)
def test_an_inline_mark_is_hidden_from_screen_readers_and_fits_its_box(mark: str):
    svg = tree(inline_mark(mark, "primary", size=22))

    assert svg.attrib["aria-hidden"] == "true"
    assert (svg.attrib["width"], svg.attrib["height"]) == ("22", "22")
    places = [float(n) for n in re.findall(r"[\d.]+", svg[0].attrib.get("points", ""))]
    assert all(0 <= place <= 16 for place in places)


@pytest.mark.parametrize(("towards", "tip"), [("right", "L152 20"), ("left", "L4 20")])
def test_an_arrow_points_where_it_should_in_the_givers_colour(towards, tip: str):
    svg = tree(draw_arrow(towards=towards, colour="secondary"))

    band, head = svg
    assert tip in head.attrib["d"]
    assert (band.attrib["stroke"], head.attrib["fill"]) == ("var(--secondary)",) * 2
