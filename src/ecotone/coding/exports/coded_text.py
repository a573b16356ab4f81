"""A coded text as a sheet of paper says it: one wording, whatever the file it goes into."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ecotone.coding.exports.tables import BETWEEN_CODES
from ecotone.coding.queries.coded_text import NumberedNote, Piece, PrintedAnswer
from ecotone.listening.models import Conversation


@dataclass(frozen=True, slots=True)
class SheetNote:
    number: int
    name: str
    says: str


@dataclass(frozen=True, slots=True)
class SheetCode:
    """One code of the key at the end: where it stands in the codebook, and what it means."""

    path: str
    definition: str


@dataclass(frozen=True, slots=True)
class SheetParagraph:
    number: int
    is_asked: bool
    pieces: tuple[Piece, ...]
    notes: tuple[SheetNote, ...]


@dataclass(frozen=True, slots=True)
class SheetAnswer:
    question: str
    paragraphs: tuple[SheetParagraph, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that stands on the paper, in the words that stand there."""

    title: str
    facts: tuple[str, ...]
    warnings: tuple[str, ...]
    how_to_read: str
    interviewer: str
    answers: tuple[SheetAnswer, ...]
    key_title: str
    key: tuple[SheetCode, ...]
    is_verbatim: bool


def sheet_of(
    conversation: Conversation,
    answers: Iterable[PrintedAnswer],
    *,
    may_be_quoted: bool,
    at: datetime,
) -> Sheet:
    listed = list(answers)
    speaker = conversation.participant
    return Sheet(
        title=f"{speaker}: {conversation.instrument.get_kind_display()}",
        facts=tuple(
            filter(
                None,
                (
                    speaker.sector.name,
                    speaker.title,
                    str(speaker.programme),
                    _taken_away(at),
                    _coded_by(listed),
                ),
            )
        ),
        warnings=tuple(_warnings(conversation, may_be_quoted=may_be_quoted)),
        how_to_read=_(
            "A passage stands between brackets with its number; the note with the same "
            "number says its code. Words on grey have at least one code."
        ),
        interviewer=_("Interviewer:"),
        answers=tuple(_answer(answer) for answer in listed),
        key_title=_("The codes of this text"),
        key=tuple(_key(listed)),
        is_verbatim=conversation.is_verbatim,
    )


def _taken_away(at: datetime) -> str:
    return _("taken away on %(day)s") % {"day": date_format(at, "j F Y")}


def _notes(answers: Iterable[PrintedAnswer]) -> Iterator[NumberedNote]:
    for answer in answers:
        for paragraph in answer.paragraphs:
            yield from paragraph.notes


def _key(answers: Iterable[PrintedAnswer]) -> Iterator[SheetCode]:
    """Say of each code once where it belongs and what it means, in the codebook's words."""
    codes = {note.path: note.definition for note in _notes(answers)}
    for path in sorted(codes):
        yield SheetCode(BETWEEN_CODES.join(path), codes[path])


def _coded_by(answers: Iterable[PrintedAnswer]) -> str:
    coders = {coder for note in _notes(answers) for coder in note.coders}
    if not coders:
        return _("nothing coded yet")
    return _("coded by %(coders)s") % {"coders": ", ".join(sorted(coders))}


def _warnings(conversation: Conversation, *, may_be_quoted: bool) -> Iterable[str]:
    if not conversation.is_verbatim:
        yield _("These are notes, not the person\u2019s own words: never quote them.")
    elif not may_be_quoted:
        yield _("This person does not let us quote them: read, do not quote.")


def _answer(answer: PrintedAnswer) -> SheetAnswer:
    question = f"{answer.number}. {answer.question}" if answer.number else ""
    return SheetAnswer(
        question,
        tuple(
            SheetParagraph(
                paragraph.number,
                paragraph.is_asked,
                paragraph.pieces,
                tuple(_note(note) for note in paragraph.notes),
            )
            for paragraph in answer.paragraphs
        ),
    )


def _note(note: NumberedNote) -> SheetNote:
    said: list[object] = [note.pole.label]
    if note.target != "self":
        said.append(note.target.label)
    said.append(_("settled") if note.is_settled else ", ".join(note.coders))
    return SheetNote(
        number=note.number,
        name=note.path[-1],
        says=" · ".join(str(part) for part in said),
    )
