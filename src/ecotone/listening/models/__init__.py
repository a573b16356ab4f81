"""The tables of listening."""

from ecotone.listening.models.conversations import Conversation, Response
from ecotone.listening.models.fairness import NotesReturn, NoteVerdict
from ecotone.listening.models.instruments import Instrument, Question, Wording
from ecotone.listening.models.names import ListedName
from ecotone.listening.models.recordings import Recording
from ecotone.listening.models.searched import SearchedPiece
from ecotone.listening.models.texts import RawText, TextRevision
from ecotone.listening.models.transcripts import Transcript, Turn

__all__ = [
    "Conversation",
    "Instrument",
    "ListedName",
    "NoteVerdict",
    "NotesReturn",
    "Question",
    "RawText",
    "Recording",
    "Response",
    "SearchedPiece",
    "TextRevision",
    "Transcript",
    "Turn",
    "Wording",
]
