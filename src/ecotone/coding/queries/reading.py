"""A text laid out to be read: paragraphs cut where codings begin and end, notes beside them.

Every position is counted in Unicode code points from the start of the answer, as stored.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ecotone.coding.choices import Pole, Target
from ecotone.coding.models import Coding, CodingQuerySet, Statement
from ecotone.coding.queries.codebook import CodeEntry
from ecotone.coding.queries.page_codings import is_own, voice_of
from ecotone.coding.queries.passages import readable_codings
from ecotone.foundation.models import Programme, User
from ecotone.listening.choices import Mode
from ecotone.listening.models import Conversation, TextRevision
from ecotone.listening.queries import interviewer_spans, readable_revisions
from ecotone.register.models import Participant

PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
# A run of full stops is tried from its first one only, or a line of dots takes hours.
SENTENCE = re.compile(
    r"\S.*?(?:(?<![.!?…])[.!?…]++[\"'\u201d\u2019)\]]*+(?=\s|$)|$)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Note:
    """One code on one span, with everybody who put it there."""

    coding_ids: tuple[int, ...]
    first_key: str
    entry: CodeEntry
    pole: Pole
    target: Target
    start: int
    end: int
    words: str
    coders: tuple[str, ...]
    own_key: str

    @property
    def key(self) -> int:
        return self.coding_ids[0]

    def covers(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text to which the same notes apply throughout."""

    text: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One numbered paragraph, and the notes that begin in it; an interviewer's has none."""

    number: int
    start: int
    runs: tuple[Run, ...]
    sentences: tuple[Sentence, ...]
    notes: tuple[Note, ...]
    is_asked: bool = False

    @property
    def sentence_bounds(self) -> str:
        """Give the bounds of each sentence within the paragraph, for the keys that step."""
        bounds = ((span.start - self.start, span.end - self.start) for span in self.sentences)
        return " ".join(f"{start} {end}" for start, end in bounds)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, under its question when it has one."""

    revision: TextRevision
    number: int | None
    question: str
    paragraphs: tuple[Paragraph, ...]
    codings: tuple[Coding, ...] = ()

    @property
    def sentences(self) -> list[Sentence]:
        said = (paragraph for paragraph in self.paragraphs if not paragraph.is_asked)
        return [span for paragraph in said for span in paragraph.sentences]

    @property
    def notes(self) -> list[Note]:
        return [note for paragraph in self.paragraphs for note in paragraph.notes]


def readable_conversation(programme: Programme, conversation_id: int) -> Conversation | None:
    """Return a conversation with at least one answer that may be read now."""
    readable = readable_revisions(programme).filter(response__conversation=conversation_id)
    found = Conversation.objects.filter(pk__in=readable.values("response__conversation"))
    return found.select_related(
        "instrument", "participant__sector", "participant__organisation"
    ).first()


def answers_of(
    conversation: Conversation,
    entries: Sequence[CodeEntry],
    *,
    programme: Programme,
    reader: User,
    only_own: bool = False,
) -> list[Answer]:
    """Lay out one conversation with everybody's codings, or with the reader's own alone."""
    revisions = (
        readable_revisions(programme)
        .filter(response__conversation=conversation)
        .select_related("response__question")
        .order_by("response__question__number", "pk")
    )
    codings = readable_codings(programme, reader).filter(revision__in=revisions.values("pk"))
    if only_own:
        codings = codings.filter(coder=reader)
    notes = _notes_by_revision(codings.prefetch_related("coder"), entries, reader)
    answers = _answers(revisions, notes, conversation.participant)
    if conversation.mode != Mode.TRANSCRIPT:
        return list(answers)
    asked = interviewer_spans(revisions)
    return [_with_asked_marked(answer, asked) for answer in answers]


def _with_asked_marked(
    answer: Answer, asked: Mapping[int, Sequence[tuple[int, int]]]
) -> Answer:
    """Mark the paragraphs an interviewer speaks; turns never share a paragraph."""
    starts = [start for start, _end in asked.get(answer.revision.pk, [])]
    if not starts:
        return answer
    ends = [end for _start, end in asked[answer.revision.pk]]
    return replace(
        answer,
        paragraphs=tuple(
            replace(paragraph, is_asked=_lies_in(paragraph.start, starts, ends))
            for paragraph in answer.paragraphs
        ),
    )


def _lies_in(place: int, starts: Sequence[int], ends: Sequence[int]) -> bool:
    before = bisect_right(starts, place) - 1
    return before >= 0 and place < ends[before]


def _answers(
    revisions: Iterable[TextRevision],
    notes: Mapping[int, list["_Placed"]],
    participant: Participant,
) -> Iterator[Answer]:
    number = 1
    for revision in revisions:
        question = revision.response.question
        placed = notes.get(revision.pk, [])
        beside = [each.on(revision) for each in placed]
        paragraphs = tuple(paragraphs_of(revision.text, beside, first_number=number))
        number += len(paragraphs)
        yield Answer(
            revision=revision,
            number=question.number if question else None,
            question=question.put_to(participant).text if question else "",
            paragraphs=paragraphs,
            codings=tuple(coding for each in placed for coding in each.codings),
        )


def paragraphs_of(
    text: str, notes: Sequence[Note], *, first_number: int = 1
) -> Iterator[Paragraph]:
    """Cut a text at its line breaks and at the bounds of its notes."""
    spans = [found.span() for found in PARAGRAPH.finditer(text)]
    beside = _by_paragraph(spans, notes)
    for place, (start, end) in enumerate(spans):
        here = beside[place]
        yield Paragraph(
            number=first_number + place,
            start=start,
            runs=tuple(_runs(text, start, end, here)),
            sentences=tuple(_sentences(text[start:end], start)),
            notes=tuple(note for note in here if start <= note.start),
        )


def _by_paragraph(
    spans: Sequence[tuple[int, int]], notes: Iterable[Note]
) -> defaultdict[int, list[Note]]:
    """Give each paragraph its notes without trying every note on every paragraph."""
    ends = [end for _start, end in spans]
    beside: defaultdict[int, list[Note]] = defaultdict(list)
    for note in notes:
        place = bisect_right(ends, note.start)
        while place < len(spans) and spans[place][0] < note.end:
            beside[place].append(note)
            place += 1
    return beside


def _runs(text: str, start: int, end: int, here: Sequence[Note]) -> Iterator[Run]:
    inner = {bound for note in here for bound in (note.start, note.end) if start < bound < end}
    bounds = [start, *sorted(inner), end]
    for first, last in pairwise(bounds):
        yield Run(text[first:last], tuple(note for note in here if note.covers(first, last)))


def _sentences(paragraph: str, offset: int) -> Iterator[Sentence]:
    for found in SENTENCE.finditer(paragraph):
        words = found.group().rstrip()
        start = offset + found.start()
        yield Sentence(start, start + len(words), words)


@dataclass(frozen=True, slots=True)
class _Placed:
    """The codings that agree on a span, a code, a pole and a target."""

    codings: tuple[Coding, ...]
    entry: CodeEntry
    reader: User

    def on(self, revision: TextRevision) -> Note:
        first = self.codings[0]
        own = [coding for coding in self.codings if is_own(coding, self.reader)]
        return Note(
            coding_ids=tuple(coding.pk for coding in self.codings),
            first_key=str(first.key),
            entry=self.entry,
            pole=Pole(first.pole),
            target=Target(first.target),
            start=first.start,
            end=first.end,
            words=revision.passage(first.start, first.end),
            coders=tuple(sorted({voice_of(coding) for coding in self.codings})),
            own_key=str(own[0].key) if own else "",
        )


def _notes_by_revision(
    codings: CodingQuerySet, entries: Iterable[CodeEntry], reader: User
) -> dict[int, list[_Placed]]:
    entry_of = {entry.code.pk: entry for entry in entries}
    agreeing: dict[Statement, list[Coding]] = defaultdict(list)
    for coding in codings.order_by("pk"):
        agreeing[coding.statement].append(coding)
    placed: dict[int, list[_Placed]] = defaultdict(list)
    for statement in sorted(agreeing):
        revision, _start, _end, code, *_rest = statement
        placed[revision].append(_Placed(tuple(agreeing[statement]), entry_of[code], reader))
    return placed
