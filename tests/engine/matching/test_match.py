"""Matching as its users know it: a worked example, wishes, order, seeds and one-way pairs."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecotone.engine.kernel import InputError
from ecotone.engine.matching import (
    Direction,
    InputErrors,
    Matching,
    Pair,
    Person,
    PracticeTree,
    Settings,
    Share,
    Stage,
    benefit,
    match_by_scores,
    match_one_way,
    match_reciprocally,
    reciprocal_score,
    shares_of_benefit,
    unmet_asks,
    verify,
)
from tests.engine.matching.oracle import crossing

DAVID = Person(
    "david",
    "university",
    gives={"employers": 0.8},
    asks={"group work": 3, "context": 1},
    capacity=2,
)
HEATHER = Person(
    "heather", "secondary", gives={"group work": 0.6}, asks={"employers": 1}, capacity=1
)
ANDREA = Person("andrea", "primary", gives={"context": 0.9}, asks={"employers": 1, "maths": 1})
JANE = Person("jane", "primary", asks={"group work": 1})
CAST = (DAVID, HEATHER, ANDREA, JANE)
TOTAL_ONLY = Settings(stages=(Stage.TOTAL,))

practices = st.sampled_from(["talk", "maths", "art", "art.clay", "maker"])
weights = st.dictionaries(
    practices, st.sampled_from([0, 0.1, 0.25, 0.5, 1 / 3, 0.9, 1]), max_size=4
)
TREE = PracticeTree({"art.clay": "art"}, discount=0.3)


@st.composite
def crossings(draw: st.DrawFn) -> list[Person]:
    sectors = draw(
        st.lists(
            st.sampled_from(["primary", "secondary", "university"]), min_size=2, max_size=9
        )
    )
    return [
        Person(
            f"p{number}",
            sector,
            gives=draw(weights),
            asks=draw(weights),
            capacity=draw(st.integers(0, 3)),
            free=frozenset(draw(st.sets(st.sampled_from(["mon", "tue"])))),
        )
        for number, sector in enumerate(sectors)
    ]


def test_the_story_of_david_heather_and_andrea_comes_out_as_worked_by_hand() -> None:
    matching = match_reciprocally(CAST)

    # david gets 3/4 * 0.6 = 0.45 from heather, and 1/4 * 0.9 = 0.225 from andrea; heather gets
    # 0.8, andrea 1/2 * 0.8 = 0.4. Scores: 2 * 0.8 * 0.45 / 1.25 and 2 * 0.4 * 0.225 / 0.625.
    assert matching.pairs == (
        Pair(
            "andrea",
            "david",
            0.288,
            0.225,
            0.4,
            (Share("context", "context", 0.225),),
            (Share("employers", "employers", 0.4),),
        ),
        Pair(
            "david",
            "heather",
            0.576,
            0.8,
            0.75 * 0.6,
            (Share("employers", "employers", 0.8),),
            (Share("group work", "group work", 0.75 * 0.6),),
        ),
    )
    certificate = matching.certificate
    assert certificate.objective == 0.864
    assert certificate.bound_local == certificate.bound_global == 0.864
    assert certificate.gap_global == 0
    assert certificate.worst_off == 0.4
    assert matching.people_without_partner == ("jane",)


def test_jane_who_gives_nothing_is_served_one_way_with_the_room_left_over() -> None:
    heather = replace(HEATHER, capacity=2)
    people = (DAVID, heather, ANDREA, JANE)
    two_way = match_reciprocally(people)

    one_way = match_one_way(people, after=two_way)

    assert [(pair.ids, pair.score, pair.is_two_way) for pair in one_way.pairs] == [
        (("heather", "jane"), 0.6, False)
    ]
    assert one_way.people_without_partner == ()
    assert one_way.certificate.terms.direction is Direction.ONE_WAY
    assert verify(people, one_way.pairs, one_way.certificate, after=two_way.pairs) == ()


def test_without_room_left_over_nobody_is_served_one_way() -> None:
    one_way = match_one_way(CAST, after=match_reciprocally(CAST))

    assert one_way.pairs == ()
    assert one_way.people_without_partner == ("jane",)


def test_one_way_pairs_follow_vetoes_and_the_settings_and_practices_they_are_given() -> None:
    tree = PracticeTree({"dance": "sport"})
    people = (
        Person("ann", "primary", {"dance": 1}),
        Person("bob", "university", asks={"sport": 1}),
    )
    two_way = match_reciprocally(people)

    served = match_one_way(people, after=two_way, tree=tree, settings=Settings(seed=3))
    vetoed = match_one_way(people, after=two_way, tree=tree, vetoes=[("bob", "ann")])

    assert [pair.score for pair in served.pairs] == [0.5]
    assert served.certificate.terms.settings == Settings(
        seed=3, stages=(Stage.COVERAGE, Stage.TOTAL)
    )
    assert vetoed.pairs == ()


def test_scores_from_outside_have_no_direction_to_be_one_way() -> None:
    by_scores = match_by_scores(CAST, {("david", "heather"): 0.5})

    with pytest.raises(InputError, match="no direction"):
        match_one_way(CAST, after=by_scores)


def test_coverage_comes_before_the_total() -> None:
    scores = {("a", "b"): 0.4, ("b", "c"): 0.9, ("c", "d"): 0.4}
    people = [
        Person(name, sector) for name, sector in zip("abcd", ["x", "y", "x", "y"], strict=True)
    ]

    fairly = match_by_scores(people, scores)
    greedily = match_by_scores(people, scores, settings=TOTAL_ONLY)

    assert [pair.ids for pair in fairly.pairs] == [("a", "b"), ("c", "d")]
    assert [pair.ids for pair in greedily.pairs] == [("b", "c")]


def test_the_worst_off_come_before_the_total() -> None:
    scores = {("a", "b"): 0.1, ("a", "d"): 0.3, ("b", "c"): 0.3, ("c", "d"): 0.9}
    people = [
        Person(name, sector) for name, sector in zip("abcd", ["x", "y", "x", "y"], strict=True)
    ]
    coverage_only = Settings(stages=(Stage.COVERAGE, Stage.TOTAL))

    fairly = match_by_scores(people, scores)
    unfairly = match_by_scores(people, scores, settings=coverage_only)

    assert [pair.ids for pair in fairly.pairs] == [("a", "d"), ("b", "c")]
    assert fairly.certificate.worst_off == 0.3
    assert fairly.certificate.gap_global == pytest.approx(0.4)
    assert [pair.ids for pair in unfairly.pairs] == [("a", "b"), ("c", "d")]


def test_a_promise_that_can_be_kept_comes_before_everything() -> None:
    scores = {("a", "x"): 0.9, ("b", "x"): 0.1, ("b", "y"): 0.1, ("a", "y"): 0.9}
    people = [
        Person("a", "primary"),
        Person("b", "primary", capacity=2, at_least=2),
        Person("x", "university"),
        Person("y", "university"),
    ]

    matching = match_by_scores(people, scores)

    assert [pair.ids for pair in matching.pairs] == [("b", "x"), ("b", "y")]
    assert matching.shortfalls == {}


def test_a_promise_that_cannot_be_kept_is_said_aloud() -> None:
    people = [Person("a", "primary", capacity=3, at_least=3), Person("x", "university")]

    matching = match_by_scores(people, {("a", "x"): 0.5})

    assert matching.shortfalls == {"a": 2}


def test_a_kept_pair_breaks_only_for_more_than_its_bonus() -> None:
    people = [Person(name, sector) for name, sector in zip("abx", ["p", "p", "u"], strict=True)]
    scores = {("a", "x"): 0.5, ("b", "x"): 0.51}

    def matched(scores: dict[tuple[str, str], float], kept: tuple[str, str]) -> Matching:
        return match_by_scores(people, scores, settings=TOTAL_ONLY, kept=[kept])

    kept = matched(scores, ("x", "a"))
    broken = matched({**scores, ("b", "x"): 0.53}, ("x", "a"))
    fresh = matched(scores, ("gone", "x"))

    assert [pair.ids for pair in kept.pairs] == [("a", "x")]
    assert kept.certificate.objective == 0.5
    assert [pair.ids for pair in broken.pairs] == [("b", "x")]
    assert [pair.ids for pair in fresh.pairs] == [("b", "x")]


def test_a_pinned_pair_stays_even_where_it_has_no_score() -> None:
    matching = match_reciprocally(CAST, pins=[("jane", "heather")])

    assert [pair.ids for pair in matching.pairs] == [("andrea", "david"), ("heather", "jane")]
    assert matching.pairs[1].score == 0
    assert verify(CAST, matching.pairs, matching.certificate) == ()


def test_a_vetoed_pair_is_not_made() -> None:
    matching = match_reciprocally(CAST, vetoes=[("heather", "david")])

    assert [pair.ids for pair in matching.pairs] == [("andrea", "david")]


@pytest.mark.parametrize(
    ("pins", "vetoes", "reason"),
    [
        ([("david", "nobody")], [], 'names "nobody"'),
        ([], [("nobody", "david")], 'names "nobody"'),
        ([("andrea", "jane")], [], "both are in the same sector"),
        ([("david", "heather")], [("heather", "david")], "vetoed as well"),
        ([("heather", "david"), ("heather", "jane")], [], "2 pinned partners and room for 1"),
    ],
)
def test_wishes_that_cannot_be_carried_out_are_refused(
    pins: list[tuple[str, str]], vetoes: list[tuple[str, str]], reason: str
) -> None:
    with pytest.raises(InputError, match=reason):
        match_reciprocally(CAST, pins=pins, vetoes=vetoes)


def test_a_limit_on_partners_holds_for_everybody() -> None:
    matching = match_reciprocally(CAST, settings=Settings(partners=1))

    assert len(matching.pairs) == 1
    assert verify(CAST, matching.pairs, matching.certificate) == ()


def test_nobody_at_all_is_matched_to_nobody() -> None:
    matching = match_reciprocally([])

    assert matching.pairs == ()
    assert matching.certificate.worst_off is None
    assert verify([], matching.pairs, matching.certificate) == ()


def test_people_who_are_wrong_are_refused_before_anything_is_matched() -> None:
    with pytest.raises(InputErrors, match="more than once"):
        match_reciprocally([DAVID, DAVID])


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        ({("david", "heather"): 1.5}, "not between 0 and 1"),
        ({("david", "nobody"): 0.5}, 'names "nobody"'),
        ({("david", "heather"): 0.5, ("heather", "david"): 0.5}, "two scores"),
    ],
)
def test_scores_that_cannot_be_used_are_refused(
    scores: dict[tuple[str, str], float], reason: str
) -> None:
    with pytest.raises(InputError, match=reason):
        match_by_scores(CAST, scores)


def test_among_equal_answers_the_seed_decides_and_repeats() -> None:
    people = [Person(f"{sector}{number}", sector) for sector in "pu" for number in range(5)]
    scores = {(f"p{first}", f"u{second}"): 0.5 for first in range(5) for second in range(5)}

    def pairs_with(seed: int) -> tuple[Pair, ...]:
        return match_by_scores(people, scores, settings=Settings(seed=seed)).pairs

    assert pairs_with(1) == pairs_with(1)
    assert len({pairs_with(seed) for seed in range(5)}) > 1


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_people_changes_nothing(seed: int) -> None:
    people = crossing(seed)
    draw = random.Random(seed)  # noqa: S311  # draws a case, keeps no secret
    shuffled = draw.sample(people, len(people))

    assert match_reciprocally(shuffled) == match_reciprocally(people)


@given(people=crossings(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_every_matching_holds_and_keeps_its_wishes(
    people: list[Person], data: st.DataObject
) -> None:
    free = match_reciprocally(people, tree=TREE)
    pins = data.draw(
        st.sets(st.sampled_from([pair.ids for pair in free.pairs]))
        if free.pairs
        else st.just(set())
    )
    vetoes = {pair.ids for pair in free.pairs} - pins

    matching = match_reciprocally(people, tree=TREE, pins=pins, vetoes=vetoes)
    one_way = match_one_way(people, after=matching)

    chosen = {pair.ids for pair in matching.pairs}
    assert pins <= chosen
    assert not vetoes & chosen
    assert matching.certificate.objective <= matching.certificate.bound_global
    assert verify(people, matching.pairs, matching.certificate, tree=TREE) == ()
    assert (
        verify(people, one_way.pairs, one_way.certificate, tree=TREE, after=matching.pairs)
        == ()
    )


@given(people=crossings())
@settings(max_examples=50, deadline=None)
def test_shares_sum_to_the_benefit_and_scores_are_symmetric(people: list[Person]) -> None:
    for first in people:
        for second in people:
            there, back = benefit(first, second, TREE), benefit(second, first, TREE)

            shares = shares_of_benefit(first, second, TREE)
            assert sum(share.share for share in shares) == there
            assert 0 <= there <= 1 + 1e-12
            assert reciprocal_score(there, back) == reciprocal_score(back, there)


@given(people=crossings(), data=st.data())
@settings(max_examples=25, deadline=None)
def test_rows_in_another_order_give_the_same_bytes(
    people: list[Person], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(people))

    assert match_reciprocally(shuffled, tree=TREE) == match_reciprocally(people, tree=TREE)


def test_asks_without_a_bridge_are_listed_for_the_next_invitation() -> None:
    tree = PracticeTree({"group work": "talk"})
    people = (*CAST, Person("tom", "primary", gives={"maths": 1}, asks={"talk": 1}))

    unmet = unmet_asks(people, tree, settings=Settings())

    assert [(ask.person, ask.practice, ask.share_of_asks) for ask in unmet] == [
        ("andrea", "maths", 0.5)
    ]
