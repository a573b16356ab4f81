"""From rows to people, scores, practices and pairs: what is read, and what is refused."""

from collections.abc import Callable, Iterable

import pytest

from ecotone.engine.matching import (
    InputErrors,
    Pair,
    Person,
    Share,
    pairs_from_rows,
    people_from_rows,
    practices_from_rows,
    scores_from_rows,
)

HEADER = [
    *("id", "name", "sector", "organisation", "capacity", "at_least", "gives", "asks"),
    *("free", "lat", "lon", "travel_minutes", "speaks", "avoid"),
]


def rows_of(*rows: str, header: Iterable[str] = HEADER) -> list[tuple[int, dict[str, str]]]:
    """Rows as a table would number them, from cells joined by bars."""
    cells = (row.split("|") for row in rows)
    return [
        (number, dict(zip(header, row, strict=False))) for number, row in enumerate(cells, 2)
    ]


def complaints(read: Callable[[], object]) -> list[tuple[int | None, str | None, str]]:
    with pytest.raises(InputErrors) as caught:
        read()
    return [(error.row, error.column, error.message) for error in caught.value.errors]


def test_a_full_row_is_a_person_with_everything() -> None:
    rows = rows_of(
        "ann|Ann|primary|Hill|2|1|talk:0.5; maths ;|a:b:3|mon;thu|53.4|-2.2|45|en;cy|bob",
        "bob||university",
    )

    people = people_from_rows(HEADER, rows)

    assert people == (
        Person(
            "ann",
            "primary",
            {"talk": 0.5, "maths": 1.0},
            {"a:b": 3.0},
            2,
            1,
            frozenset({"mon", "thu"}),
            frozenset({"en", "cy"}),
            frozenset({"bob"}),
            53.4,
            -2.2,
            45.0,
            "Ann",
            "Hill",
        ),
        Person("bob", "university"),
    )


def test_a_table_without_its_columns_is_refused_at_its_header() -> None:
    assert complaints(lambda: people_from_rows(["name"], [])) == [
        (1, "id", "This column is missing."),
        (1, "sector", "This column is missing."),
    ]


def test_every_bad_cell_is_named_at_once_in_the_order_of_the_rows() -> None:
    rows = rows_of(
        "ann||primary||1.5|2|talk:1.5|:2|||||",
        "ann||martian||x||talk;talk|maths:nan||91||-5||eve",
        "|||||||||",
    )

    found = complaints(lambda: people_from_rows(HEADER, rows, sectors=["primary"]))

    assert sorted(found) == sorted(
        [
            (2, "capacity", '"1.5" is not a whole number.'),
            (2, "asks", '":2" names no practice.'),
            (2, "gives", 'The weight of "talk" is 1.5; a give weighs between 0 and 1.'),
            (3, "gives", '"talk" is named more than once.'),
            (3, "asks", '"nan" is not a number.'),
            (3, "capacity", '"x" is not a number.'),
            (3, "lon", "Give both latitude and longitude, or neither."),
            (3, "lat", "The latitude is not between -90 and 90."),
            (3, "travel_minutes", "The travel minutes are not a number of 0 or more."),
            (3, "sector", '"martian" is not a sector here; use primary.'),
            (3, "id", 'The id "ann" is used in row 2 already.'),
            (3, "avoid", 'Nobody here has the id "eve".'),
            (4, "id", "The id is missing."),
            (4, "sector", "The sector is missing."),
        ]
    )
    assert [row for row, _, _ in found] == sorted(row or 0 for row, _, _ in found)


def test_a_file_of_junk_is_given_up_after_a_thousand_complaints() -> None:
    rows = rows_of(*["same|" + "x" * 90] * 5000, header=["id", "sector", "capacity"])

    found = complaints(lambda: people_from_rows(["id", "sector"], rows, sectors=["primary"]))

    assert len(found) == 1000
    assert found[0][2] == f'"{"x" * 40}…" is not a sector here; use primary.'


def test_scores_are_read_into_pairs_in_order() -> None:
    rows = rows_of("bob|ann|0.12345678", header=["a", "b", "score"])

    assert scores_from_rows(["a", "b", "score"], rows, known=["ann", "bob"]) == {
        ("ann", "bob"): 0.123457
    }


def test_scores_that_cannot_be_used_are_named() -> None:
    header = ["a", "b", "score"]
    rows = rows_of(
        "ann|bob|2", "bob|ann|", "ann|ann|0.5", "ann|eve|0.5", "|bob|x", header=header
    )

    assert complaints(lambda: scores_from_rows(header, rows, known=["ann", "bob"])) == [
        (2, "score", "The score 2 is not between 0 and 1."),
        (3, "score", "The score is missing."),
        (3, "b", "ann and bob have a score already."),
        (4, "b", "A pair is two people."),
        (5, "b", 'Nobody here has the id "eve".'),
        (6, "a", "The id is missing."),
        (6, "score", '"x" is not a number.'),
    ]


def test_practices_are_read_into_a_tree() -> None:
    rows = rows_of("quizzes|tests", "tests|", header=["id", "broader"])

    tree = practices_from_rows(["id", "broader"], rows, discount=0.25)

    assert tree.reach("quizzes") == {"quizzes": 1.0, "tests": 0.25}


def test_practices_that_cannot_be_used_are_named() -> None:
    rows = rows_of("a|gone", "a|", "|a", header=["id", "broader"])

    assert complaints(lambda: practices_from_rows(["id", "broader"], rows)) == [
        (3, "id", 'The id "a" is used more than once.'),
        (4, "id", "The id is missing."),
    ]


def test_a_broader_practice_that_is_nowhere_is_named() -> None:
    rows = rows_of("a|gone", header=["id", "broader"])

    assert complaints(lambda: practices_from_rows(["id", "broader"], rows)) == [
        (2, "broader", 'No practice has the id "gone".')
    ]


def test_pairs_are_read_as_they_stand() -> None:
    header = ["a", "b", "score", "a_to_b", "b_to_a", "practices_a_to_b", "practices_b_to_a"]
    rows = rows_of("bob|ann|0.5|0.25|1|talk:0.25|", header=header)

    assert pairs_from_rows(header, rows) == (
        Pair("bob", "ann", 0.5, 0.25, 1.0, (Share("talk", "talk", 0.25),)),
    )


def test_pairs_of_people_nobody_knows_are_named() -> None:
    rows = rows_of("ann|eve", header=["a", "b"])

    assert complaints(lambda: pairs_from_rows(["a", "b"], rows, known=["ann"])) == [
        (2, "b", 'Nobody here has the id "eve".')
    ]
