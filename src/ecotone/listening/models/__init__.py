"""The tables of listening."""

from ecotone.listening.models.conversations import Conversation, Response
from ecotone.listening.models.instruments import Instrument, Question
from ecotone.listening.models.texts import RawText, TextRevision

__all__ = ["Conversation", "Instrument", "Question", "RawText", "Response", "TextRevision"]
