"""Free spans: against letters counted one by one, over several documents and readers."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ecotone.engine.agreement import (
    Coded,
    CodedSpan,
    Reading,
    Sampling,
    Unit,
    WhyNot,
    binary_unitising_alpha,
    continua_of,
    ratings_by_code,
    unitising_alpha,
)
from ecotone.engine.agreement.continua import Continuum, gaps_between
from ecotone.engine.kernel import InputError
from tests.engine.agreement.judged import NO_SAMPLES

LENGTH = 12
TALK = Unit("talk", "1")
MARKS = st.lists(st.sampled_from("01"), min_size=LENGTH, max_size=LENGTH).map("".join)


def line(*marks: str, name: str = "talk") -> Continuum:
    """Read a line of letters by each coder: 1 is coded."""
    whole = ((0, len(marks[0])),)
    coders = [f"coder {number}" for number in range(len(marks))]
    return Continuum(
        name,
        0,
        len(marks[0]),
        dict.fromkeys(coders, whole),
        {coder: runs(text) for coder, text in zip(coders, marks, strict=True)},
    )


def runs(marks: str) -> tuple[tuple[int, int], ...]:
    edges = np.flatnonzero(np.diff([0, *map(int, marks), 0]))
    return tuple((int(start), int(end)) for start, end in edges.reshape(-1, 2))


@given(st.lists(MARKS, min_size=2, max_size=4))
def test_the_binary_form_equals_letters_paired_one_by_one(marks: list[str]) -> None:
    coded = sum(text.count("1") for text in marks)
    whole = LENGTH * len(marks)
    assume(0 < coded < whole)
    differ = sum(
        first != second
        for column in zip(*marks, strict=True)
        for first, second in permutations(column, 2)
    ) / (len(marks) - 1)
    itself = sum((end - start) ** 2 for text in marks for start, end in runs(text))
    pairs = whole**2 - itself - (whole - coded)
    assume(pairs > 0)

    found = binary_unitising_alpha([line(*marks)], sampling=NO_SAMPLES).alpha.value

    expected = whole * 2 * coded * (whole - coded) / pairs
    assert found == pytest.approx(1 - differ / expected)


@given(st.lists(MARKS, min_size=2, max_size=3))
def test_unitising_alpha_is_one_exactly_where_all_boundaries_meet(marks: list[str]) -> None:
    found = unitising_alpha([(line(*marks),)], sampling=NO_SAMPLES).alpha
    assume(found.is_estimable)

    assert (found.value == 1) == (len(set(marks)) == 1)


THREE = ["110000111000", "011000110000", "000000111000"]


@given(st.permutations(THREE))
def test_the_order_of_coders_changes_no_figure(marks: list[str]) -> None:
    as_given, in_order = (
        (
            unitising_alpha([(line(*each),)], sampling=NO_SAMPLES).alpha.value,
            binary_unitising_alpha([line(*each)], sampling=NO_SAMPLES).alpha.value,
        )
        for each in (marks, THREE)
    )

    assert as_given == pytest.approx(in_order, abs=1e-12)


def test_documents_lie_end_to_end_in_the_form_of_2004() -> None:
    first, second = line("110000", "011000"), line("000110", "000111", name="walk")
    joined = Continuum(
        "both",
        0,
        12,
        dict.fromkeys(first.read, ((0, 12),)),
        {"coder 0": ((0, 2), (9, 11)), "coder 1": ((1, 3), (9, 12))},
    )
    apart = unitising_alpha([(first, second)], sampling=NO_SAMPLES)
    as_one = unitising_alpha([(joined,)], sampling=NO_SAMPLES)

    # what is observed is the same; a unit finds fewer places where documents end
    assert (apart.units, apart.documents, as_one.documents) == (4, 2, 1)
    assert apart.alpha.value is not None
    assert as_one.alpha.value is not None
    assert apart.alpha.value < as_one.alpha.value < 1


@pytest.mark.parametrize("form", ["2004", "2016"])
def test_an_interval_is_drawn_over_documents(form: str) -> None:
    lines = tuple(
        line(*marks, name=str(number))
        for number, marks in enumerate([("0110", "0110"), ("0011", "0111"), ("1000", "0100")])
    )
    how = Sampling(samples=200)

    told = (
        unitising_alpha([lines], sampling=how)
        if form == "2004"
        else binary_unitising_alpha(lines, sampling=how)
    )

    interval = told.alpha.interval
    assert interval is not None
    assert interval.low < (told.alpha.value or 0) < interval.high


def test_nothing_set_and_nothing_shared_are_told_apart() -> None:
    nothing, alone = line("000", "000"), line("110")

    assert (
        unitising_alpha([(nothing,)], sampling=NO_SAMPLES).alpha.why_not is WhyNot.NOBODY_USED
    )
    assert binary_unitising_alpha([nothing], sampling=NO_SAMPLES).alpha.why_not is (
        WhyNot.NOBODY_USED
    )
    assert unitising_alpha([(alone,)], sampling=NO_SAMPLES).alpha.why_not is (
        WhyNot.NOT_READ_BY_ALL
    )
    assert unitising_alpha([], sampling=NO_SAMPLES).documents == 0
    assert binary_unitising_alpha([alone], sampling=NO_SAMPLES).alpha.why_not is (
        WhyNot.NOBODY_JUDGED_TOGETHER
    )


def test_everything_coded_by_both_is_no_variation_in_the_binary_form() -> None:
    told = binary_unitising_alpha([line("111", "111")], sampling=NO_SAMPLES)

    assert told.alpha.why_not is WhyNot.NO_VARIATION


def test_gaps_are_what_units_leave_of_a_stretch() -> None:
    assert gaps_between([(0, 2), (4, 9)], 1, 6) == ((2, 4),)
    assert gaps_between([], 3, 3) == ()


# --- from codings ----------------------------------------------------------------------------


def test_a_line_reaches_as_far_as_anybody_read() -> None:
    coded = Coded(
        (TALK,),
        (Reading("talk", "ann", ((0, 9),)), Reading("talk", "bob", ((5, 20),))),
        (
            CodedSpan(TALK, "ann", "maths", 1, 4),
            CodedSpan(TALK, "ann", "maths", 4, 6),
            CodedSpan(TALK, "ann", "maths", 5, 7),
            CodedSpan(TALK, "bob", "maths"),
        ),
    )
    (found,) = continua_of(coded, "maths")

    assert (found.start, found.end, found.length) == (0, 20, 20)
    assert found.set_by == {"ann": ((1, 4), (4, 7)), "bob": ()}


def test_a_reading_without_places_is_in_no_continuum() -> None:
    coded = Coded((TALK,), (Reading("talk", "ann"),), (CodedSpan(TALK, "ann", "maths", 1, 4),))

    assert continua_of(coded, "maths") == ()


def test_codes_that_nobody_used_may_be_asked_about() -> None:
    coded = Coded((TALK,), (Reading("talk", "ann"), Reading("walk", "bob")), ())

    ratings = ratings_by_code(coded, ["maths"])["maths"]

    assert ratings.coders == ("ann", "bob")
    assert np.array_equal(ratings.values, [[0.0], [np.nan]], equal_nan=True)


@pytest.mark.parametrize(
    ("span", "reason"),
    [
        (CodedSpan(Unit("talk", "2"), "ann", "maths"), "No unit of talk is called 2"),
        (CodedSpan(TALK, "bob", "maths"), "bob did not read talk"),
    ],
)
def test_a_span_lies_in_a_unit_its_coder_read(span: CodedSpan, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        Coded((TALK,), (Reading("talk", "ann"),), (span,))
