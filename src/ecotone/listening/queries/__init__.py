"""What people said and how far they have come."""

from ecotone.listening.queries.heard import (
    Heard,
    HearingRow,
    count_heard,
    hearing_rows,
)
from ecotone.listening.queries.questionnaires import (
    AskedQuestion,
    Questionnaire,
    current_instrument,
    may_be_asked,
    questionnaire_in,
    questionnaire_of,
    questionnaires_of,
    written_conversation,
)
from ecotone.listening.queries.readable import (
    ReadableAnswer,
    answers_in,
    conversations_in,
    newest_revisions,
    readable_revisions,
    readable_revisions_of,
)

__all__ = [
    "AskedQuestion",
    "Heard",
    "HearingRow",
    "Questionnaire",
    "ReadableAnswer",
    "answers_in",
    "conversations_in",
    "count_heard",
    "current_instrument",
    "hearing_rows",
    "may_be_asked",
    "newest_revisions",
    "questionnaire_in",
    "questionnaire_of",
    "questionnaires_of",
    "readable_revisions",
    "readable_revisions_of",
    "written_conversation",
]
