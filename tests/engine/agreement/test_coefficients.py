"""What holds of every coefficient: against plain ways, and however coders are named."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ecotone.engine.agreement import (
    Agreement,
    Estimate,
    Level,
    Note,
    Ratings,
    Sampling,
    Unit,
    WhyNot,
    agreement_of,
    cohen_kappa,
    gwet_ac1,
    krippendorff_alpha,
    ratings_from,
)
from ecotone.engine.kernel import InputError
from tests.engine.agreement.judged import (
    NO_SAMPLES,
    Apart,
    applied,
    judged,
    plain_alpha,
    ranks_apart,
)

MARKS = st.sampled_from("01.")
VALUES = st.sampled_from("1234.")


def lines(marks: st.SearchStrategy[str], coders: int = 3) -> st.SearchStrategy[list[str]]:
    return st.integers(2, 7).flatmap(
        lambda units: st.lists(
            st.lists(marks, min_size=units, max_size=units).map("".join),
            min_size=coders,
            max_size=coders,
        )
    )


def figures(told: Agreement) -> list[Estimate]:
    counted = told.counted
    return [
        told.kappa,
        told.alpha,
        told.ac1,
        counted.observed,
        counted.positive,
        counted.negative,
    ]


def numbers(told: Agreement) -> list[float]:
    return [
        round(math.nan if figure.value is None else figure.value, 12) + 0.0
        for figure in figures(told)
    ]


def told_of(ratings: Ratings) -> Agreement:
    return agreement_of(ratings, sampling=NO_SAMPLES)


def apart_at(level: Level, pool: list[float]) -> Apart:
    return {
        Level.NOMINAL: lambda a, b: float(a != b),
        Level.ORDINAL: ranks_apart(pool),
        Level.INTERVAL: lambda a, b: (a - b) ** 2,
        Level.RATIO: lambda a, b: ((a - b) / (a + b)) ** 2,
    }[level]


@given(lines(VALUES), st.sampled_from(Level))
def test_alpha_equals_pairing_everything_by_hand(given_lines: list[str], level: Level) -> None:
    columns = [
        [float(value) for value in column if value != "."]
        for column in zip(*given_lines, strict=True)
    ]
    pool = [value for column in columns if len(column) > 1 for value in column]
    assume(len(set(pool)) > 1)

    found = krippendorff_alpha(judged(*given_lines, level=level), sampling=NO_SAMPLES)

    assert found.value == pytest.approx(plain_alpha(columns, apart_at(level, pool)), abs=1e-9)


@given(lines(MARKS, coders=2))
def test_kappa_equals_its_table_of_four_cells(given_lines: list[str]) -> None:
    pairs = [pair for pair in zip(*given_lines, strict=True) if "." not in pair]
    assume(len(set("".join(map("".join, pairs)))) > 1)
    share = {mark: [line.count(mark) for line in zip(*pairs, strict=True)] for mark in "01"}
    by_chance = sum(first * second for first, second in share.values()) / len(pairs) ** 2
    observed = sum(first == second for first, second in pairs) / len(pairs)

    found = cohen_kappa(applied(*given_lines), sampling=NO_SAMPLES)

    assert found.value == pytest.approx((observed - by_chance) / (1 - by_chance), abs=1e-12)


@given(lines(MARKS), st.randoms(use_true_random=False))
def test_the_order_of_coders_and_units_changes_nothing(given_lines: list[str], chance) -> None:
    shuffled = list(given_lines)
    chance.shuffle(shuffled)
    backwards = [line[::-1] for line in shuffled]

    assert numbers(told_of(applied(*backwards))) == pytest.approx(
        numbers(told_of(applied(*given_lines))), abs=1e-12, nan_ok=True
    )


@given(lines(VALUES))
def test_other_names_for_the_categories_change_nothing(given_lines: list[str]) -> None:
    renamed = [line.translate(str.maketrans("1234", "wxyz")) for line in given_lines]

    assert numbers(told_of(judged(*renamed))) == pytest.approx(
        numbers(told_of(judged(*given_lines))), abs=1e-12, nan_ok=True
    )


@given(lines(MARKS))
def test_alpha_is_one_exactly_when_all_agree(given_lines: list[str]) -> None:
    told = told_of(applied(*given_lines))
    assume(told.alpha.is_estimable)

    assert (told.alpha.value == 1) == (not told.differing)
    assert told.alpha.value is not None
    assert told.alpha.value <= 1


@given(lines(VALUES), st.floats(0.5, 50), st.floats(-1000, 1000))
def test_an_interval_scale_may_be_stretched_and_moved(
    given_lines: list[str], factor: float, shift: float
) -> None:
    ratings = judged(*given_lines, level=Level.INTERVAL)
    moved = Ratings(
        ratings.coders, ratings.units, ratings.values * factor + shift, (), Level.INTERVAL
    )

    before, after = (
        krippendorff_alpha(each, sampling=NO_SAMPLES).value for each in (ratings, moved)
    )

    assert after == pytest.approx(before, abs=1e-6)


def test_a_code_nobody_used_has_no_figure_at_all() -> None:
    told = told_of(applied("0000", "0000"))

    assert {figure.why_not for figure in figures(told)} == {WhyNot.NOBODY_USED}
    assert [figure.value for figure in figures(told)] == [None] * 6


def test_a_code_used_everywhere_by_all_says_nothing_beyond_chance() -> None:
    told = told_of(applied("111", "111", documents=3))

    assert [figure.why_not for figure in figures(told)] == [
        WhyNot.NO_VARIATION,
        WhyNot.NO_VARIATION,
        WhyNot.NO_VARIATION,
        None,
        None,
        WhyNot.NO_VARIATION,
    ]


def test_units_that_nobody_shares_give_no_figure() -> None:
    told = told_of(applied("1.", ".1"))

    assert {figure.why_not for figure in figures(told)} == {WhyNot.NOBODY_JUDGED_TOGETHER}
    assert (told.units, told.documents, told.differing, told.prevalence) == (0, 0, (), None)


def test_who_did_not_read_a_text_is_missing_and_says_no_no() -> None:
    all_read = told_of(applied("11", "11", "10"))
    one_away = told_of(applied("11", "11", "1."))

    assert len(all_read.differing) == 1
    assert one_away.differing == ()


def test_where_most_is_empty_all_agree_about_nothing_and_positive_agreement_tells() -> None:
    told = told_of(applied("1" + "0" * 49, "01" + "0" * 48, documents=12))

    assert told.counted.observed.value == 0.96
    assert told.counted.positive.value == 0
    assert told.notes == (Note.LOPSIDED,)
    assert told.prevalence == 0.02


def test_a_code_used_nearly_everywhere_is_lopsided_too() -> None:
    told = told_of(applied("1" * 30, "1" * 29 + "0", documents=10))

    assert told.notes == (Note.LOPSIDED,)


def test_few_documents_are_told() -> None:
    assert told_of(applied("1010", "1010", documents=4)).notes == (Note.FEW_DOCUMENTS,)


def test_kappa_compares_two_and_no_more() -> None:
    three = applied("10", "10", "01")

    assert cohen_kappa(three, sampling=NO_SAMPLES).why_not is WhyNot.NOT_TWO_CODERS


@pytest.mark.parametrize("level", [Level.ORDINAL, Level.INTERVAL, Level.RATIO])
def test_values_that_are_no_categories_have_alpha_alone(level: Level) -> None:
    told = told_of(judged("1 2 3", "1 2 4", level=level))

    assert told.alpha.is_estimable
    assert [figure.why_not for figure in figures(told) if not figure.is_estimable] == [
        WhyNot.NOT_NOMINAL
    ] * 5


def test_ratings_without_a_code_have_no_positive_agreement() -> None:
    told = told_of(judged("aab", "abb"))

    assert told.counted.positive.why_not is WhyNot.NOT_YES_OR_NO
    assert (told.prevalence, told.notes) == (None, (Note.FEW_DOCUMENTS,))


@pytest.mark.parametrize("level", Level)
def test_equal_values_are_no_variation_at_any_level(level: Level) -> None:
    found = krippendorff_alpha(judged("3.3 3.3", "3.3 3.3", level=level), sampling=NO_SAMPLES)

    assert found.why_not is WhyNot.NO_VARIATION


def test_zero_may_be_compared_with_zero_at_ratio_level() -> None:
    found = krippendorff_alpha(judged("0 0 2", "0 1 2", level=Level.RATIO), sampling=NO_SAMPLES)

    assert found.value == pytest.approx(plain_alpha([[0, 0], [0, 1], [2, 2]], _ratio))


def _ratio(first: float, second: float) -> float:
    return ((first - second) / (first + second)) ** 2 if first + second else 0.0


def test_ac1_counts_units_of_one_coder_among_the_shares_of_categories() -> None:
    with_one, without = applied("1100", "100."), applied("110", "100")

    assert gwet_ac1(with_one, sampling=NO_SAMPLES) != gwet_ac1(without, sampling=NO_SAMPLES)


# --- what cannot be used ---------------------------------------------------------------------


def many(number: int, level: Level) -> Ratings:
    units = tuple(Unit("d", f"{place:05}") for place in range(number))
    values = np.arange(number, dtype=float)[None, :]
    return Ratings(("ann",), units, values, (), level)


def test_a_scale_has_as_many_steps_as_can_be_compared() -> None:
    with pytest.raises(InputError, match="51 different values; 50 is the most"):
        many(51, Level.ORDINAL)
    with pytest.raises(InputError, match="2001 different values; 2000 is the most"):
        many(2001, Level.RATIO)
    assert len(many(2001, Level.INTERVAL).units) == 2001


def test_values_that_mean_nothing_are_refused() -> None:
    one = (Unit("d", "1"),)

    with pytest.raises(InputError, match="one value for each"):
        Ratings(("ann", "bob"), one, np.array([[1.0]]))
    with pytest.raises(InputError, match="infinite"):
        Ratings(("ann",), one, np.array([[np.inf]]), (), Level.INTERVAL)
    with pytest.raises(InputError, match="no category"):
        Ratings(("ann",), one, np.array([[2.0]]), ("no", "yes"))
    with pytest.raises(InputError, match="below 0"):
        ratings_from({"ann": {one[0]: -1.0}}, level=Level.RATIO)


@pytest.mark.parametrize("broken", [{"samples": -1}, {"samples": 100_001}, {"share": 1.0}])
def test_samples_are_drawn_within_reason(broken: dict[str, float]) -> None:
    with pytest.raises(InputError):
        Sampling(**broken)  # type: ignore[arg-type]  # that is the point
