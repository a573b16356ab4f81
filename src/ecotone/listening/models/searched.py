"""The words of every text, by which texts are searched. Derived, and never read as words."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler

from ecotone.engine.searching import Term
from ecotone.listening.models.texts import TextRevision


class IndexedWordsField(models.TextField[str, str]):
    """Folded words with a blank before, between and after them, and an index of them.

    The index is the database's own: an FTS5 table that triggers keep on SQLite, a GIN index
    on PostgreSQL. Migration 0015 makes either; see decision 20.
    """


@IndexedWordsField.register_lookup
class HoldsEveryWord(Lookup[Any]):
    """True where every word of some terms stands, asked of the index.

    Whether the words of a phrase stand side by side is another question.
    """

    lookup_name = "holds"
    prepare_rhs = False

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[Any]]:
        words, params = self.process_lhs(compiler, connection)
        row = words.replace('"words"', '"id"')
        found = "SELECT rowid FROM listening_words_index WHERE listening_words_index MATCH %s"
        return f"{row} IN ({found})", [*params, _for_fts5(self.rhs)]

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[Any]]:
        words, params = self.process_lhs(compiler, connection)
        indexed = f"array_to_tsvector(string_to_array(btrim({words}), ' '))"
        return f"{indexed} @@ CAST(%s AS tsquery)", [*params, _for_tsquery(self.rhs)]


def _for_fts5(terms: Iterable[Term]) -> str:
    """Quote each word, so that no word is ever an operator."""
    return " ".join(f'"{word}"{"*" if begins else ""}' for word, begins in _words(terms))


def _for_tsquery(terms: Iterable[Term]) -> str:
    return " & ".join(f"'{word}'{':*' if begins else ''}" for word, begins in _words(terms))


def _words(terms: Iterable[Term]) -> list[tuple[str, bool]]:
    return [
        (word, term.is_prefix and place == len(term.words))
        for term in terms
        for place, word in enumerate(term.words, 1)
    ]


class SearchedPiece(models.Model):
    """A paragraph of a text, or part of a long one, with its words folded."""

    revision = models.ForeignKey(TextRevision, on_delete=models.CASCADE, related_name="pieces")
    paragraph = models.PositiveIntegerField(help_text="where its paragraph begins")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = IndexedWordsField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="piece_once", fields=("revision", "start")),
        )

    def __str__(self) -> str:
        return f"[{self.start}, {self.end}) of text {self.revision_id}"
