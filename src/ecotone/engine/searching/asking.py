"""What somebody typed, read as words, phrases and beginnings of words."""

import re
from dataclasses import dataclass

from ecotone.engine.kernel import InputError
from ecotone.engine.searching.pieces import indexed_words

__all__ = ["MOST_CHARACTERS", "Term", "Wanted", "wanted"]

MOST_CHARACTERS = 200
_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'))
_TERM = re.compile(r'"(?P<phrase>[^"]*)"?(?P<more>\*?)|(?P<bare>[^\s"]+)')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side; of the last one only the beginning when `is_prefix`."""

    words: tuple[str, ...]
    is_prefix: bool = False

    @property
    def string(self) -> str:
        """What to look for in the words of a piece, which have blanks around them."""
        joined = f" {' '.join(self.words)}"
        return joined if self.is_prefix else f"{joined} "


@dataclass(frozen=True, slots=True)
class Wanted:
    """Everything that has to stand in one piece of a text; at least one term."""

    terms: tuple[Term, ...]
    has_open_quote: bool = False


def wanted(typed: str) -> Wanted:
    """Read what was typed: bare words, a "phrase", and beginni* of words.

    All of them are wanted. Anything else typed is punctuation, the signs of query languages
    too. A quotation mark nobody closed is read as closed at the end. A bare word that is two
    words to us, such as `don't` or `co-op`, is a phrase.

    Raises `InputError` where there is no word in it, or more than `MOST_CHARACTERS`.

    >>> wanted('Co-op "each OTHER" mark*').terms[1:]
    (Term(words=('each', 'other'), is_prefix=False), Term(words=('mark',), is_prefix=True))
    """
    if len(typed) > MOST_CHARACTERS:
        raise InputError(f"A search has at most {MOST_CHARACTERS} characters.")
    plain = typed.translate(_QUOTES)
    terms = dict.fromkeys(filter(None, map(_term, _TERM.finditer(plain))))
    if not terms:
        raise InputError("There is no word in it.")
    return Wanted(tuple(terms), has_open_quote=plain.count('"') % 2 == 1)


def _term(found: re.Match[str]) -> Term | None:
    phrase, bare = found["phrase"], found["bare"]
    words = indexed_words(bare if phrase is None else phrase)
    is_prefix = bool(found["more"]) or bool(bare and bare.endswith("*"))
    return Term(words, is_prefix) if words else None
