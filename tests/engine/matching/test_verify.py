"""What verify must catch: each planted fault is named, in words."""

from dataclasses import replace

import pytest

from ecotone.engine.matching import (
    Certificate,
    InputErrors,
    Matching,
    Pair,
    Person,
    PracticeTree,
    Settings,
    Share,
    Terms,
    match_by_scores,
    match_one_way,
    match_reciprocally,
    verify,
)

ANN = Person("ann", "primary", {"talk": 0.8}, {"maths": 1}, free=frozenset({"mon"}))
BOB = Person("bob", "university", {"maths": 0.4}, {"talk": 1, "quizzes": 0})
CYD = Person("cyd", "secondary", {"maths": 0.2}, {"talk": 1}, at_least=1)
DAN = Person("dan", "primary", {}, {"maths": 1}, free=frozenset({"tue"}))
PEOPLE = (ANN, BOB, CYD, DAN)


@pytest.fixture
def matching() -> Matching:
    found = match_reciprocally(PEOPLE, settings=Settings(partners=5))
    assert [pair.ids for pair in found.pairs] == [("ann", "cyd")]
    return found


def broken_by(matching: Matching, *pairs: Pair, **claims: object) -> tuple[str, ...]:
    return verify(PEOPLE, pairs or matching.pairs, replace(matching.certificate, **claims))


def pair_of(first: str, second: str) -> Pair:
    return match_reciprocally(
        PEOPLE, pins=[(first, second)], settings=Settings(partners=5)
    ).pairs[0]


def test_a_true_matching_breaks_nothing(matching: Matching) -> None:
    assert broken_by(matching) == ()


def test_one_score_altered_is_named(matching: Matching) -> None:
    praised = replace(matching.pairs[0], score=0.5)

    broken = broken_by(matching, praised)

    assert broken == (
        "ann and cyd: the score is 0.32, not 0.5.",
        "The scores add up to 0.5, not to 0.32.",
    )


def test_one_benefit_altered_is_named(matching: Matching) -> None:
    praised = replace(matching.pairs[0], second_to_first=0.9)

    assert broken_by(matching, praised) == ("ann and cyd: the benefit to ann is 0.2, not 0.9.",)


def test_one_share_altered_is_named(matching: Matching) -> None:
    praised = replace(matching.pairs[0], shares_second_to_first=(Share("art", "art", 0.2),))

    assert broken_by(matching, praised) == (
        "ann and cyd: art brings ann 0.000000, not 0.200000.",
        "ann and cyd: maths brings ann 0.200000, not 0.000000.",
    )


def test_one_pair_put_in_the_place_of_another_is_named(matching: Matching) -> None:
    broken = broken_by(matching, pair_of("ann", "bob"))

    assert broken == (
        "Without a partner are: cyd, dan; the certificate differs.",
        "Short of promised partners are: cyd by 1; the certificate differs.",
        "The share that reaches the worst-off person is not as the certificate says.",
        "The scores add up to 0.533333, not to 0.32.",
    )


def test_one_pair_left_out_is_named(matching: Matching) -> None:
    broken = verify(PEOPLE, [], matching.certificate)

    assert "ann and cyd both have room, yet are no pair." in broken
    assert "The scores add up to 0, not to 0.32." in broken


def test_one_pair_over_capacity_is_named(matching: Matching) -> None:
    broken = broken_by(matching, *matching.pairs, pair_of("ann", "bob"))

    assert "ann has 2 partners and room for 1." in broken


def test_a_pair_that_is_there_twice_is_named(matching: Matching) -> None:
    turned = Pair(
        "cyd",
        "ann",
        0.32,
        0.2,
        0.8,
        (Share("maths", "maths", 0.2),),
        (Share("talk", "talk", 0.8),),
    )

    broken = broken_by(matching, *matching.pairs, turned)

    assert broken[0] == "ann and cyd: the pair is there 2 times."


def test_a_forbidden_pair_is_named_with_its_rules(matching: Matching) -> None:
    broken = broken_by(matching, Pair("ann", "dan", 0.0, 0.0, 0.0))

    assert broken[:3] == (
        "ann and dan: both are in the same sector.",
        "ann and dan: they are never free at the same time.",
        "ann and dan: this is no two-way pair.",
    )


def test_a_vetoed_pair_is_named(matching: Matching) -> None:
    terms = replace(matching.certificate.terms, vetoes=(("ann", "cyd"),))

    broken = broken_by(matching, terms=terms)

    assert broken[0] == "ann and cyd: the broker has ruled this pair out."


def test_a_pinned_pair_that_is_missing_is_named(matching: Matching) -> None:
    terms = replace(matching.certificate.terms, pins=(("bob", "dan"),))

    assert broken_by(matching, terms=terms) == ("bob and dan: the pinned pair is missing.",)


def test_one_price_lowered_no_longer_proves_the_bound(matching: Matching) -> None:
    prices = {**matching.certificate.prices, "ann": 0.0}

    broken = broken_by(matching, prices=prices)

    assert broken == (
        "The prices prove a local bound of 0.853333, not of 0.533333.",
        "The prices prove a global bound of 0.853333, not of 0.533333.",
    )


@pytest.mark.parametrize("price", [-0.1, float("nan"), float("inf")])
def test_one_price_that_is_no_price_is_named(matching: Matching, price: float) -> None:
    broken = broken_by(matching, prices={**matching.certificate.prices, "ann": price})

    assert broken == (f"The price of ann is {price:g}; no price is below 0 or without end.",)


def test_one_price_missing_or_too_many_is_named(matching: Matching) -> None:
    prices = {**matching.certificate.prices, "eve": 0.0}
    del prices["bob"]

    assert broken_by(matching, prices=prices) == (
        'Nobody here has the id "eve".',
        "bob has no price.",
    )


def test_a_bound_below_the_objective_is_named(matching: Matching) -> None:
    broken = broken_by(matching, bound_local=0.1, bound_global=0.1)

    assert broken == (
        "The prices prove a local bound of 0.533333, not of 0.1.",
        "The local gap of 0.4 does not follow from objective and bound.",
        "The objective lies above the local bound.",
        "The prices prove a global bound of 0.533333, not of 0.1.",
        "The global gap of 0.4 does not follow from objective and bound.",
        "The objective lies above the global bound.",
    )


def test_a_worst_off_share_that_is_hidden_is_named(matching: Matching) -> None:
    assert broken_by(matching, worst_off=None) == (
        "The share that reaches the worst-off person is not as the certificate says.",
    )


def test_other_people_than_those_matched_are_named(matching: Matching) -> None:
    others = (replace(ANN, capacity=2), *PEOPLE[1:])

    broken = verify(others, matching.pairs, matching.certificate)

    assert broken == ("The certificate was made for other people than these.",)


def test_other_practices_or_scores_than_those_used_are_named(matching: Matching) -> None:
    broken = verify(
        PEOPLE,
        matching.pairs,
        matching.certificate,
        tree=PracticeTree({"quizzes": "maths"}),
        scores={("bob", "ann"): 0.5},
    )

    assert broken == (
        "The certificate was made with another tree of practices, or with none.",
        "The certificate was made with other scores, or with none.",
    )


def test_people_who_are_wrong_are_refused(matching: Matching) -> None:
    with pytest.raises(InputErrors, match="more than once"):
        verify((ANN, ANN), matching.pairs, matching.certificate)


def test_a_matching_by_scores_is_checked_against_the_scores() -> None:
    scores = {("bob", "ann"): 0.5, ("ann", "cyd"): 0.25}
    matching = match_by_scores(PEOPLE, scores)

    assert verify(PEOPLE, matching.pairs, matching.certificate, scores=scores) == ()


def test_a_one_way_pair_must_not_repeat_a_two_way_pair() -> None:
    people = (replace(ANN, capacity=3), BOB, CYD, DAN)
    two_way = match_reciprocally(people)
    one_way = match_one_way(people, after=two_way)
    repeated = (*one_way.pairs, two_way.pairs[0])

    broken = verify(people, repeated, one_way.certificate, after=two_way.pairs)

    assert "ann and bob: the two are a two-way pair already." in broken
    assert "ann and bob: this is no one-way pair." in broken


def test_a_certificate_keeps_its_terms(matching: Matching) -> None:
    certificate = matching.certificate

    assert isinstance(certificate, Certificate)
    assert certificate.terms == Terms(settings=Settings(partners=5))
