"""Which reader reads which file, told by the ending and then checked against the content."""

import re
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from ecotone.foundation.documents.conversations import SpokenConversation
from ecotone.foundation.documents.cues import conversation_in_srt, conversation_in_vtt
from ecotone.foundation.documents.open_document import open_document_text
from ecotone.foundation.documents.packages import holds_programs
from ecotone.foundation.documents.pdf import pdf_text
from ecotone.foundation.documents.plain import plain_text
from ecotone.foundation.documents.refusing import DocumentRefused, NobodyNamed
from ecotone.foundation.documents.sizes import MEGABYTE, MOST_BYTES
from ecotone.foundation.documents.speakers import turns_in_text
from ecotone.foundation.documents.word import word_text

TEXTS: Mapping[str, Callable[[bytes, str], str]] = {
    "txt": plain_text,
    "docx": word_text,
    "odt": open_document_text,
    "pdf": pdf_text,
}
TIMED: Mapping[str, Callable[[bytes, str], SpokenConversation]] = {
    "vtt": conversation_in_vtt,
    "srt": conversation_in_srt,
}
ENDINGS = (*TEXTS, *TIMED)
WITH_PROGRAMS = frozenset({"docm", "dotm"})
# Each line is looked at alone: a gap of many empty lines would else be read again from each.
PAGE_NUMBER = re.compile(
    r"(?mi)^[ \t]*(?:page[ \t]+)?\d{1,4}(?:[ \t]*(?:of|/)[ \t]*\d{1,4})?[ \t]*$\n*"
)


def read_document(content: bytes, *, file_name: str) -> str:
    """Return the words of a document, a line for each paragraph.

    Raises
    ------
    DocumentRefused
        When the file is too large, is not what its name says, or holds no words.
    """
    ending = _checked_ending(content, file_name)
    if ending in TIMED:
        conversation = _with_words(TIMED[ending](content, file_name), file_name)
        return "\n".join(turn.text for turn in conversation.turns)
    text = TEXTS[ending](content, file_name)
    if not text.strip():
        raise _no_words(file_name)
    return text


def read_conversation(content: bytes, *, file_name: str) -> SpokenConversation:
    """Return who says what in a file, in turns.

    Raises
    ------
    NobodyNamed
        When nothing in it says who speaks.
    DocumentRefused
        When the file is too large, is not what its name says, or its cues overlap.
    """
    conversation = read_speech(content, file_name=file_name)
    if not conversation.names_somebody:
        is_timed = _ending(file_name) in TIMED
        raise NobodyNamed(file_name, place=_("cue 1") if is_timed else _("line 1"))
    return conversation


def read_speech(content: bytes, *, file_name: str) -> SpokenConversation:
    """Return who says what, also where nobody is named: then all of it has an empty label."""
    ending = _checked_ending(content, file_name)
    if ending in TIMED:
        return _with_words(TIMED[ending](content, file_name), file_name)
    text = TEXTS[ending](content, file_name)
    # In a PDF the ends of lines are those of the paper, and its pages are numbered.
    turns = (
        turns_in_text(PAGE_NUMBER.sub("", text), between_lines=" ")
        if ending == "pdf"
        else turns_in_text(text)
    )
    return _with_words(SpokenConversation(turns), file_name)


def is_timed(file_name: str) -> bool:
    return _ending(file_name) in TIMED


def _ending(file_name: str) -> str:
    return file_name.lower().rpartition(".")[2]


def _checked_ending(content: bytes, file_name: str) -> str:
    ending = _ending(file_name)
    if ending in WITH_PROGRAMS:
        raise holds_programs(file_name)
    if ending not in ENDINGS:
        raise DocumentRefused(
            _("%(file)s is none of the kinds that can be read: .%(endings)s.")
            % {"file": file_name, "endings": ", .".join(ENDINGS)},
            remedy=_("Save it as one of them, or paste its words."),
        )
    if len(content) > MOST_BYTES:
        raise DocumentRefused(
            _("%(file)s is larger than %(most)s MB.")
            % {"file": file_name, "most": MOST_BYTES // MEGABYTE},
            remedy=_("Save only its text, without pictures, as .txt or .docx."),
        )
    return ending


def _with_words(conversation: SpokenConversation, file_name: str) -> SpokenConversation:
    if not conversation.turns:
        raise _no_words(file_name)
    return conversation


def _no_words(file_name: str) -> DocumentRefused:
    return DocumentRefused(
        _("There are no words in %(file)s.") % {"file": file_name},
        remedy=_("Check that it is the right file. Pictures of text cannot be read."),
    )
