"""What every instrument shares."""

import pytest

from ecotone.engine.kernel import InputError, seeded_generator


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        (None, None, "too many"),
        (3, None, "row 3: too many"),
        (None, "gives", "column gives: too many"),
        (3, "gives", "row 3, column gives: too many"),
    ],
)
def test_an_input_error_says_where(row: int | None, column: str | None, told: str) -> None:
    error = InputError("too many", row=row, column=column)

    assert str(error) == told


def test_a_seed_fixes_what_is_drawn() -> None:
    first, second = seeded_generator(5), seeded_generator(5)

    assert first.permutation(20).tolist() == second.permutation(20).tolist()
