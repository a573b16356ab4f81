"""What changes conversations: asking, writing, sending, bringing a text, forgetting."""

from ecotone.listening.operations.bringing import bring_text, paste_text
from ecotone.listening.operations.fairness import (
    call_fair,
    correct_note,
    put_note_back,
    return_notes,
    take_note_out,
)
from ecotone.listening.operations.forgetting import (
    forget_conversations,
)
from ecotone.listening.operations.freezing import MOST_CHARACTERS
from ecotone.listening.operations.instruments import adopt_instruments
from ecotone.listening.operations.interviewing import (
    WRITTEN_UP,
    begin_interview,
    finish_interview,
    keep_note,
    mark_skipped,
    write_up,
)
from ecotone.listening.operations.writing import (
    Sheet,
    open_conversation,
    save_answer,
    send_answers,
    skip_question,
)

__all__ = [
    "MOST_CHARACTERS",
    "WRITTEN_UP",
    "Sheet",
    "adopt_instruments",
    "begin_interview",
    "bring_text",
    "call_fair",
    "correct_note",
    "finish_interview",
    "forget_conversations",
    "keep_note",
    "mark_skipped",
    "open_conversation",
    "paste_text",
    "put_note_back",
    "return_notes",
    "save_answer",
    "send_answers",
    "skip_question",
    "take_note_out",
    "write_up",
]
