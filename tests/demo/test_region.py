"""The invented region is lifelike where matching feels it, and the same for the same seed."""

from collections import Counter
from itertools import chain

import pytest

from ecotone.demo.region import HOME_SECTOR, LARGEST_REGION, in_words, synthetic_region
from ecotone.engine.kernel import InputError

REGION = synthetic_region(2_000, seed=11)


def home_share(sector: str, pole: str) -> float:
    """Return how much of what a sector gives or asks is at home in that sector."""
    homes = [
        HOME_SECTOR[said.practice.split(".")[0]]
        for person in REGION
        if person.sector == sector
        for said in getattr(person, pole)
    ]
    return homes.count(sector) / len(homes)


def test_the_same_seed_invents_the_same_people() -> None:
    assert synthetic_region(300, seed=5) == synthetic_region(300, seed=5)


def test_another_seed_invents_other_people() -> None:
    assert synthetic_region(300, seed=5) != synthetic_region(300, seed=6)


def test_sectors_come_in_their_shares() -> None:
    assert Counter(person.sector for person in REGION) == {
        "primary": 900,
        "secondary": 700,
        "university": 400,
    }


def test_every_sector_gives_more_of_its_own_and_asks_more_of_the_others() -> None:
    for sector in ("primary", "secondary", "university"):
        assert home_share(sector, "gives") > 0.5
        assert home_share(sector, "asks") < 0.25


def test_nobody_asks_for_what_they_give_or_names_a_practice_twice() -> None:
    for person in REGION:
        named = [said.practice for said in (*person.gives, *person.asks)]

        assert len(named) == len(set(named))


def test_people_give_five_to_eight_practices_and_ask_three_to_six() -> None:
    assert {len(person.gives) for person in REGION} == {5, 6, 7, 8}
    assert {len(person.asks) for person in REGION} == {3, 4, 5, 6}


def test_a_few_practices_are_far_more_common_than_most() -> None:
    given = Counter(said.practice for person in REGION for said in person.gives)
    counts = sorted(given.values(), reverse=True)

    assert counts[0] > 5 * counts[len(counts) // 2]


def test_people_have_room_for_two_partners_on_average() -> None:
    capacities = [person.capacity for person in REGION]

    assert set(capacities) == {1, 2, 3, 4}
    assert sum(capacities) / len(capacities) == pytest.approx(2.15, abs=0.08)


def test_everybody_has_two_to_five_free_half_days() -> None:
    assert {len(set(person.free)) for person in REGION} == {2, 3, 4, 5}


def test_a_workplace_has_one_place_and_one_sector() -> None:
    workplaces = {person.workplace for person in REGION}

    assert len(workplaces) == len({workplace.name for workplace in workplaces})
    assert all(person.sector == person.workplace.sector for person in REGION)


def test_every_give_and_ask_rests_on_sentences_that_occur_once() -> None:
    for person in REGION[:200]:
        for said in (person.gives, person.asks):
            answer = in_words(said)
            sentences = list(chain.from_iterable(one.sentences for one in said))

            assert all(one.sentences for one in said)
            assert [answer.count(sentence) for sentence in sentences] == [1] * len(sentences)


def test_one_person_is_a_region_too() -> None:
    (person,) = synthetic_region(1, seed=0)

    assert person.key == "p00001"


@pytest.mark.parametrize("size", [0, -3, LARGEST_REGION + 1])
def test_a_region_of_impossible_size_is_refused(size: int) -> None:
    with pytest.raises(InputError, match="A region has 1 to 21,567 people"):
        synthetic_region(size, seed=0)
