"""The palette is one thing in Python and in CSS, readable, and distinct to every eye."""

import re
from importlib.resources import files
from itertools import combinations

import pytest

from ecotone.engine.kernel import InputError
from ecotone.engine.pictures.palette import FONTS, PALETTE, Theme, fill_of, tint_of
from tests.engine.pictures.colour_vision import VISIONS, ciede2000, contrast, distance

TOKENS = files("ecotone.foundation").joinpath("static/foundation/tokens.css").read_text("utf-8")
MARK_COLOURS = ("primary", "secondary", "university", "broker")
GROUNDS = ("page", "card")
TEXTS = ("ink", "muted", *MARK_COLOURS, "ok", "warn", "bad", "accent")
THEMES: tuple[Theme, Theme] = ("light", "dark")


def seen(role: str, theme: Theme) -> str:
    return PALETTE[role].in_theme(theme)


def test_the_style_sheet_declares_every_colour_once_and_equal_to_the_palette():
    declared = re.findall(r"--([\w-]+): light-dark\((#[0-9A-F]{6}), (#[0-9A-F]{6})\);", TOKENS)

    assert declared == [(role, c.light, c.dark) for role, c in PALETTE.items()]


def test_the_style_sheet_names_no_colour_outside_its_tokens():
    assert len(re.findall(r"#[0-9A-Fa-f]{3,8}\b", TOKENS)) == 2 * len(PALETTE)


@pytest.mark.parametrize("name", FONTS)
def test_the_style_sheet_and_the_palette_name_the_same_fonts(name: str):
    assert re.findall(rf"--{name}: (.+);", TOKENS) == [FONTS[name]]


@pytest.mark.parametrize("theme", THEMES)
def test_a_visitor_can_ask_for_either_theme(theme: Theme):
    rule = rf"\[data-theme='{theme}'\] {{\n  color-scheme: {theme};\n}}"

    assert len(re.findall(rule, TOKENS)) == 1


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_every_text_colour_reads_on_every_ground(text: str, ground: str, theme: Theme):
    assert contrast(seen(text, theme), seen(ground, theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("tint", [role for role in PALETTE if role.endswith("-tint")])
def test_ink_reads_on_every_tint(tint: str, theme: Theme):
    assert contrast(seen("ink", theme), seen(tint, theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "highlight"),
        ("accent-ink", "accent"),
        ("ink", "river-edge"),
        ("ink", "river-middle"),
        ("muted", "river-middle"),
        ("bad", "river-edge"),
        ("bad", "river-middle"),
        ("card", "broker"),
    ],
)
def test_words_in_special_places_read(text: str, ground: str, theme: Theme):
    assert contrast(seen(text, theme), seen(ground, theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("edge", ["edge", *MARK_COLOURS, "ink"])
def test_edges_and_marks_stand_out_from_the_ground(edge: str, ground: str, theme: Theme):
    assert contrast(seen(edge, theme), seen(ground, theme)) >= 3.0


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("colour", ["primary", "secondary", "university"])
def test_a_mark_stands_out_from_its_own_tint(colour: str, theme: Theme):
    assert contrast(seen(colour, theme), seen(f"{colour}-tint", theme)) >= 3.0


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISIONS)
def test_the_four_mark_colours_stay_apart_for_every_eye(vision: str, theme: Theme):
    closest = min(
        distance(seen(one, theme), seen(other, theme), vision=vision)
        for one, other in combinations(MARK_COLOURS, 2)
    )

    assert closest >= 13


@pytest.mark.parametrize(("theme", "published"), [("light", 18.6), ("dark", 13.9)])
def test_the_smallest_distance_is_the_one_written_down_when_the_colours_were_chosen(
    theme: Theme, published: float
):
    closest = min(
        distance(seen(one, theme), seen(other, theme), vision=vision)
        for one, other in combinations(MARK_COLOURS, 2)
        for vision in VISIONS
    )

    assert closest == pytest.approx(published, abs=0.05)


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0009), 7.1792),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_our_ciede2000_gives_the_published_distances(one, other, published: float):
    assert ciede2000(one, other) == pytest.approx(published, abs=0.0001)


def test_contrast_gives_the_value_written_down_for_primary_on_the_page():
    assert contrast("#A85A00", "#FBFAF7") == pytest.approx(4.87, abs=0.005)


def test_an_unknown_colour_is_refused_by_name():
    with pytest.raises(InputError, match="no colour called 'plum'"):
        fill_of("plum")


def test_a_sector_has_its_own_tint():
    assert tint_of("primary") == "var(--primary-tint)"
