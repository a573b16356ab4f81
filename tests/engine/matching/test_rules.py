"""Which pairs are allowed, and what is said of those that are not."""

from dataclasses import replace

import pytest

from ecotone.engine.kernel import InputError
from ecotone.engine.matching import (
    Person,
    PracticeTree,
    Rule,
    explain,
    explain_absence,
    is_allowed,
    match_reciprocally,
    minutes_apart,
    rules_against,
)

ANN = Person(
    "ann",
    "primary",
    gives={"talk": 0.8},
    asks={"tests": 1, "art": 1, "sport": 0},
    free=frozenset({"mon", "thu"}),
    speaks=frozenset({"en", "cy"}),
    latitude=53.48,
    longitude=-2.24,
    travel_minutes=80,
)
BOB = Person(
    "bob",
    "university",
    gives={"quizzes": 0.4},
    asks={"talk": 1},
    free=frozenset({"thu"}),
    speaks=frozenset({"en"}),
    latitude=53.41,
    longitude=-2.98,
    travel_minutes=90,
)
TREE = PracticeTree({"quizzes": "tests"})


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ({}, ()),
        ({"sector": "primary"}, (Rule.SAME_SECTOR,)),
        ({"free": frozenset({"fri"})}, (Rule.NO_COMMON_WINDOW,)),
        ({"free": frozenset()}, ()),
        ({"speaks": frozenset({"fr"})}, (Rule.NO_COMMON_LANGUAGE,)),
        ({"speaks": frozenset()}, ()),
        ({"avoid": frozenset({"ann"})}, (Rule.AVOIDED,)),
        ({"latitude": 51.5, "longitude": -0.12}, (Rule.TOO_FAR,)),
        ({"latitude": None, "longitude": None}, ()),
    ],
)
def test_each_rule_forbids_both_ways(
    change: dict[str, object], rules: tuple[Rule, ...]
) -> None:
    changed = replace(BOB, **change)

    assert rules_against(ANN, changed) == rules_against(changed, ANN) == rules
    assert is_allowed(ANN, changed) is not bool(rules)


def test_the_shorter_of_two_travel_limits_holds() -> None:
    near = replace(BOB, travel_minutes=None)

    assert rules_against(ANN, near, minutes_per_km=1) == ()
    assert rules_against(ANN, near, minutes_per_km=1.7) == (Rule.TOO_FAR,)
    assert rules_against(replace(ANN, travel_minutes=None), near, minutes_per_km=9) == ()


def test_a_journey_to_an_unknown_place_takes_nobody_knows_how_long() -> None:
    nowhere = Person("eve", "secondary")

    assert minutes_apart(nowhere, ANN) is None
    assert minutes_apart(ANN, nowhere) is None


def test_an_explanation_says_what_each_gets_and_what_is_left() -> None:
    explanation = explain(BOB, ANN, TREE)

    assert explanation.pair == match_reciprocally([ANN, BOB], tree=TREE).pairs[0]
    assert explanation.in_words({"tests": "assessment"}) == (
        "ann asked for assessment (0.10), and the nearby quizzes is what bob gives.",
        "bob asked for talk (0.80), which ann gives.",
    )
    assert explanation.first_unmet == ("art",)
    assert explanation.second_unmet == ()
    assert explanation.common_windows == ("thu",)
    assert explanation.common_languages == ("en",)
    assert explanation.minutes_apart == pytest.approx(74, abs=1)


def test_people_already_in_order_are_explained_the_same() -> None:
    assert explain(ANN, BOB, TREE) == explain(BOB, ANN, TREE)


def test_a_pair_that_is_not_made_is_explained_by_rule_veto_or_price() -> None:
    cyd = Person("cyd", "secondary", {"tests": 0.1}, {"talk": 1}, avoid=frozenset({"bob"}))
    people = [ANN, BOB, cyd]
    matching = match_reciprocally(people, tree=TREE)
    vetoed = match_reciprocally(people, tree=TREE, vetoes=[("ann", "bob")])

    by_rule = explain_absence(BOB, cyd, matching)
    by_veto = explain_absence(ANN, BOB, vetoed)
    by_price = explain_absence(ANN, cyd, matching)

    assert (by_rule.rules, by_rule.missing) == ((Rule.AVOIDED,), None)
    assert (by_veto.rules, by_veto.missing) == ((Rule.VETOED,), None)
    assert by_price.rules == ()
    prices = matching.certificate.prices
    assert by_price.missing == prices["ann"] + prices["cyd"] - by_price.score
    assert by_price.missing >= 0


def test_a_pair_that_is_made_is_not_absent() -> None:
    matching = match_reciprocally([ANN, BOB], tree=TREE)

    with pytest.raises(InputError, match="are a pair"):
        explain_absence(ANN, BOB, matching)
