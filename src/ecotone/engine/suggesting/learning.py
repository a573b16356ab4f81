"""What one coder's earlier work says about words and codes, kept as two sparse matrices."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy import sparse

from ecotone.engine.suggesting.content import content_of

__all__ = ["EarlierWork", "Worked", "learn", "weighed"]

Counted = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Worked:
    """A passage that a coder gave a code. Codes may be anything that can be a key."""

    words: str
    code: Hashable


@dataclass(frozen=True, slots=True, eq=False)
class EarlierWork:
    """n passages on k codes in v words.

    Shapes: `passages` (n, v) and `centres` (k, v), sparse, rows of length 1; `codes` (k,) in
    the order in which they were first used; `code_of` (n,) gives each passage's row among
    the codes, `times` (k,) how many passages each code has, `rarity` (v,) is at least 1.
    `counted` holds the words of each passage, so that learning a little more is quick.
    """

    codes: tuple[Hashable, ...]
    column_of: Mapping[str, int]
    rarity: npt.NDArray[np.float64]
    passages: sparse.csr_matrix
    centres: sparse.csr_matrix
    code_of: npt.NDArray[np.int64]
    times: npt.NDArray[np.int64]
    counted: Mapping[str, Counted]

    @property
    def rests_on(self) -> int:
        return len(self.code_of)


def learn(worked: Iterable[Worked], *, before: EarlierWork | None = None) -> EarlierWork:
    """Weigh the words of each passage and put the passages of each code together.

    A word weighs more the rarer it is: (1 + log times here) x (1 + log((1 + n) / (1 + m)))
    in a passage, m being the number of passages that hold it. Each code's centre is the mean
    of its passages, brought to length 1. Time and memory are linear in the number of words;
    passages that were learnt `before` are not cut into words again. What is not in `worked`
    is forgotten.
    The weights are those of Salton and Buckley (1988), the centres those of Rocchio (1971).

    >>> earlier = learn([Worked("pupils mark work", "peer"), Worked("mark pupils", "peer")])
    >>> earlier.codes, earlier.rests_on, earlier.centres.shape
    (('peer',), 2, (1, 3))
    """
    kept = list(worked)
    codes = {code: row for row, code in enumerate(dict.fromkeys(one.code for one in kept))}
    known = before.counted if before else {}
    held_words = {one.words: known.get(one.words) or _count(one.words) for one in kept}
    counted = [held_words[one.words] for one in kept]
    holding = Counter(chain.from_iterable(counted))
    column_of = {key: column for column, key in enumerate(sorted(holding))}
    held = np.array([holding[key] for key in column_of], dtype=np.float64)
    rarity = 1.0 + np.log((1.0 + len(kept)) / (1.0 + held))
    passages = weighed(counted, column_of, rarity)
    code_of = np.array([codes[one.code] for one in kept], dtype=np.int64)
    return EarlierWork(
        codes=tuple(codes),
        column_of=column_of,
        rarity=rarity,
        passages=passages,
        centres=_centres(passages, code_of, len(codes)),
        code_of=code_of,
        times=np.bincount(code_of, minlength=len(codes)),
        counted=held_words,
    )


def _count(words: str) -> Counted:
    return Counter(key for key, _word in content_of(words))


def weighed(
    counted: Sequence[Counted], column_of: Mapping[str, int], rarity: npt.NDArray[np.float64]
) -> sparse.csr_matrix:
    """Return one row of length 1 for each passage; words nobody coded before do not count."""
    sizes = [len(counts) for counts in counted]
    rows = np.repeat(np.arange(len(counted)), sizes)
    keys = chain.from_iterable(counted)
    columns = np.fromiter((column_of.get(key, -1) for key in keys), np.int64, sum(sizes))
    every = chain.from_iterable(counts.values() for counts in counted)
    times = np.fromiter(every, np.float64, sum(sizes))
    known = columns >= 0
    rows, columns = rows[known], columns[known]
    weights = (1.0 + np.log(times[known])) * rarity[columns]
    shape = len(counted), len(column_of)
    return _of_length_one(sparse.csr_matrix((weights, (rows, columns)), shape=shape))


def _centres(
    passages: sparse.csr_matrix, code_of: npt.NDArray[np.int64], number: int
) -> sparse.csr_matrix:
    ones = np.ones(len(code_of))
    belongs = sparse.csr_matrix(
        (ones, (code_of, np.arange(len(code_of)))), shape=(number, len(code_of))
    )
    return _of_length_one(belongs @ passages)


def _of_length_one(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1.0
    return sparse.csr_matrix(sparse.diags(1.0 / lengths) @ matrix)
