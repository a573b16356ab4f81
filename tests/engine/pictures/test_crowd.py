"""A region of any size is drawn at the size of a hub, and its table still agrees."""

from collections import Counter

import pytest

from ecotone.engine.pictures import (
    CrowdWords,
    Divide,
    Passages,
    UnmetAsk,
    draw_divide,
    gathered,
    is_crowded,
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
    tree,
)

WORDS = CrowdWords(href=lambda sector, over: f"/sectors/{sector}/{over}/")


def region(people: int, *, practices: int = 12) -> Divide:
    sectors = (PRIMARY, SECONDARY)
    over = [practice(f"Practice {i}") for i in range(practices)]
    ribbons = []
    for i in range(people):
        teacher, academic = card(f"T{i}", sectors[i % 2]), card(f"A{i}", UNIVERSITY)
        ribbons.append(ribbon(teacher, over[i % practices], academic))
        ribbons.append(ribbon(academic, over[-1 - i % practices], teacher))
    asks = (UnmetAsk(card(f"T{i}", PRIMARY), over[i % 2], Passages(2)) for i in range(people))
    return Divide(SECTORS, tuple(ribbons), tuple(asks))


def test_a_hub_is_not_a_crowd_and_a_region_is():
    assert not is_crowded(demo())
    assert is_crowded(region(40))


def test_many_practices_are_a_crowd_too():
    tom, david = card("Tom", PRIMARY), card("David", UNIVERSITY)
    ribbons = tuple(ribbon(tom, practice(f"P{i}"), david) for i in range(15))

    assert is_crowded(Divide(SECTORS, ribbons))


@pytest.mark.parametrize("people", [60, 600])
def test_a_region_of_any_size_has_a_picture_of_one_size(people: int):
    svg = draw_divide(gathered(region(people), WORDS), finding="A region")

    small = draw_divide(gathered(region(48), WORDS), finding="A region")
    assert tree(svg).attrib["viewBox"] == tree(small).attrib["viewBox"]
    assert len(list(tree(svg).iter())) == len(list(tree(small).iter()))


def test_a_gathered_region_is_no_crowd_and_gathering_it_again_changes_no_size():
    once = gathered(region(200), WORDS)

    assert not is_crowded(once)
    assert len(gathered(once, WORDS).ribbons) == len(once.ribbons)


def test_a_sector_card_counts_its_people_once():
    cards = {r.giver.sector.id: r.giver for r in gathered(region(41), WORDS).given_from("left")}

    assert cards["primary"].words == "21 people"
    assert cards["secondary"].words == "20 people"
    assert cards["primary"].href == "/sectors/primary//"


def test_no_passage_is_lost_or_counted_twice():
    whole, few = region(100), gathered(region(100), WORDS)

    shown = {(row.giver, row.practice): row.given for row in table_rows(few) if row.giver}
    assert sum(given.count for given in shown.values() if given) == sum(
        r.given.count for r in whole.ribbons
    )


def test_a_half_shared_by_two_ribbons_is_counted_once():
    few = gathered(demo(), WORDS)

    counts = {(r.giver.label, r.practice.label): r.given.count for r in few.ribbons}
    assert counts["Secondary", "Group work"] == 2


def test_the_practices_with_fewest_passages_share_one_pill():
    tom, david = card("Tom", PRIMARY), card("David", UNIVERSITY)
    ribbons = tuple(ribbon(tom, practice(f"P{i}"), david, given=i + 1) for i in range(12))

    few = gathered(Divide(SECTORS, ribbons), WORDS)

    labels = Counter(r.practice.label for r in few.ribbons)
    assert set(labels) == {f"P{i}" for i in range(4, 12)} | {"4 more practices"}
    (rest,) = (r for r in few.ribbons if r.practice.id == "")
    assert rest.given == Passages(1 + 2 + 3 + 4, "/sectors/primary//")


def test_a_sectors_asks_without_a_bridge_share_one_stub():
    (stub,) = gathered(region(30), WORDS).unmet

    assert stub.asker.words == "30 people"
    assert stub.practice.label == "2 practices"
    assert stub.asked.count == 60


def test_one_person_and_one_practice_are_named_as_such():
    ask = UnmetAsk(card("Paul", UNIVERSITY), practice("Buy-in"), Passages(1))

    (stub,) = gathered(Divide(SECTORS, unmet=(ask,)), CrowdWords()).unmet

    assert stub.asker.words == "1 person"
    assert stub.practice.label == "Buy-in"
    assert stub.asked.href == ""
    assert CrowdWords().practices(1) == "1 practice"
