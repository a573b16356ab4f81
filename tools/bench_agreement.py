"""How fast agreement is worked out: five coders, ten thousand units, a thousand samples.

The plain way beside it is what one writes first: draw documents, count the coincidences of
their units anew for every sample.
"""

import time

import numpy as np

from ecotone.engine.agreement import (
    YES_OR_NO,
    Ratings,
    Sampling,
    Unit,
    agreement_of,
    krippendorff_alpha,
)

CODERS, UNITS, SAMPLES = 5, 10_000, 1_000
SEED = 2018
APPLIED, SLIPS, UNREAD = 0.1, 0.05, 0.1  # shares
PLAIN_SAMPLES = 20  # of the slow way; told for all of them


def main() -> None:
    print(f"{CODERS} coders, {UNITS:,} units, {SAMPLES:,} samples (budget 2 s)")
    for documents in (200, UNITS):
        ratings = coded(documents)
        whole = seconds(lambda given=ratings: agreement_of(given, sampling=Sampling(SAMPLES)))
        alone = seconds(
            lambda given=ratings: krippendorff_alpha(given, sampling=Sampling(SAMPLES))
        )
        print(f"  {documents:,} documents: alpha {alone:.3f} s, all six figures {whole:.3f} s")
    plain = seconds(lambda: plain_way(coded(200))) * SAMPLES / PLAIN_SAMPLES
    print(f"  the plain way, 200 documents, alpha alone: {plain:.1f} s")


def coded(documents: int) -> Ratings:
    """Have coders agree mostly, apply the code to a tenth, and read nine texts of ten."""
    chance = np.random.default_rng(SEED)
    truth = chance.random(UNITS) < APPLIED
    slips = chance.random((CODERS, UNITS)) < SLIPS
    values = np.where(slips, ~truth, truth).astype(float)
    of_unit = np.arange(UNITS) % documents
    unread = chance.random((CODERS, documents)) < UNREAD
    values[unread[:, of_unit]] = np.nan
    units = tuple(Unit(f"{of_unit[place]:05}", f"{place:05}") for place in range(UNITS))
    return Ratings(tuple("abcde"), units, values, YES_OR_NO)


def plain_way(ratings: Ratings) -> None:
    chance = np.random.default_rng(SEED)
    of_unit = ratings.document_of_unit
    places = [np.flatnonzero(of_unit == document) for document in range(of_unit.max() + 1)]
    for _sample in range(PLAIN_SAMPLES):
        drawn = chance.integers(len(places), size=len(places))
        coincidences(ratings.values[:, np.concatenate([places[each] for each in drawn])])


def coincidences(values: np.ndarray) -> np.ndarray:
    table = np.zeros((2, 2))
    for column in values.T:
        given = column[~np.isnan(column)].astype(int)
        for first in range(len(given)):
            for second in range(len(given)):
                if first != second:
                    table[given[first], given[second]] += 1 / (len(given) - 1)
    return table


def seconds(work) -> float:
    """Return the best of three."""
    times = []
    for _round in range(3):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


if __name__ == "__main__":
    main()
