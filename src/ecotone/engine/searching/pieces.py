"""Cutting a text into the pieces that are looked through, each a paragraph or part of one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ecotone.engine.kernel.words import Word, words_of

__all__ = ["LONGEST_WORD", "MOST_WORDS", "Piece", "indexed_key", "indexed_words", "pieces_of"]

MOST_WORDS = 200
LONGEST_WORD = 64
_PARAGRAPH = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?…]")


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch [start, end) of a text, counted in code points.

    `paragraph` is where its paragraph begins; `words` are its words, folded, with one blank
    before, between and after them, so that a phrase can be looked for as a plain string.
    """

    paragraph: int
    start: int
    end: int
    words: str


def pieces_of(text: str) -> Iterator[Piece]:
    r"""Cut a text at its line breaks, and long paragraphs after about `MOST_WORDS` words.

    A long paragraph is cut where a sentence ends, if one does, so that a phrase is rarely
    torn. Joined, the pieces of a paragraph are the paragraph. Linear in the length of the
    text; lines without a word make no piece.

    >>> [(piece.start, piece.words) for piece in pieces_of("Ça va?\n\nNo - 2 groups.")]
    [(0, ' ca va '), (8, ' no 2 groups ')]
    """
    for paragraph in _PARAGRAPH.finditer(text):
        begins, reached, first = paragraph.start(), paragraph.start(), 0
        words = list(words_of(paragraph.group()))
        while first < len(words):
            taken = _taken_from(words[first : first + MOST_WORDS + 1], paragraph.group())
            first += len(taken)
            end = begins + words[first].start if first < len(words) else paragraph.end()
            yield Piece(begins, reached, end, _joined(taken))
            reached = end


def indexed_words(text: str) -> tuple[str, ...]:
    """Return the words of a text as an index holds them: folded, and none overlong.

    >>> indexed_words("Llŷr's GROUP")
    ('llyr', 's', 'group')
    """
    return tuple(key for word in words_of(text) if (key := indexed_key(word)))


def indexed_key(word: Word) -> str:
    """Return letters and digits alone: the index takes anything else for a gap."""
    return word.key.replace("_", "")[:LONGEST_WORD]


def _joined(words: list[Word]) -> str:
    return f" {' '.join(filter(None, map(indexed_key, words)))} "


def _taken_from(words: list[Word], paragraph: str) -> list[Word]:
    """Take all, or as many as end with a sentence in the second half of what is allowed."""
    if len(words) <= MOST_WORDS:
        return words
    for number in range(MOST_WORDS, MOST_WORDS // 2, -1):
        between = paragraph[words[number - 1].end : words[number].start]
        if _SENTENCE_END.search(between):
            return words[:number]
    return words[:MOST_WORDS]
