"""What coders marked in one text, sorted into matters to settle."""

import random

import pytest

from ecotone.engine.agreement import Kind, Mark, groups_of

ANN, BOB, CAT = "ann", "bob", "cat"
TWO, THREE = (ANN, BOB), (ANN, BOB, CAT)
Told = list[tuple[Kind | None, str]]


def told(marks: tuple[Mark, ...], coders: tuple[str, ...] = TWO) -> Told:
    return [
        (group.kind, " ".join(f"{mark.coder}:{mark.code}" for mark in group.marks))
        for group in groups_of(marks, coders)
    ]


def mark(coder: str, code: str, start: int, end: int, manner: str = "gives") -> Mark:
    key = hash((coder, code, start, end, manner))
    return Mark(key, coder, code, start, end, manner)


@pytest.mark.parametrize(
    ("marks", "groups"),
    [
        ((), []),
        ((mark(ANN, "m", 0, 9), mark(BOB, "m", 0, 9)), [(None, "ann:m bob:m")]),
        ((mark(ANN, "m", 0, 9), mark(BOB, "m", 0, 8)), [(Kind.BOUNDARY, "bob:m ann:m")]),
        ((mark(ANN, "m", 0, 9), mark(BOB, "m", 0, 9, "asks")), [(Kind.POLE, "ann:m bob:m")]),
        ((mark(ANN, "m", 0, 9), mark(BOB, "p", 4, 9)), [(Kind.CODE, "ann:m bob:p")]),
        (
            (mark(ANN, "m", 0, 9), mark(BOB, "m", 9, 12)),
            [(Kind.MISSING, "ann:m"), (Kind.MISSING, "bob:m")],
        ),
        (
            (mark(ANN, "m", 0, 9), mark(ANN, "p", 0, 9), mark(BOB, "m", 0, 9)),
            [(None, "ann:m bob:m"), (Kind.MISSING, "ann:p")],
        ),
        (
            (mark(ANN, "m", 0, 20), mark(BOB, "m", 0, 8), mark(BOB, "m", 9, 20)),
            [(Kind.BOUNDARY, "bob:m ann:m bob:m")],
        ),
        (
            (mark(ANN, "m", 0, 20), mark(BOB, "q", 0, 5), mark(BOB, "p", 5, 20)),
            [(Kind.MISSING, "bob:q"), (Kind.CODE, "ann:m bob:p")],
        ),
    ],
)
def test_marks_of_two_coders_are_sorted_by_what_differs(
    marks: tuple[Mark, ...], groups: Told
) -> None:
    found = told(marks)

    assert found == groups


@pytest.mark.parametrize(
    ("marks", "groups"),
    [
        ((mark(ANN, "m", 0, 9), mark(BOB, "m", 0, 9)), [(Kind.MISSING, "ann:m bob:m")]),
        (
            (mark(ANN, "m", 0, 9), mark(BOB, "m", 0, 9), mark(CAT, "p", 2, 9)),
            [(Kind.CODE, "ann:m bob:m cat:p")],
        ),
        (
            (mark(ANN, "m", 0, 9), mark(BOB, "p", 0, 9), mark(CAT, "q", 0, 9)),
            [(Kind.CODE, "ann:m bob:p cat:q")],
        ),
        (
            (mark(ANN, "m", 0, 9), mark(BOB, "m", 0, 9), mark(CAT, "m", 0, 9)),
            [(None, "ann:m bob:m cat:m")],
        ),
    ],
)
def test_marks_of_three_coders_are_one_matter_where_one_lacks_what_two_have(
    marks: tuple[Mark, ...], groups: Told
) -> None:
    found = told(marks, THREE)

    assert found == groups


def test_every_mark_lies_in_exactly_one_group_however_they_overlap() -> None:
    draw = random.Random(4)  # noqa: S311 - marks to try with, no secret
    marks = [
        Mark(key, draw.choice(THREE), draw.choice("mpq"), start, start + draw.randint(1, 15))
        for key in range(60)
        for start in [draw.randint(0, 80)]
    ]

    groups = groups_of(marks, THREE)

    assert sorted(found.key for group in groups for found in group.marks) == list(range(60))
    assert [group.start for group in groups] == sorted(group.start for group in groups)
    assert all(group.start < group.end for group in groups)
