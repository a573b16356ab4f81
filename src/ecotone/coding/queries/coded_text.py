"""One conversation laid out for paper: brackets around what is coded, numbered notes beside it.

On paper colour may be missing and lanes cannot be followed with a pointer, so each passage has
a number at both its ends and one note with the same number.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

from ecotone.coding.choices import Layer, Pole, Target
from ecotone.coding.models import Coding, Statement
from ecotone.coding.queries.passages import counted_codings
from ecotone.coding.queries.quote_list import paths_of
from ecotone.coding.queries.reading import PARAGRAPH
from ecotone.foundation.models import Programme
from ecotone.listening.choices import Mode
from ecotone.listening.models import Conversation, TextRevision
from ecotone.listening.queries import interviewer_spans, readable_revisions

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class NumberedNote:
    """One code on one passage, with everybody who put it there."""

    number: int
    start: int
    end: int
    path: tuple[str, ...]
    definition: str
    pole: Pole
    target: Target
    coders: tuple[str, ...]
    is_settled: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and the numbers of the passages that begin before and end after it."""

    text: str
    opens: tuple[int, ...]
    closes: tuple[int, ...]
    is_coded: bool


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    number: int
    is_asked: bool
    pieces: tuple[Piece, ...]
    notes: tuple[NumberedNote, ...]


@dataclass(frozen=True, slots=True)
class PrintedAnswer:
    """One answer, under its question when it has one."""

    number: int | None
    question: str
    paragraphs: tuple[PrintedParagraph, ...]


def printed_answers(programme: Programme, conversation: Conversation) -> list[PrintedAnswer]:
    """Lay out what may be read now with the codings that count as evidence.

    What is coded blind and not revealed yet is left out for everybody, its coder included: a
    file goes from hand to hand.
    """
    revisions = (
        readable_revisions(programme)
        .filter(response__conversation=conversation)
        .select_related("response__question")
        .order_by("response__question__number", "pk")
    )
    asked: Mapping[int, Spans] = {}
    if conversation.mode == Mode.TRANSCRIPT:
        asked = interviewer_spans(revisions)
    paragraphs, notes = count(1), count(1)
    said = _agreeing(programme, conversation)
    paths = paths_of(programme)
    return [
        PrintedAnswer(
            *_question_of(revision, conversation),
            tuple(
                _paragraphs(
                    revision.text,
                    _numbered(said.get(revision.pk, {}), paths, notes),
                    asked.get(revision.pk, ()),
                    paragraphs,
                )
            ),
        )
        for revision in revisions
    ]


def _question_of(revision: TextRevision, conversation: Conversation) -> tuple[int | None, str]:
    question = revision.response.question
    if question is None:
        return None, ""
    return question.number, question.put_to(conversation.participant).text


def _agreeing(
    programme: Programme, conversation: Conversation
) -> dict[int, dict[Statement, list[Coding]]]:
    """Gather the codings that say the same of the same words, by text."""
    codings = counted_codings(programme).filter(revision__response__conversation=conversation)
    said: dict[int, dict[Statement, list[Coding]]] = defaultdict(lambda: defaultdict(list))
    for coding in codings.select_related("coder", "code").order_by(
        "start", "-end", "code__key", "pk"
    ):
        said[coding.revision_id][coding.statement].append(coding)
    return said


def _numbered(
    said: Mapping[Statement, Sequence[Coding]],
    paths: Mapping[int, tuple[str, ...]],
    numbers: Iterator[int],
) -> list[NumberedNote]:
    return [
        NumberedNote(
            number=next(numbers),
            start=codings[0].start,
            end=codings[0].end,
            path=paths[codings[0].code_id],
            definition=codings[0].code.definition,
            pole=Pole(codings[0].pole),
            target=Target(codings[0].target),
            coders=tuple(sorted({coding.coder.initials for coding in codings})),
            is_settled=any(coding.layer == Layer.SETTLED for coding in codings),
        )
        for codings in said.values()
    ]


def _paragraphs(
    text: str, notes: Sequence[NumberedNote], asked: Spans, numbers: Iterator[int]
) -> Iterator[PrintedParagraph]:
    for found in PARAGRAPH.finditer(text):
        start, end = found.span()
        here = [note for note in notes if note.start < end and start < note.end]
        yield PrintedParagraph(
            number=next(numbers),
            is_asked=any(first <= start < last for first, last in asked),
            pieces=tuple(_pieces(text, start, end, here)),
            notes=tuple(note for note in here if note.start >= start),
        )


def _pieces(text: str, start: int, end: int, notes: Iterable[NumberedNote]) -> Iterator[Piece]:
    """Cut a paragraph where passages begin and end. One that goes on is closed further down."""
    here = list(notes)
    inner = {bound for note in here for bound in (note.start, note.end) if start < bound < end}
    for first, last in pairwise([start, *sorted(inner), end]):
        yield Piece(
            text[first:last],
            opens=tuple(note.number for note in here if note.start == first),
            closes=tuple(note.number for note in reversed(here) if note.end == last),
            is_coded=any(note.start < last and first < note.end for note in here),
        )
