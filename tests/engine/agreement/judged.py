"""Ratings written as lines of text, and plain ways of working out the same figures."""

from collections.abc import Callable, Sequence
from itertools import permutations

import numpy as np

from ecotone.engine.agreement import YES_OR_NO, Level, Ratings, Sampling, Unit, ratings_from

NO_SAMPLES = Sampling(samples=0)


def judged(*lines: str, level: Level = Level.NOMINAL, documents: int = 1) -> Ratings:
    """Read one line for each coder, one value for each unit; a dot is missing."""
    values: dict[str, dict[Unit, str | float]] = {}
    for coder, line in enumerate(lines):
        given = line.split() if " " in line else list(line)
        values[f"coder {coder}"] = {
            Unit(f"document {place % documents:03}", f"unit {place:03}"): value
            if level is Level.NOMINAL
            else float(value)
            for place, value in enumerate(given)
            if value != "."
        }
    return ratings_from(values, level=level)


def applied(*lines: str, documents: int = 1) -> Ratings:
    """Read whether a code was applied: 1, 0, or a dot where a coder did not read."""
    rows = [[np.nan if mark == "." else float(mark) for mark in line] for line in lines]
    units = tuple(
        Unit(f"document {place % documents:03}", f"unit {place:03}")
        for place in range(len(lines[0]))
    )
    coders = tuple(f"coder {number}" for number in range(len(lines)))
    return Ratings(coders, units, np.array(rows), YES_OR_NO)


Apart = Callable[[float, float], float]


def plain_alpha(columns: Sequence[Sequence[float]], apart: Apart) -> float:
    """Pair every value with every other, first within units, then anywhere."""
    paired = [column for column in columns if len(column) > 1]
    pool = [value for column in paired for value in column]
    observed = sum(
        apart(first, second) / (len(column) - 1)
        for column in paired
        for first, second in permutations(column, 2)
    ) / len(pool)
    expected = sum(apart(first, second) for first, second in permutations(pool, 2)) / (
        len(pool) * (len(pool) - 1)
    )
    return 1 - observed / expected


def ranks_apart(pool: Sequence[float]) -> Apart:
    """Count the values between two steps, half of those on them."""

    def apart(first: float, second: float) -> float:
        low, high = min(first, second), max(first, second)
        between = sum(low <= value <= high for value in pool)
        return (between - (pool.count(low) + pool.count(high)) / 2) ** 2

    return apart
