"""What somebody changed between two versions of their words."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from ecotone.engine.pseudonyms.offsets import OffsetMap, Segment

__all__ = ["changes_between"]

_WORD = re.compile(r"\S+")
MANY_WORDS = 5_000  # beyond, the matcher may pass over the most frequent words
_Span = tuple[int, int]


def changes_between(old: str, new: str) -> OffsetMap:
    """Return where the words of one version stand in the next.

    Whole words are compared, so that a passage counts as untouched only when all its
    characters, spaces included, are the same.

    Notes
    -----
    Quadratic at worst in the changed words, linear where little changed
    (`difflib.SequenceMatcher`, after Ratcliff and Metzener 1988).

    Examples
    --------
    >>> places = changes_between("I like maths. It is fun.", "I do like maths. It was fun.")
    >>> places.touches(2, 12), places.span(2, 12), places.touches(14, 23)
    (False, (5, 15), True)
    """
    before = [found.span() for found in _WORD.finditer(old)]
    after = [found.span() for found in _WORD.finditer(new)]
    matcher = SequenceMatcher(
        None,
        [old[start:end] for start, end in before],
        [new[start:end] for start, end in after],
        autojunk=max(len(before), len(after)) > MANY_WORDS,
    )
    kept = [
        (before[block.a + step], after[block.b + step])
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    ]
    return OffsetMap(tuple(_changed(old, new, kept)))


def _changed(old: str, new: str, kept: list[tuple[_Span, _Span]]) -> Iterator[Segment]:
    """Give what lies between the kept words wherever it is not the same."""
    end = (len(old), len(old)), (len(new), len(new))
    reached_old = reached_new = 0
    for (old_start, old_end), (new_start, new_end) in [*kept, end]:
        lost, put = old[reached_old:old_start], new[reached_new:new_start]
        if lost != put:
            yield _trimmed(lost, put, reached_old)
        reached_old, reached_new = old_end, new_end


def _trimmed(lost: str, put: str, start: int) -> Segment:
    """Leave out what both begin and end with."""
    most = min(len(lost), len(put))
    same = next((n for n in range(most) if lost[n] != put[n]), most)
    most -= same
    tail = next((n for n in range(most) if lost[-1 - n] != put[-1 - n]), most)
    return Segment(start + same, start + len(lost) - tail, len(put) - same - tail)
