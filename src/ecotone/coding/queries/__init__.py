"""What coding can tell: the codebook, passages behind claims, texts laid out to read."""

from ecotone.coding.queries.codebook import (
    CodeEntry,
    Family,
    codebook,
    families_of,
)
from ecotone.coding.queries.history import undoable_steps, undone_steps
from ecotone.coding.queries.institution import (
    InstitutionalAction,
    institutional_actions,
)
from ecotone.coding.queries.passages import (
    BehindCode,
    Passage,
    behind_code,
    codings_behind,
    counted_codings,
    matching_codings,
    matching_passages,
    passages,
    passages_beside,
    readable_codings,
)
from ecotone.coding.queries.placing import CodingToPlace, coding_to_place, codings_to_place
from ecotone.coding.queries.quotes import (
    Quote,
    SpeakersQuotes,
    by_speaker,
    chosen_among,
    codings_for_print,
    publishable_quotes,
    quotes_meant_for_print,
    quotes_of,
)
from ecotone.coding.queries.reading import (
    Answer,
    Note,
    Paragraph,
    Run,
    Sentence,
    answers_of,
    readable_conversation,
)
from ecotone.coding.queries.texts import (
    Shelf,
    TextProgress,
    progress_of,
    texts_around,
    texts_to_code,
)

__all__ = [
    "Answer",
    "BehindCode",
    "CodeEntry",
    "CodingToPlace",
    "Family",
    "InstitutionalAction",
    "Note",
    "Paragraph",
    "Passage",
    "Quote",
    "Run",
    "Sentence",
    "Shelf",
    "SpeakersQuotes",
    "TextProgress",
    "answers_of",
    "behind_code",
    "by_speaker",
    "chosen_among",
    "codebook",
    "coding_to_place",
    "codings_behind",
    "codings_for_print",
    "codings_to_place",
    "counted_codings",
    "families_of",
    "institutional_actions",
    "matching_codings",
    "matching_passages",
    "passages",
    "passages_beside",
    "progress_of",
    "publishable_quotes",
    "quotes_meant_for_print",
    "quotes_of",
    "readable_codings",
    "readable_conversation",
    "texts_around",
    "texts_to_code",
    "undoable_steps",
    "undone_steps",
]
