"""What changes conversations: asking, writing, sending, bringing a text, forgetting."""

from ecotone.listening.operations.bringing import bring_text, paste_text
from ecotone.listening.operations.forgetting import (
    forget_conversations,
    forget_conversations_for,
)
from ecotone.listening.operations.freezing import MOST_CHARACTERS
from ecotone.listening.operations.instruments import adopt_instruments
from ecotone.listening.operations.writing import (
    Sheet,
    open_conversation,
    save_answer,
    send_answers,
    skip_question,
)

__all__ = [
    "MOST_CHARACTERS",
    "Sheet",
    "adopt_instruments",
    "bring_text",
    "forget_conversations",
    "forget_conversations_for",
    "open_conversation",
    "paste_text",
    "save_answer",
    "send_answers",
    "skip_question",
]
