"""What every instrument shares: a matrix type, the one error, a seeded generator."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["FloatMatrix", "InputError", "seeded_generator"]

FloatMatrix: TypeAlias = npt.NDArray[np.float64]


class InputError(ValueError):
    """The input breaks a rule of the instrument; the message says which, and where.

    Parameters
    ----------
    message
        What is wrong, as a sentence for the person who made the input.
    row
        One-based row of the input file, the header being row 1; None when no row is at fault.
    column
        Name of the column at fault; None when the whole row or file is.
    """

    def __init__(
        self, message: str, *, row: int | None = None, column: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.row = row
        self.column = column

    def __str__(self) -> str:
        place = [f"row {self.row}"] if self.row is not None else []
        place += [f"column {self.column}"] if self.column is not None else []
        return f"{', '.join(place)}: {self.message}" if place else self.message


def seeded_generator(seed: int) -> np.random.Generator:
    """Return the generator every instrument draws from, so that a seed fixes the bytes.

    >>> seeded_generator(7).integers(100) == seeded_generator(7).integers(100)
    np.True_
    """
    return np.random.Generator(np.random.PCG64(seed))
