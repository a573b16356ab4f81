"""What several coders said of the same units: the input of every coefficient."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from ecotone.engine.agreement.estimate import WhyNot
from ecotone.engine.kernel import FloatMatrix, InputError

__all__ = ["APPLIED", "NOT_APPLIED", "YES_OR_NO", "Level", "Ratings", "Unit", "ratings_from"]

NOT_APPLIED, APPLIED = 0, 1
YES_OR_NO = ("not applied", "applied")
PAIR = 2  # coders
MOST_VALUES = 2_000  # different ones: the table of their differences is that squared
MOST_STEPS = 50  # of an ordinal scale; every pair of steps is counted in every document


class Level(StrEnum):
    """What may be done with the values: tell apart, order, subtract, divide."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """What is judged as one: by default the answer of one participant to one question."""

    document: str
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """One value, or none, by each coder for each unit.

    Parameters
    ----------
    coders
        Who judged, each once.
    units
        What was judged, each once.
    values
        Shape (coders, units); NaN where a coder did not judge a unit. At nominal level the
        number of a category, from 0; else the value itself, of any size (at ratio level not
        below 0).
    categories
        Names of the categories at nominal level, those nobody used among them; else empty.
    level
        What may be done with the values.

    Raises
    ------
    InputError
        When the shape does not fit, a value is infinite or has no category, a value at ratio
        level lies below 0, or there are more different values than can be compared (2,000; 50
        steps at ordinal level).

    Examples
    --------
    >>> Ratings(("ann",), (Unit("d", "1"),), np.array([[3.0]]), YES_OR_NO)
    Traceback (most recent call last):
    ecotone.engine.kernel.InputError: A value has no category.
    """

    coders: tuple[str, ...]
    units: tuple[Unit, ...]
    values: FloatMatrix
    categories: tuple[str, ...] = ()
    level: Level = Level.NOMINAL

    def __post_init__(self) -> None:
        if self.values.shape != (len(self.coders), len(self.units)):
            raise InputError("There must be one value for each coder and unit.")
        self._check_values(np.unique(self.values[~np.isnan(self.values)]))

    def _check_values(self, values: FloatMatrix) -> None:
        if np.isinf(values).any():
            raise InputError("A value is infinite.")
        if (
            self.level is Level.NOMINAL
            and not np.isin(values, range(len(self.categories))).all()
        ):
            raise InputError("A value has no category.")
        if self.level is Level.RATIO and (values < 0).any():
            raise InputError("A value below 0 cannot be compared at ratio level.")
        most = MOST_STEPS if self.level is Level.ORDINAL else MOST_VALUES
        if self.level is not Level.INTERVAL and len(values) > most:
            raise InputError(f"There are {len(values)} different values; {most} is the most.")

    @property
    def is_yes_or_no(self) -> bool:
        return self.categories == YES_OR_NO

    @property
    def document_of_unit(self) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        """Number of each unit's document, documents in order of name."""
        names = np.array([unit.document for unit in self.units])
        return np.unique(names, return_inverse=True)[1]

    @property
    def judged_together(self) -> "Ratings":
        """The units that at least two coders judged; nobody can agree about the others."""
        together = np.flatnonzero((~np.isnan(self.values)).sum(axis=0) >= PAIR)
        units = tuple(self.units[place] for place in together)
        return Ratings(
            self.coders, units, self.values[:, together], self.categories, self.level
        )

    @property
    def reason_against(self) -> WhyNot | None:
        """Why no coefficient at all can be estimated; None where one may be."""
        shared = self.judged_together
        if not shared.units:
            return WhyNot.NOBODY_JUDGED_TOGETHER
        if self.is_yes_or_no and not (shared.values == APPLIED).any():
            return WhyNot.NOBODY_USED
        return None


def ratings_from(
    values: Mapping[str, Mapping[Unit, str | float]], *, level: Level = Level.NOMINAL
) -> Ratings:
    """Put what each coder said into one matrix.

    Parameters
    ----------
    values
        By coder, the value of each unit they judged: any text at nominal level, else numbers.
    level
        What may be done with the values.

    Returns
    -------
    Ratings
        Coders, units and categories in alphabetical order.

    Raises
    ------
    InputError
        As :class:`Ratings`.

    Notes
    -----
    Linear in the values, after sorting.

    Examples
    --------
    >>> one = Unit("interview", "question 1")
    >>> ratings = ratings_from({"bob": {one: "yes"}, "ann": {one: "no"}})
    >>> ratings.coders, ratings.categories, ratings.values.tolist()
    (('ann', 'bob'), ('no', 'yes'), [[0.0], [1.0]])
    """
    coders = tuple(sorted(values))
    units = tuple(sorted({unit for judged in values.values() for unit in judged}))
    categories = _categories(values) if level is Level.NOMINAL else ()
    number = {category: float(place) for place, category in enumerate(categories)}
    rows: Sequence[Sequence[float]] = [
        [_as_number(values[coder].get(unit), number) for unit in units] for coder in coders
    ]
    matrix = np.array(rows, dtype=float).reshape(len(coders), len(units))
    return Ratings(coders, units, matrix, categories, level)


def _categories(values: Mapping[str, Mapping[Unit, str | float]]) -> tuple[str, ...]:
    return tuple(
        sorted({str(value) for judged in values.values() for value in judged.values()})
    )


def _as_number(value: str | float | None, number: Mapping[str, float]) -> float:
    if value is None:
        return np.nan
    return number[str(value)] if number else float(value)
