"""Which people, settings and practices can be matched at all."""

import math

import pytest

from ecotone.engine.kernel import InputError
from ecotone.engine.matching import (
    InputErrors,
    Person,
    PracticeTree,
    Settings,
    Stage,
    check_people,
    problems_with,
    served_practices,
    share_of_asks,
)


@pytest.mark.parametrize(
    ("person", "columns"),
    [
        (Person("", ""), ["id", "sector"]),
        (Person("a" * 101, "primary"), ["id"]),
        (Person("a", "pri\x00mary"), ["sector"]),
        (Person("a", "primary", gives={"x": 1.01}), ["gives"]),
        (Person("a", "primary", gives={"x": math.nan}), ["gives"]),
        (Person("a", "primary", asks={"x": -1}), ["asks"]),
        (Person("a", "primary", asks={"x": math.inf}), ["asks"]),
        (Person("a", "primary", capacity=-1, at_least=-1), ["capacity", "at_least"]),
        (Person("a", "primary", capacity=1, at_least=2), ["at_least"]),
        (Person("a", "primary", latitude=50), ["lon"]),
        (Person("a", "primary", longitude=50), ["lat"]),
        (Person("a", "primary", latitude=91, longitude=181), ["lat", "lon"]),
        (Person("a", "primary", travel_minutes=-1), ["travel_minutes"]),
        (Person("a", "primary", {"x": 1, "y": 0}, {"x": 0}, 0, 0), []),
        (Person("a", "primary", latitude=-90, longitude=180, travel_minutes=0), []),
    ],
)
def test_every_value_out_of_range_is_named_by_its_column(
    person: Person, columns: list[str]
) -> None:
    assert [problem.columns[0] for problem in problems_with(person)] == columns


def test_everything_wrong_is_said_at_once() -> None:
    people = [
        Person("a", "primary", gives={"x": 2}),
        Person("b", "primary", avoid=frozenset({"gone"})),
        Person("b", "primary"),
    ]

    with pytest.raises(InputErrors) as caught:
        check_people(people)

    assert str(caught.value).splitlines() == [
        'column gives: a: The weight of "x" is 2; a give weighs between 0 and 1.',
        'column id: b: The id "b" is used more than once.',
        'column avoid: b: Nobody here has the id "gone".',
        'column id: b: The id "b" is used more than once.',
    ]
    assert caught.value.column == "gives"


def test_asks_of_no_weight_are_no_asks() -> None:
    assert share_of_asks(Person("a", "primary", asks={"x": 0})) == {}


def test_the_best_of_several_near_gives_serves_an_ask() -> None:
    tree = PracticeTree({"quizzes": "tests", "exams": "tests"}, discount=0.5)
    giver = Person("a", "primary", gives={"exams": 0.2, "quizzes": 0.8, "tests": 0.3, "art": 0})

    served = served_practices(giver, tree)

    assert served["tests"] == (0.4, "quizzes")
    assert served["exams"] == (0.2, "exams")
    assert served["quizzes"] == (0.8, "quizzes")
    assert "art" not in served


def test_practices_on_two_branches_do_not_serve_each_other() -> None:
    tree = PracticeTree({"quizzes": "tests", "exams": "tests"})

    assert tree.reach("quizzes") == {"quizzes": 1.0, "tests": 0.5}


def test_without_a_discount_left_nothing_near_serves() -> None:
    assert PracticeTree({"quizzes": "tests"}, discount=0).reach("tests") == {"tests": 1.0}


@pytest.mark.parametrize(
    ("parents", "discount", "reason"),
    [
        ({}, 1.5, "not between 0 and 1"),
        ({"a": "a"}, 0.5, '"a" lies inside itself'),
        ({"a": "b", "b": "c", "c": "a"}, 0.5, "lies inside itself"),
        ({"z": "a", "a": "b", "b": "a"}, 0.5, "lies inside itself"),
    ],
)
def test_practices_that_make_no_tree_are_refused(
    parents: dict[str, str], discount: float, reason: str
) -> None:
    with pytest.raises(InputError, match=reason):
        PracticeTree(parents, discount)


@pytest.mark.parametrize(
    "wrong",
    [
        {"stages": (Stage.FAIR, Stage.TOTAL)},
        {"stages": ()},
        {"stability_bonus": -0.1},
        {"partners": 0},
        {"seed": -1},
        {"minutes_per_km": math.nan},
    ],
)
def test_settings_out_of_range_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InputError):
        Settings(**wrong)
