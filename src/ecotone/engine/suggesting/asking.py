"""Which codes a passage calls to mind, and when it is better to say nothing."""

from collections import Counter
from collections.abc import Container, Hashable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy import sparse

from ecotone.engine.suggesting.content import content_of
from ecotone.engine.suggesting.learning import EarlierWork, weighed

__all__ = ["Silence", "Suggested", "Suggestion", "suggest"]

MOST_SUGGESTED = 3
FEWEST_PASSAGES = 20
FEWEST_OF_A_CODE = 3
FEWEST_SHARED = 2
LOWEST_SCORE = 0.25
BESIDE_THE_BEST = 0.6
WORDS_NAMED = 4


class Silence(StrEnum):
    """Why nothing is suggested."""

    LITTLE_WORK = "little work"
    FEW_WORDS = "few words"
    NOTHING_LIKE_IT = "nothing like it"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code, from 0 to 1 how near it is, the words that made it, and how often it was used.

    The words stand as they do in the passage, those that count most first.
    """

    code: Hashable
    score: float
    shared: tuple[str, ...]
    passages: int


@dataclass(frozen=True, slots=True)
class Suggested:
    """At most three suggestions, nearest first; or none, and why."""

    suggestions: tuple[Suggestion, ...]
    rests_on: int
    silence: Silence | None


def suggest(
    earlier: EarlierWork, words: str, *, leaving_out: Container[Hashable] = ()
) -> Suggested:
    """Name up to three codes that this coder gave to passages with the same words.

    The score is the mean of two cosines: to the centre of the code's passages, and to the
    nearest of them. Nothing is said before there are 20 passages to learn from, nor about a
    passage with fewer than two words of content; a code is named only when it was used three
    times, shares two words with the passage, scores 0.25 and six tenths of what the best one
    scores. Equal scores stand in the order in which the codes were first used, so the same
    work gives the same answer.
    O(words of all passages that share one).

    >>> from ecotone.engine.suggesting import Worked, learn
    >>> marking = [Worked("pupils mark each other's work", "peer")] * 10
    >>> planning = [Worked("plan in teams on paper", "teams")] * 10
    >>> suggest(learn(marking + planning), "Pupils who mark work").suggestions[0].shared
    ('mark', 'Pupils', 'work')
    """
    spelled = dict(reversed(list(content_of(words))))
    if earlier.rests_on < FEWEST_PASSAGES:
        return Suggested((), earlier.rests_on, Silence.LITTLE_WORK)
    if len(spelled) < FEWEST_SHARED:
        return Suggested((), earlier.rests_on, Silence.FEW_WORDS)
    counted = Counter(key for key, _word in content_of(words))
    passage = weighed([counted], earlier.column_of, earlier.rarity)
    found = _found(earlier, passage, spelled, leaving_out)
    return Suggested(found, earlier.rests_on, None if found else Silence.NOTHING_LIKE_IT)


def _found(
    earlier: EarlierWork,
    passage: sparse.csr_matrix,
    spelled: dict[str, str],
    leaving_out: Container[Hashable],
) -> tuple[Suggestion, ...]:
    scores = _scores(earlier, passage)
    meant = earlier.centres.multiply(passage).tocsr()
    shared = np.diff(meant.indptr)
    known = (earlier.times >= FEWEST_OF_A_CODE) & (shared >= FEWEST_SHARED)
    sure = max(LOWEST_SCORE, BESIDE_THE_BEST * scores.max(where=known, initial=0.0))
    rows = np.flatnonzero(known & (scores >= sure))
    ordered = sorted(rows.tolist(), key=lambda row: (-round(float(scores[row]), 9), row))
    wanted = [row for row in ordered if earlier.codes[row] not in leaving_out]
    word_of = {
        earlier.column_of[key]: word
        for key, word in spelled.items()
        if key in earlier.column_of
    }
    return tuple(
        Suggestion(
            code=earlier.codes[row],
            score=round(float(scores[row]), 4),
            shared=_strongest(meant[row], word_of),
            passages=int(earlier.times[row]),
        )
        for row in wanted[:MOST_SUGGESTED]
    )


def _scores(earlier: EarlierWork, passage: sparse.csr_matrix) -> npt.NDArray[np.float64]:
    """Return for each code how near its centre and its nearest passage are, shape (k,)."""
    to_centres = np.asarray((earlier.centres @ passage.T).todense()).ravel()
    to_passages = np.asarray((earlier.passages @ passage.T).todense()).ravel()
    nearest = np.zeros(len(earlier.codes))
    np.maximum.at(nearest, earlier.code_of, to_passages)
    return (to_centres + nearest) / 2.0


def _strongest(meant: sparse.csr_matrix, word_of: dict[int, str]) -> tuple[str, ...]:
    weights = zip(meant.data.tolist(), meant.indices.tolist(), strict=True)
    strongest = sorted(weights, key=lambda one: (-round(one[0], 9), one[1]))
    return tuple(word_of[column] for _weight, column in strongest[:WORDS_NAMED])
