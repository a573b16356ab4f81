"""What people said and how far they have come."""

from ecotone.listening.queries.fairness import (
    Note,
    fairness_of,
    notes_in,
    talks_to_check,
    unconfirmed_notes,
    verbatim_revisions,
)
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
    "Note",
    "Questionnaire",
    "ReadableAnswer",
    "answers_in",
    "conversations_in",
    "count_heard",
    "current_instrument",
    "fairness_of",
    "hearing_rows",
    "may_be_asked",
    "newest_revisions",
    "notes_in",
    "questionnaire_in",
    "questionnaire_of",
    "questionnaires_of",
    "readable_revisions",
    "readable_revisions_of",
    "talks_to_check",
    "unconfirmed_notes",
    "verbatim_revisions",
    "written_conversation",
]
