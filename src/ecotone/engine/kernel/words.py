"""Cutting a text into words, and what makes two spellings the same word."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["APOSTROPHES", "HYPHENS", "Word", "begins_sentence", "folded", "key_of", "words_of"]

APOSTROPHES = "'\u2019\u2018\u02bc`\u00b4"
HYPHENS = "\\-\u2010\u2011"
_WORD = re.compile(
    r"[^\W_](?:[\w\u0300-\u036f\u00ad\u200b-\u200d\u2060]*[^\W_\u00ad])?[\u0300-\u036f]*"
)
OPENING = '"\u201c\u2018\u00ab'
_BETWEEN = rf"[\s{OPENING}{APOSTROPHES}\u201d\u00bb(\[*\u2013\u2014-]*"
_SENTENCE_ENDS = re.compile(rf"(?:^|[.!?…:;•\n\r]){_BETWEEN}\Z|[{OPENING}]\Z")
_TITLE_OR_INITIAL = re.compile(
    r"\b(?:mr|mrs|ms|miss|dr|prof|st|rev|[^\W\d_])\.\s*\Z", re.IGNORECASE
)
_LOOK_BACK = 24
_SPECIAL = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "\u0131": "i"}
)


class Word(NamedTuple):
    """One run of letters and digits, its place, and the key all its spellings share.

    A tuple: a text has a great many words, and these are made three times as fast.
    """

    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        return folded(self.text)

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper() or self.text[0].istitle()


def folded(word: str) -> str:
    """Return the word without case, diacritics and invisible characters.

    >>> folded("Llŷr"), folded("ÅSA"), folded("Straße")
    ('llyr', 'asa', 'strasse')
    """
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.casefold().translate(_SPECIAL))
    return "".join(letter for letter in apart if letter.isalnum())


def words_of(text: str) -> Iterator[Word]:
    """Cut at everything that is no letter and no digit: also at apostrophes and hyphens.

    >>> [word.text for word in words_of("O'Neill's co-op, 2nd floor")]
    ['O', 'Neill', 's', 'co', 'op', '2nd', 'floor']
    """
    for found in _WORD.finditer(text):
        yield Word(found.group(), *found.span())


def key_of(name: str) -> str:
    """Return what all spellings of a name share: its folded words.

    >>> key_of("Stoke-on-Trent"), key_of("D'Arcy"), key_of("LLŶR")
    ('stoke on trent', 'd arcy', 'llyr')
    """
    return folded(name) if name.isalnum() else " ".join(word.key for word in words_of(name))


def begins_sentence(text: str, start: int) -> bool:
    """Say whether a capital here may be owed to the beginning of a sentence or a line.

    >>> said = "Mr. Hall came. Hope did not."
    >>> begins_sentence(said, 4), begins_sentence(said, 15)
    (False, True)
    """
    before = text[max(0, start - _LOOK_BACK) : start]
    if _TITLE_OR_INITIAL.search(before):
        return False
    return (not before.strip() and start <= len(before)) or bool(_SENTENCE_ENDS.search(before))
