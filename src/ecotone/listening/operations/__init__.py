"""What changes conversations: asking, writing, sending, bringing a text, forgetting."""

from ecotone.listening.operations.bringing import bring_text, paste_text
from ecotone.listening.operations.fairness import (
    call_fair,
    correct_note,
    put_note_back,
    return_notes,
    take_note_out,
)
from ecotone.listening.operations.followers import Follower, Succession, register_follower
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
from ecotone.listening.operations.names import (
    Judgement,
    hide_names_anew,
    judge_words,
    look_at_raw,
    look_at_words_to_judge,
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
    "Follower",
    "Judgement",
    "Sheet",
    "Succession",
    "adopt_instruments",
    "begin_interview",
    "bring_text",
    "call_fair",
    "correct_note",
    "finish_interview",
    "forget_conversations",
    "hide_names_anew",
    "judge_words",
    "keep_note",
    "look_at_raw",
    "look_at_words_to_judge",
    "mark_skipped",
    "open_conversation",
    "paste_text",
    "put_note_back",
    "register_follower",
    "return_notes",
    "save_answer",
    "send_answers",
    "skip_question",
    "take_note_out",
    "write_up",
]
