"""The paper: what is written is always well formed, harmless, and able to stand alone."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecotone.engine.kernel import InputError
from ecotone.engine.pictures import PALETTE, draw_divide, standalone
from ecotone.engine.pictures.svg import element, link, number
from tests.engine.pictures.cast import demo, tree


@given(words=st.text(st.characters(codec=None)))
def test_any_words_at_all_can_be_written(words: str):
    svg = link(element("path"), href="/x/", label=words)

    assert tree(svg).tag == "a"


@given(value=st.floats(-1e6, 1e6))
def test_a_number_is_short_and_never_minus_nothing(value: float):
    written = number(value)

    assert re.fullmatch(r"-?\d+(\.\d{1,2})?", written)
    assert written != "-0"
    assert float(written) == pytest.approx(value, abs=0.0051)


@pytest.mark.parametrize("href", ["javascript:alert(1)", "JavaScript:x", "data:text/html,x"])
def test_a_link_that_is_not_a_page_is_refused(href: str):
    with pytest.raises(InputError, match="links to pages only"):
        link(href=href, label="Heather")


@pytest.mark.parametrize("href", ["/a/?next=b:c", "#here", "https://example.org/", "people/7"])
def test_a_link_to_a_page_is_kept(href: str):
    assert tree(link(href=href, label="Heather")).attrib["href"] == href


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_saved_picture_needs_no_style_sheet_no_site_and_no_variable(theme):
    saved = standalone(draw_divide(demo(), finding="A sentence"), theme)

    picture = ET.fromstring(saved.encode())  # noqa: S314 - drawn by us a moment ago
    assert "var(" not in saved
    assert "href" not in saved
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    assert picture.attrib["aria-label"] == "A sentence"
    assert picture.attrib["viewBox"].split()[2] == picture.attrib["width"]


def test_a_saved_picture_has_the_ground_of_its_theme():
    saved = standalone(draw_divide(demo(), finding="A sentence"), "dark")

    ground = ET.fromstring(saved.encode())[0]  # noqa: S314 - drawn by us a moment ago
    assert ground.attrib["fill"] == PALETTE["card"].dark
    assert ground.attrib["width"] == "1432"


def test_words_that_look_like_a_colour_are_left_alone_in_a_saved_picture():
    picture = draw_divide(demo(), finding='says "var(--ink)" aloud')

    saved = standalone(picture, "light")

    assert ET.fromstring(saved.encode()).attrib["aria-label"] == 'says "var(--ink)" aloud'  # noqa: S314


def test_something_that_is_no_picture_of_ours_cannot_be_saved():
    with pytest.raises(InputError, match="with its viewBox"):
        standalone("<svg></svg>", "light")
