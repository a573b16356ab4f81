"""The story as data: whole in itself, and crossing the divide exactly where the paper does."""

import csv
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping
from importlib.resources import files
from itertools import permutations
from typing import Any

import pytest

PACKAGE = files("ecotone")
STORY = PACKAGE / "demo" / "story"
POLES = {"gives", "asks", "barrier", "observation"}
TARGETS = {"self", "own_sector", "colleagues", "students"}
DISCOUNT_PER_LEVEL = 0.5

Shares = Mapping[str, float]


def read_toml(*path: str) -> dict[str, Any]:
    return tomllib.loads(PACKAGE.joinpath(*path).read_text(encoding="utf-8"))


def read_taxonomy() -> dict[str, str]:
    text = (PACKAGE / "coding" / "data" / "taxonomy.csv").read_text(encoding="utf-8")
    return {row["id"]: row["broader"] for row in csv.DictReader(text.splitlines())}


BROADER = read_taxonomy()
PEOPLE = {p["pseudonym"]: p for p in read_toml("demo", "story", "people.toml")["person"]}
ANSWERS = {
    name: read_toml("demo", "story", "answers", f"{name.lower()}.toml")["answer"]
    for name, person in PEOPLE.items()
    if person["published"]
}
CODED = [
    pytest.param(answer, coding, id=f"{name}: {coding['quote'][:40]}")
    for name, answers in ANSWERS.items()
    for answer in answers
    for coding in answer.get("coding", [])
]


def passages(name: str, pole: str) -> Counter[str]:
    """Count a person's own passages by practice."""
    return Counter(
        coding["code"]
        for answer in ANSWERS.get(name, [])
        for coding in answer.get("coding", [])
        if (coding["pole"], coding["target"]) == (pole, "self")
    )


def gives(name: str) -> Shares:
    return {code: 1 - 0.5**count for code, count in passages(name, "gives").items()}


def asks(name: str) -> Shares:
    counted = passages(name, "asks")
    return {code: count / counted.total() for code, count in counted.items()}


def lineage(code: str) -> list[str]:
    """Return the code and all that stand above it, nearest first."""
    above = BROADER[code]
    return [code, *lineage(above)] if above else [code]


def levels_between(one: str, other: str) -> int | None:
    """Count the steps up or down the tree; None when neither lies above the other."""
    if other in lineage(one):
        return lineage(one).index(other)
    return lineage(other).index(one) if one in lineage(other) else None


def served(given: Shares, asked: str) -> float:
    near = {code: levels_between(code, asked) for code in given}
    reach = [
        given[code] * DISCOUNT_PER_LEVEL**steps
        for code, steps in near.items()
        if steps is not None
    ]
    return max(reach, default=0.0)


def benefit(giver: str, asker: str) -> float:
    given = gives(giver)
    return sum(share * served(given, code) for code, share in asks(asker).items())


def crossings() -> set[tuple[str, str]]:
    """Return every giver and asker of two sectors between whom something would pass."""
    return {
        (giver, asker)
        for giver, asker in permutations(PEOPLE, 2)
        if PEOPLE[giver]["sector"] != PEOPLE[asker]["sector"] and benefit(giver, asker) > 0
    }


def test_two_pairs_serve_each_other_and_four_serve_one_way() -> None:
    crossed = crossings()

    two_way = {frozenset(pair) for pair in crossed if pair[::-1] in crossed}
    one_way = {pair for pair in crossed if pair[::-1] not in crossed}

    assert two_way == {frozenset({"David", "Heather"}), frozenset({"David", "Andrea"})}
    assert one_way == {
        ("Heather", "Paul"),
        ("Heather", "Jane"),
        ("Andrea", "Jane"),
        ("Tom", "Jane"),
    }


def test_asks_that_nobody_meets_stay_open() -> None:
    unmet = defaultdict(set)
    for asker, giver_names in {name: set(PEOPLE) - {name} for name in PEOPLE}.items():
        for code in asks(asker):
            if not any(served(gives(giver), code) for giver in giver_names):
                unmet[asker].add(code)

    assert unmet == {
        "Andrea": {"wsc.progression"},
        "David": {"ped.innov"},
        "Heather": {"sub.frontier"},
        "Jackie": {"lrn.reflect"},
        "Jane": {"mot.power"},
    }


def test_the_pairs_have_a_free_half_day_in_common_and_consented() -> None:
    for giver, asker in crossings():
        one, other = PEOPLE[giver], PEOPLE[asker]

        assert set(one["free"]) & set(other["free"]), (giver, asker)
        assert {"interview", "matching", "quoted"} <= set(one["consents"])


def test_nobody_is_promised_more_partners_than_they_have_room_for() -> None:
    partners = defaultdict(set)
    for giver, asker in crossings():
        partners[giver].add(asker)
        partners[asker].add(giver)

    crowded = {n for n, others in partners.items() if len(others) > PEOPLE[n]["capacity"]}

    assert crowded == set()


def test_the_senior_leader_barrier_is_about_the_institution_and_not_about_a_person() -> None:
    found = [
        (name, coding["pole"], coding["target"])
        for name, answers in ANSWERS.items()
        for answer in answers
        for coding in answer.get("coding", [])
        if coding["code"] == "bar.leadership"
    ]

    assert found == [("Alex", "barrier", "colleagues")]
    assert passages("Alex", "asks") == Counter()


@pytest.mark.parametrize(("answer", "coding"), CODED)
def test_a_coding_rests_on_words_that_occur_once(
    answer: dict[str, Any], coding: dict[str, Any]
) -> None:
    assert answer["text"].count(coding["quote"]) == 1
    assert coding["code"] in BROADER
    assert coding["pole"] in POLES
    assert coding["target"] in TARGETS


def test_every_answer_belongs_to_a_question_of_its_phase() -> None:
    last_question = {"interview": 8, "reflection": 7}
    phase = {"interview": 1, "reflection": 2}

    for name, answers in ANSWERS.items():
        places = [(answer["instrument"], answer["question"]) for answer in answers]

        assert len(places) == len(set(places)), name
        for instrument, question in places:
            assert 1 <= question <= last_question[instrument], name
            assert phase[instrument] in PEOPLE[name]["phases"], name


def test_the_person_the_paper_does_not_quote_has_no_words() -> None:
    silent = {name for name, person in PEOPLE.items() if not person["published"]}

    assert silent == {"Rowan"}
    assert not (STORY / "answers" / "rowan.toml").is_file()
    assert "quoted" not in PEOPLE["Rowan"]["consents"]


def test_people_stand_in_the_sectors_the_paper_reports() -> None:
    by_sector = Counter(person["sector"] for person in PEOPLE.values())
    interviewed = Counter(p["sector"] for p in PEOPLE.values() if 1 in p["phases"])

    assert by_sector == {"primary": 2, "secondary": 2, "university": 7}
    assert interviewed == {"primary": 2, "secondary": 2, "university": 5}


def test_every_person_belongs_to_an_organisation_of_their_sector() -> None:
    sectors = {
        organisation["name"]: organisation["sector"]
        for organisation in read_toml("demo", "story", "people.toml")["organisation"]
    }

    assert {p["organisation"]: p["sector"] for p in PEOPLE.values()}.items() <= sectors.items()


def test_the_vault_holds_no_pseudonym_and_no_real_address() -> None:
    story = read_toml("demo", "story", "people.toml")
    everybody = [story["broker"], *story["person"]]
    first_names = {person["real_name"].split()[0] for person in story["person"]}

    assert first_names & set(PEOPLE) == set()
    assert all(person["email"].endswith("@example.org") for person in everybody)
    assert len({person["email"] for person in everybody}) == len(everybody)


def test_consents_are_drawn_from_the_seven_grants() -> None:
    keys = [grant["key"] for grant in read_toml("consent", "data", "grants-1.toml")["grant"]]

    assert keys == [
        "interview",
        "audio",
        "video",
        "matching",
        "quoted",
        "publication",
        "year_two",
    ]
    for name, person in PEOPLE.items():
        assert set(person["consents"]) <= set(keys), name
        assert len(person["consents"]) == len(set(person["consents"])), name


@pytest.mark.parametrize(("kind", "length"), [("interview", 8), ("reflection", 7)])
def test_an_instrument_numbers_its_questions_in_order(kind: str, length: int) -> None:
    instrument = read_toml("listening", "data", f"{kind}-1.toml")

    assert (instrument["kind"], instrument["version"]) == (kind, 1)
    assert [q["number"] for q in instrument["question"]] == list(range(1, length + 1))
    assert all(q["text"] and q["hint"] for q in instrument["question"])


def test_each_sector_is_asked_about_the_others() -> None:
    asked = read_toml("listening", "data", "interview-1.toml")["question"][6]["wording"]

    assert set(asked) == {"primary", "secondary", "university"}
    for sector, wording in asked.items():
        others = {"primary", "secondary", "university"} - {sector}
        assert sector not in wording
        assert all(other in wording for other in others)


def test_the_taxonomy_is_a_tree() -> None:
    assert set(BROADER.values()) - {""} <= set(BROADER)
    assert all(levels_between(code, code.split(".")[0]) is not None for code in BROADER)
