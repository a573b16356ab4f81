"""Where people's words hold what is looked for, in texts that may be read now."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Substr

from ecotone.engine.searching import Excerpt, Wanted, in_context, places_of
from ecotone.foundation.models import Programme
from ecotone.listening.models import Conversation, SearchedPiece, TextRevision
from ecotone.listening.queries.readable import readable_revisions
from ecotone.listening.queries.transcripts import interviewer_spans
from ecotone.register.models import Participant

CONVERSATION = "revision__response__conversation"
SPEAKER = f"{CONVERSATION}__participant"


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage that holds what was looked for, and where it stands.

    `paragraph` is where its paragraph begins in the text. What an interviewer says in it is
    nobody's answer.
    """

    conversation: Conversation
    question_number: int | None
    revision_id: int
    paragraph: int
    excerpt: Excerpt
    is_asked: bool

    @property
    def words(self) -> str:
        return "".join(words for words, _is_found in self.excerpt.runs)

    @property
    def participant(self) -> Participant:
        return self.conversation.participant


def pieces_holding(wanted: Wanted, programme: Programme) -> QuerySet[SearchedPiece]:
    """Keep the pieces that hold every term, by sector, speaker and place.

    Consent is asked here, every time: the index knows nothing of it.
    """
    readable = readable_revisions(programme).order_by().values("pk")
    found = SearchedPiece.objects.filter(revision__in=readable, words__holds=wanted.terms)
    for term in wanted.terms:
        if len(term.words) > 1:
            found = found.filter(words__contains=term.string)
    return found.order_by(
        f"{SPEAKER}__sector__position",
        f"{SPEAKER}__pseudonym",
        CONVERSATION,
        "revision__response__question__number",
        "start",
        "pk",
    )


def count_people_in(pieces: QuerySet[SearchedPiece]) -> int:
    counted = pieces.order_by().aggregate(people=Count(SPEAKER, distinct=True))
    return int(counted["people"])


def passages_found(
    pieces: QuerySet[SearchedPiece], wanted: Wanted, keys: Iterable[int]
) -> list[FoundPassage]:
    """Show some of the pieces between the words around them, in three queries at most.

    The database cuts the pieces out, so no whole text travels for a few words of it.
    """
    words = Substr("revision__text", F("start") + 1, F("end") - F("start"))
    rows = (
        pieces.filter(pk__in=list(keys))
        .select_related(
            f"{SPEAKER}__sector",
            f"{CONVERSATION}__instrument",
            "revision__response__question",
        )
        .defer("words", "revision__text", "revision__response__draft")
        .annotate(text=words)
    )
    found = list(rows)
    of_these = TextRevision.objects.filter(pk__in={piece.revision_id for piece in found})
    asked = interviewer_spans(of_these)
    return [
        _found(piece, piece.text, wanted, asked.get(piece.revision_id, ())) for piece in found
    ]


def _found(
    piece: SearchedPiece, text: str, wanted: Wanted, asked: Iterable[tuple[int, int]]
) -> FoundPassage:
    response = piece.revision.response
    return FoundPassage(
        conversation=response.conversation,
        question_number=response.question.number if response.question else None,
        revision_id=piece.revision_id,
        paragraph=piece.paragraph,
        excerpt=in_context(text, places_of(wanted, text)),
        is_asked=any(start <= piece.paragraph < end for start, end in asked),
    )
