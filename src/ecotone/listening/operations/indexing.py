"""What keeps the index of words in step with the texts. It is derived, and may be lost."""

from collections.abc import Iterable, Iterator

from django.db import connection, transaction

from ecotone.engine.searching import pieces_of
from ecotone.listening.models import SearchedPiece, TextRevision

TEXTS_AT_ONCE = 200


def index_texts(revisions: Iterable[TextRevision]) -> None:
    """Let texts be found by their words: part of making a text, in the same transaction."""
    pieces = (piece for revision in revisions for piece in _pieces(revision))
    SearchedPiece.objects.bulk_create(pieces, batch_size=TEXTS_AT_ONCE)


def leave_no_trace() -> None:
    """Take words out of the index of which no text is left.

    FTS5 only strikes a word out when its row goes, and drops it when the index is merged
    next. PostgreSQL does it when it vacuums, with the row itself.
    """
    if connection.vendor == "sqlite":
        _tell_index("optimize")


@transaction.atomic
def index_anew() -> int:
    """Throw the index away and make it again from the texts; say how many texts there are."""
    SearchedPiece.objects.all().delete()
    if connection.vendor == "sqlite":
        _tell_index("rebuild")
    number = index_missing()
    leave_no_trace()
    return number


@transaction.atomic
def index_missing() -> int:
    """Index the texts that nothing is known of, and say how many there were."""
    without = TextRevision.objects.exclude(text="").filter(pieces__isnull=True)
    keys = list(without.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(keys), TEXTS_AT_ONCE):
        index_texts(TextRevision.objects.filter(pk__in=keys[first : first + TEXTS_AT_ONCE]))
    return len(keys)


def _pieces(revision: TextRevision) -> Iterator[SearchedPiece]:
    for piece in pieces_of(revision.text):
        yield SearchedPiece(
            revision=revision,
            paragraph=piece.paragraph,
            start=piece.start,
            end=piece.end,
            words=piece.words,
        )


def _tell_index(command: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO listening_words_index(listening_words_index) VALUES (%s)", [command]
        )
