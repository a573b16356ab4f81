"""The home picture says what the facts say, to the eye, to the keyboard and to the ear."""

import re
from dataclasses import replace
from itertools import pairwise, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from ecotone.engine.pictures import (
    ENGLISH,
    Divide,
    DivideWords,
    Passages,
    Ribbon,
    UnmetAsk,
    crossings_in,
    draw_divide,
    table_rows,
)
from tests.engine.pictures.cast import (
    PRIMARY,
    SECONDARY,
    SECTORS,
    UNIVERSITY,
    card,
    demo,
    links,
    numbers,
    practice,
    ribbon,
    texts,
    tree,
)

SCRIPT = '<script>alert("x")</script>'


def draw(divide: Divide) -> str:
    return draw_divide(divide, finding="Schools give two strengths.")


def test_every_ribbon_half_of_the_table_is_a_link_of_the_picture_and_no_other_is():
    rows = table_rows(demo())
    said = {
        (row.given.href, ENGLISH.gives(row.giver.label, row.practice.label, row.given.count))
        for row in rows
        if row.giver and row.given
    }
    said |= {
        (row.asked.href, ENGLISH.asks(row.asker.label, row.practice.label, row.asked.count))
        for row in rows
        if row.giver
    }
    said |= {
        (
            row.asked.href,
            f"no bridge yet {row.asker.label} \u00b7 {row.asker.words}. "
            + ENGLISH.unmet(row.asker.label, row.practice.label, row.asked.count),
        )
        for row in rows
        if not row.giver
    }

    found = [one for one in links(draw(demo())) if not re.match("/p/|/practices/", one[0])]

    assert len(found) == len(set(found))
    assert set(found) == said


def test_every_person_and_practice_of_the_table_is_a_link_of_the_picture():
    rows = table_rows(demo())
    people = {c for row in rows if row.giver for c in (row.giver, row.asker)}
    said = {(c.href, f"{c.label}: {c.words}, {c.sector.label}") for c in people}
    said |= {(row.practice.href, row.practice.label) for row in rows if row.giver}

    found = [one for one in links(draw(demo())) if re.match("/p/|/practices/", one[0])]

    assert len(found) == len(set(found))
    assert set(found) == said


def test_the_keyboard_meets_givers_then_ribbons_then_practices_then_askers():
    names = [name for _, name in links(draw(demo()))]

    assert names[:6] == [
        "Tom: in their words, Primary",
        "Heather: in their words, Secondary",
        "Tom gives Group work: 2 passages",
        "Heather gives Group work: 2 passages",
        "Heather gives Assessing: 4 passages",
        "David asks for Group work: 3 passages",
    ]


def test_the_picture_is_a_named_group_because_an_image_may_not_hold_links():
    svg = tree(draw(demo()))

    assert svg.attrib["role"] == "group"
    assert svg.attrib["aria-label"] == "Schools give two strengths."


def test_a_link_has_one_name_and_its_tooltip_is_not_read_as_well():
    for link in tree(draw(demo())).iter("a"):
        (drawing,) = link
        assert drawing.attrib["aria-hidden"] == "true"
        assert drawing[0].tag == "title"
        assert drawing[0].text == link.attrib["aria-label"]


def test_no_style_attribute_and_no_handler_stands_in_the_way_of_a_strict_policy():
    for found in tree(draw(demo())).iter():
        assert not [name for name in found.attrib if name == "style" or name.startswith("on")]


def test_no_colour_is_written_but_by_its_role():
    assert re.findall("#[0-9A-Fa-f]{3,6}", draw(demo())) == []


def test_a_name_that_is_a_script_is_drawn_as_words():
    person = card(SCRIPT, PRIMARY, words=SCRIPT, href="")
    asker = card(SCRIPT, UNIVERSITY, words=SCRIPT, href="")
    over = practice(SCRIPT)
    divide = Divide(
        SECTORS, (ribbon(person, over, asker),), (UnmetAsk(asker, over, Passages(1)),)
    )

    svg = draw_divide(divide, finding=SCRIPT)

    assert [found for found in tree(svg).iter() if found.tag == "script"] == []
    assert "<script" not in svg
    assert tree(svg).attrib["aria-label"] == SCRIPT


def test_the_same_facts_give_the_same_bytes():
    assert draw(demo()) == draw(demo())


def test_a_giver_of_each_sector_colours_the_ribbon_on_from_a_shared_practice():
    arriving = next(
        link
        for link in tree(draw(demo())).iter("a")
        if link.attrib["aria-label"] == "David asks for Group work: 3 passages"
    )

    colours = [p.attrib["stroke"] for p in arriving.iter("path") if "class" not in p.attrib]
    heads = [p.attrib["fill"] for p in arriving.iter("polygon")]
    assert colours == ["var(--primary)", "var(--secondary)"]
    assert heads == ["var(--primary)", "var(--secondary)"]


def test_a_longer_list_of_cards_makes_a_taller_picture():
    david = card("David", UNIVERSITY)
    ribbons = [ribbon(card(f"T{i}", PRIMARY), practice(f"P{i}"), david) for i in range(12)]

    short, long = (
        draw(Divide(SECTORS, tuple(ribbons[:3]))),
        draw(Divide(SECTORS, tuple(ribbons))),
    )

    assert height(long) > height(short)


def height(svg: str) -> float:
    return float(tree(svg).attrib["viewBox"].split()[3])


def test_cards_and_practices_stay_inside_the_picture_and_never_overlap():
    svg = draw(demo())
    boxes = sorted(
        (float(r.attrib["x"]), float(r.attrib["y"]), float(r.attrib["height"]))
        for r in tree(svg).iter("rect")
        if "rx" in r.attrib
    )

    assert all(y >= 0 and y + tall <= height(svg) for _, y, tall in boxes)
    for (x1, y1, tall), (x2, y2, _) in pairwise(boxes):
        assert x1 != x2 or y1 + tall < y2


def test_a_bare_river_says_so_on_both_decks_and_claims_no_bridge():
    svg = draw_divide(Divide(SECTORS), finding="Nobody has been heard yet.")

    assert texts(svg).count("Nothing crosses here yet") == 2
    assert ENGLISH.bridged not in texts(svg)
    assert links(svg) == []


def test_only_a_bridge_both_ways_is_called_so():
    one_way = replace(demo(), ribbons=demo().given_from("left"))

    assert ENGLISH.bridged in texts(draw(demo()))
    assert ENGLISH.bridged not in texts(draw(one_way))


def test_an_ask_on_a_bare_deck_stands_at_its_head():
    ask = UnmetAsk(card("Andrea", PRIMARY), practice("Industry"), Passages(1, "/unmet/"))

    svg = draw(Divide(SECTORS, unmet=(ask,)))

    stub = next(tree(svg).iter("a")).find(".//rect")
    ghosts = numbers(svg, "rect", "y")
    assert stub is not None
    assert float(stub.attrib["y"]) in ghosts[1:]
    assert links(svg) == [
        (
            "/unmet/",
            (
                "no bridge yet Andrea \u00b7 in their words. "
                "No bridge yet: Andrea asks for Industry: 1 passage"
            ),
        )
    ]


def test_a_stub_without_words_names_its_practice():
    ask = UnmetAsk(card("Andrea", PRIMARY, words=""), practice("Industry"), Passages(1))

    assert " Andrea \u00b7 Industry" in texts(draw(Divide(SECTORS, unmet=(ask,))))


def test_long_words_are_cut_on_the_card_and_whole_in_the_name():
    wordy = "everything there is to say about teaching science to children of every age"
    divide = Divide(
        SECTORS,
        (ribbon(card("Tom", PRIMARY, words=wordy), practice("Talk"), card("Jo", UNIVERSITY)),),
    )

    svg = draw(divide)

    assert wordy not in texts(svg)
    assert ("/p/tom/", f"Tom: {wordy}, Primary") in links(svg)


def test_a_long_practice_takes_two_lines():
    over = practice("Teaching with industry and employers")
    divide = Divide(SECTORS, (ribbon(card("Tom", PRIMARY), over, card("Jo", UNIVERSITY)),))

    words = texts(draw(divide))

    assert "Teaching with industry" in words
    assert "and employers" in words


def test_every_word_can_be_brought_in_another_language():
    welsh = DivideWords(
        left_gives="Mae ysgolion yn rhoi",
        gives=lambda name, over, count: f"{name} > {over} ({count})",
    )

    svg = draw_divide(demo(), finding="Brawddeg", words=welsh, name="second")

    assert "Mae ysgolion yn rhoi" in texts(svg)
    assert "Tom > Group work (2)" in {name for _, name in links(svg)}
    assert 'id="second-water"' in svg


PEOPLE = [card(f"L{i}", (PRIMARY, SECONDARY)[i % 2]) for i in range(4)]
ASKERS = [card(f"R{i}", UNIVERSITY) for i in range(3)]
OVER = [practice(f"P{i}") for i in range(3)]


@settings(max_examples=40, deadline=None)
@given(
    ends=st.lists(
        st.tuples(st.sampled_from(PEOPLE), st.sampled_from(OVER), st.sampled_from(ASKERS)),
        unique=True,
        max_size=8,
    )
)
def test_the_drawing_itself_crosses_as_often_as_it_says_and_never_more_than_it_must(ends):
    divide = Divide(SECTORS, tuple(ribbon(*end) for end in ends))

    svg = draw(divide)

    assert crossings_drawn(svg) == crossings_in(divide)
    assert crossings_in(divide) == fewest(divide.ribbons)


def crossings_drawn(svg: str) -> int:
    """Count crossings from the curves' ends alone."""
    curves = [
        re.fullmatch(r"M(\S+) (\S+)C\S+ \S+ \S+ \S+ \S+ (\S+)H.*", path.attrib["d"])
        for path in tree(svg).iter("path")
        if path.attrib.get("class") == "casing"
    ]
    ends = [
        (float(c.group(1)) > 692, float(c.group(2)), float(c.group(3))) for c in curves if c
    ]
    return sum(
        one[0] == other[0] and (one[1] - other[1]) * (one[2] - other[2]) < 0
        for i, one in enumerate(ends)
        for other in ends[:i]
    )


def fewest(ribbons: tuple[Ribbon, ...]) -> int:
    given = {(r.giver, r.practice) for r in ribbons}
    asked = {(r.asker, r.practice) for r in ribbons}
    orders = permutations(sorted({r.practice.id for r in ribbons}))
    return min(best_facing(given, order) + best_facing(asked, order) for order in orders)


def best_facing(edges, order: tuple[str, ...]) -> int:
    cards = sorted({who.label for who, _ in edges})
    ends = [(who.label, order.index(over.id)) for who, over in edges]
    return min(
        sum(
            (up.index(a) - up.index(c)) * (b - d) < 0
            for i, (a, b) in enumerate(ends)
            for c, d in ends[:i]
        )
        for up in permutations(cards)
    )
