"""Tables of codings and of ratings: what they say, and what is wrong with them."""

import pytest

from ecotone.engine.agreement import Coded, Level, Unit, coded_from_rows, ratings_from_rows
from ecotone.engine.kernel import InputError
from ecotone.engine.kernel.cells import InputErrors

CODINGS = ("document", "unit", "coder", "code", "start", "end", "pole")
RATINGS = ("unit", "coder", "value")


def coded(*lines: str) -> Coded:
    return coded_from_rows(CODINGS, numbered(CODINGS, lines))


def numbered(header: tuple[str, ...], lines: tuple[str, ...]):
    return [
        (number, dict(zip(header, line.split(","), strict=False)))
        for number, line in enumerate(lines, start=2)
    ]


def refused(*lines: str) -> list[str]:
    with pytest.raises(InputErrors) as mistakes:
        coded(*lines)
    return str(mistakes.value).split("\n")


def test_a_row_without_a_code_says_that_its_coder_read() -> None:
    found = coded("talk,1,ann,maths,3,9,gives", "talk,1,bob,,0,50,", "talk,2,,,,,")

    assert found.units == (Unit("talk", "1"), Unit("talk", "2"))
    assert {reading.coder: reading.stretches for reading in found.readings} == {
        "ann": ((0, 50),),
        "bob": ((0, 50),),
    }
    assert (found.spans[0].stretch, found.spans[0].pole) == ((3, 9), "gives")


def test_a_coder_who_names_stretches_read_these_and_what_they_coded() -> None:
    found = coded("talk,1,ann,,0,10,", "talk,1,ann,,10,15,", "talk,1,ann,x,20,30,")

    assert found.readings[0].stretches == ((0, 15), (20, 30))


def test_without_units_and_places_a_document_is_one_unit() -> None:
    found = coded_from_rows(
        ("document", "coder", "code"), [(2, {"document": "d", "coder": "a", "code": "x"})]
    )

    assert (found.units, found.readings[0].stretches) == ((Unit("d", "d"),), ())


def test_every_bad_cell_is_named() -> None:
    assert refused(
        ",1,ann,maths,,,",
        "talk,1,,maths,,,",
        "talk,1,ann,maths,4,,",
        "talk,1,ann,maths,,4,",
        "talk,1,ann,maths,9,4,",
        "talk,1,ann,maths,-1,4,",
        "talk,1,ann,maths,a,b,",
    ) == [
        "row 2, column document: The document is missing.",
        "row 3, column coder: Nobody is named who used this code.",
        "row 4, column end: The end is missing.",
        "row 5, column start: The start is missing.",
        "row 6, column end: The end 4 does not come after the start 9.",
        'row 7, column start: "-1" lies before the beginning.',
        'row 8, column start: "a" is not a number.',
        'row 8, column end: "b" is not a number.',
    ]


def test_a_table_without_its_columns_is_refused() -> None:
    with pytest.raises(InputErrors, match="row 1, column code: This column is missing"):
        coded_from_rows(("document", "coder"), [])


def test_ratings_are_read_with_empty_values_missing() -> None:
    rows = numbered(RATINGS, ("1,ann,2.5", "2,ann,", "2,bob,3"))

    ratings = ratings_from_rows(RATINGS, rows, level=Level.INTERVAL)

    assert ratings.coders == ("ann", "bob")
    assert ratings.units == (Unit("1", "1"), Unit("2", "2"))


def test_bad_ratings_are_named() -> None:
    rows = numbered(RATINGS, ("1,ann,-2", "1,ann,3", ",bob,x"))

    with pytest.raises(InputErrors) as mistakes:
        ratings_from_rows(RATINGS, rows, level=Level.RATIO)

    assert str(mistakes.value).split("\n") == [
        "row 2, column value: A value below 0 cannot be compared at ratio level.",
        'row 3, column unit: ann has a value for "1" already.',
        "row 4, column unit: The unit is missing.",
        'row 4, column value: "x" is not a number.',
    ]


def test_a_scale_of_too_many_steps_is_refused_as_a_whole() -> None:
    rows = numbered(RATINGS, tuple(f"{step},ann,{step}" for step in range(60)))

    with pytest.raises(InputError, match="60 different values"):
        ratings_from_rows(RATINGS, rows, level=Level.ORDINAL)
