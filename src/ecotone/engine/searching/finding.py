"""Where a text holds what is wanted, and the words around each place."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ecotone.engine.kernel.words import Word, words_of
from ecotone.engine.searching.asking import Term, Wanted
from ecotone.engine.searching.pieces import indexed_key

__all__ = ["Excerpt", "in_context", "places_of"]

WORDS_AROUND = 12
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Part of a text around what was found in it: runs of text, each found or not.

    The runs joined are the text from `start` on, as it stands.
    """

    start: int
    runs: tuple[tuple[str, bool], ...]
    begins_inside: bool
    ends_inside: bool


def places_of(wanted: Wanted, text: str) -> list[_Span]:
    """Return every place [start, end) that holds a term, in order, overlapping ones joined.

    Empty unless the text holds every term. O(words x terms).

    >>> from ecotone.engine.searching import wanted
    >>> places_of(wanted("group* of"), "Groups of 4, or one group.")
    [(0, 6), (7, 9), (20, 25)]
    """
    words = list(words_of(text))
    keys = [indexed_key(word) for word in words]
    by_term = [list(_places(term, words, keys)) for term in wanted.terms]
    if not all(by_term):
        return []
    return _joined(sorted(span for spans in by_term for span in spans))


def in_context(text: str, places: Sequence[_Span], *, around: int = WORDS_AROUND) -> Excerpt:
    """Show the place with most others near it, the first of equals, and what is around it.

    `places` come from `places_of`; with none, the beginning is shown. `around` is how many
    words stand on either side, at least 0.

    >>> in_context("one two three four five", [(8, 13)], around=1).runs
    (('two ', False), ('three', True), (' four', False))
    """
    words = list(words_of(text))
    starts = [word.start for word in words]
    numbered = [bisect_right(starts, start) - 1 for start, _end in places] or [0]
    best = max(numbered, key=lambda one: sum(abs(one - other) <= around for other in numbered))
    last = places[numbered.index(best)][1] - 1 if places else 0
    begin = max(0, best - around)
    end = min(len(words), max(bisect_right(starts, last), 1) + around)
    cut_from = words[begin].start if begin else 0
    cut_to = words[end - 1].end if end < len(words) else len(text)
    return Excerpt(
        start=cut_from,
        runs=tuple(_runs(text, places, cut_from, cut_to)),
        begins_inside=cut_from > 0,
        ends_inside=cut_to < len(text),
    )


def _places(term: Term, words: Sequence[Word], keys: Sequence[str]) -> Iterator[_Span]:
    *whole, last = term.words
    length = len(term.words)
    for place in range(len(keys) - length + 1):
        final = keys[place + length - 1]
        fits = final.startswith(last) if term.is_prefix else final == last
        if fits and list(keys[place : place + length - 1]) == whole:
            yield words[place].start, words[place + length - 1].end


def _joined(spans: Iterable[_Span]) -> list[_Span]:
    joined: list[_Span] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _runs(
    text: str, places: Iterable[_Span], cut_from: int, cut_to: int
) -> Iterator[tuple[str, bool]]:
    reached = cut_from
    for start, end in places:
        if start < cut_from or end > cut_to:
            continue
        if start > reached:
            yield text[reached:start], False
        yield text[start:end], True
        reached = end
    if reached < cut_to:
        yield text[reached:cut_to], False
