"""Reading the words of a file somebody brought. Its content is believed, not its name.

`read_document` returns all its words; `read_conversation` returns who says what, and when if
the file tells. Either reads the file whole or refuses it, naming the place and the reason.
"""

from ecotone.foundation.documents.conversations import (
    SpokenConversation,
    SpokenTurn,
    SpokenWords,
)
from ecotone.foundation.documents.reading import (
    ENDINGS,
    is_timed,
    read_conversation,
    read_document,
    read_speech,
)
from ecotone.foundation.documents.refusing import DocumentRefused, NobodyNamed
from ecotone.foundation.documents.sizes import MOST_BYTES
from ecotone.foundation.documents.speakers import turns_in_text

__all__ = [
    "ENDINGS",
    "MOST_BYTES",
    "DocumentRefused",
    "NobodyNamed",
    "SpokenConversation",
    "SpokenTurn",
    "SpokenWords",
    "is_timed",
    "read_conversation",
    "read_document",
    "read_speech",
    "turns_in_text",
]
