"""Finding words in texts: what was asked for, where a text holds it, and the words around.

A text is cut into pieces with :func:`pieces_of`; :func:`wanted` reads what somebody typed;
:func:`places_of` says where a text holds it, and :func:`in_context` shows each place between
a few words. Case and diacritics never count.
"""

from ecotone.engine.searching.asking import MOST_CHARACTERS, Term, Wanted, wanted
from ecotone.engine.searching.finding import Excerpt, in_context, places_of
from ecotone.engine.searching.pieces import Piece, indexed_words, pieces_of

__all__ = [
    "MOST_CHARACTERS",
    "Excerpt",
    "Piece",
    "Term",
    "Wanted",
    "in_context",
    "indexed_words",
    "pieces_of",
    "places_of",
    "wanted",
]
