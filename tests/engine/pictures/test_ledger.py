"""The ledger: given to the right, got to the left, in proportion, with a table of its rows."""

import pytest

from ecotone.engine.kernel import InputError
from ecotone.engine.pictures import (
    Account,
    LedgerFinding,
    LedgerRow,
    LedgerWords,
    draw_ledger,
    ledger_finding,
    ledger_rows,
)
from tests.engine.pictures.cast import links, texts, tree

SCHOOLS = Account("Schools", "secondary", gave=5, got=3)
UNIVERSITY = Account("University", "university", gave=3, got=5)


def bars(svg: str) -> list[float]:
    return [float(rect.attrib["width"]) for rect in tree(svg).iter("rect")]


def test_bars_are_in_proportion_on_both_sides_of_the_line():
    svg = draw_ledger([SCHOOLS, UNIVERSITY], finding="Even in sum")

    assert bars(svg) == [110, 66, 66, 110]


def test_the_picture_shows_the_numbers_of_its_rows():
    svg = draw_ledger([SCHOOLS, UNIVERSITY], finding="Even in sum")

    rows = ledger_rows([SCHOOLS, UNIVERSITY])
    assert rows == (LedgerRow("Schools", 5, 3, 2), LedgerRow("University", 3, 5, -2))
    assert texts(svg) == [
        words for row in rows for words in (row.label, f"gave {row.gave}", f"got {row.got}")
    ]


def test_the_finding_says_who_gave_more_got_more_or_is_even():
    even = Account("College", "broker", gave=2, got=2)

    assert ledger_finding([SCHOOLS, UNIVERSITY, even]) == LedgerFinding(
        gave_more=("Schools",), got_more=("University",), even=("College",)
    )


def test_without_addresses_the_ledger_is_one_image():
    svg = draw_ledger([SCHOOLS], finding="Schools gave more")

    assert tree(svg).attrib["role"] == "img"
    assert tree(svg).attrib["aria-label"] == "Schools gave more"


def test_with_addresses_every_bar_opens_what_it_counts():
    opened = Account("Schools", "secondary", 5, 3, gave_href="/gave/", got_href="/got/")

    svg = draw_ledger([opened], finding="Schools gave more")

    assert tree(svg).attrib["role"] == "group"
    assert links(svg) == [("/gave/", "Schools: gave 5"), ("/got/", "Schools: got 3")]


def test_nothing_given_and_nothing_got_draw_no_bar_but_say_so():
    svg = draw_ledger([Account("Schools", "secondary", 0, 0)], finding="Nothing yet")

    assert bars(svg) == [0, 0]
    assert texts(svg) == ["Schools", "gave 0", "got 0"]


def test_a_long_label_stands_above_its_bars():
    wordy = Account("Primary schools of the county", "primary", 1, 1)

    plain = tree(draw_ledger([SCHOOLS], finding="x")).attrib["viewBox"]
    taller = tree(draw_ledger([wordy], finding="x")).attrib["viewBox"]

    assert float(taller.split()[3]) > float(plain.split()[3])


def test_longer_phrases_shorten_the_bars():
    wordy = LedgerWords(gave=lambda n: f"wedi rhoi {n} o bethau i eraill")

    assert bars(draw_ledger([SCHOOLS], finding="x", words=wordy))[0] < 110


def test_an_empty_ledger_draws_its_line():
    svg = draw_ledger([], finding="Nothing yet")

    assert len(list(tree(svg).iter("path"))) == 1
    assert bars(svg) == []


def test_a_label_that_is_markup_is_drawn_as_words():
    svg = draw_ledger([Account("<b>&", "broker", 1, 1)], finding="<i>")

    assert texts(svg)[0] == "<b>&"
    assert [found for found in tree(svg).iter() if found.tag == "b"] == []


def test_less_than_nothing_is_refused():
    with pytest.raises(InputError, match="Schools cannot have given or got less than nothing"):
        Account("Schools", "secondary", gave=-1, got=0)
