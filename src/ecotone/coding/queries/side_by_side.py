"""A text once, with a column of stripes for each coder of a round and for what is settled."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_uppercase

from ecotone.coding.choices import Layer
from ecotone.coding.models import Coding, CodingRound, Memo
from ecotone.coding.queries.codebook import CodeEntry
from ecotone.coding.queries.memos import readable_memos
from ecotone.coding.queries.passages import readable_codings
from ecotone.coding.queries.reading import Answer, Paragraph, answers_of
from ecotone.coding.queries.settling import DifferenceToSettle
from ecotone.foundation.models import User
from ecotone.listening.models import Conversation

SETTLED = 0  # the column of what is settled: no coder has this number


@dataclass(frozen=True, slots=True)
class Column:
    """Whose stripes stand below: a coder with a letter of theirs, or what was settled."""

    coder: User | None
    letter: str

    @property
    def number(self) -> int:
        return self.coder.pk if self.coder else SETTLED

    @property
    def initials(self) -> str:
        return self.coder.initials if self.coder else ""


@dataclass(frozen=True, slots=True)
class Stripe:
    """How far one coding reaches in one paragraph, counted from where that begins."""

    coding: Coding
    hue: int
    start: int
    length: int
    lane: int
    begins_here: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One column beside one paragraph."""

    column: Column
    stripes: tuple[Stripe, ...]
    length: int

    @property
    def lanes(self) -> int:
        return max((stripe.lane for stripe in self.stripes), default=0) + 1

    @property
    def beginning(self) -> list[Stripe]:
        return [stripe for stripe in self.stripes if stripe.begins_here]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words to which the same differences apply throughout."""

    text: str
    is_chosen: bool
    is_open: bool
    is_settled: bool


@dataclass(frozen=True, slots=True)
class PairedParagraph:
    """One paragraph of the text between its number and its columns."""

    number: int
    is_asked: bool
    pieces: tuple[Piece, ...]
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class PairedAnswer:
    """One answer under its question, laid out side by side."""

    number: int | None
    question: str
    paragraphs: tuple[PairedParagraph, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One coding of a difference: its words, and what was thought about it."""

    coding: Coding
    words: str
    memos: tuple[Memo, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """What one coder says where coders differ; silent, who read it and marked nothing."""

    column: Column
    said: tuple[Said, ...]
    is_silent: bool


def columns_of(coding_round: CodingRound) -> list[Column]:
    """Give each coder of a round a letter, in the order of their names."""
    members = coding_round.members.select_related("coder").order_by("coder__name", "pk")
    named = [
        Column(member.coder, letter)
        for member, letter in zip(members, _letters(), strict=False)
    ]
    return [*named, Column(None, "")]


def _letters() -> Iterator[str]:
    yield from ascii_uppercase
    yield from (f"{first}{second}" for first in ascii_uppercase for second in ascii_uppercase)


def side_by_side(
    coding_round: CodingRound,
    conversation: Conversation,
    entries: Sequence[CodeEntry],
    *,
    reader: User,
    differences: Sequence[DifferenceToSettle],
    chosen: DifferenceToSettle | None,
) -> list[PairedAnswer]:
    """Lay out a text with everybody's stripes, its differences marked in the words."""
    programme = coding_round.programme
    answers = answers_of(conversation, entries, programme=programme, reader=reader)
    layout = _Layout(
        columns=columns_of(coding_round),
        hues={entry.code.pk: entry.hue for entry in entries},
        codings=_codings_of(coding_round, conversation, reader),
        differences=_by_revision(differences),
        chosen=chosen,
    )
    return [layout.answer(answer) for answer in answers]


def voices_of(
    difference: DifferenceToSettle, coding_round: CodingRound, reader: User
) -> list[Voice]:
    """Say what each coder of the round made of the words where they differ."""
    memos = _memos_on(difference.codings, coding_round, reader)
    return [
        Voice(
            column,
            tuple(
                Said(coding, words_of(coding), tuple(memos[coding.pk]))
                for coding in difference.codings
                if coding.coder_id == column.number
            ),
            column.coder in difference.missing,
        )
        for column in columns_of(coding_round)
        if column.coder
    ]


def words_of(coding: Coding) -> str:
    return coding.revision.passage(coding.start, coding.end)


def _memos_on(
    codings: Iterable[Coding], coding_round: CodingRound, reader: User
) -> defaultdict[int, list[Memo]]:
    memos: defaultdict[int, list[Memo]] = defaultdict(list)
    readable = readable_memos(coding_round.programme, reader).select_related("author")
    for memo in readable.filter(coding__in=[coding.pk for coding in codings]):
        memos[memo.coding_id or 0].append(memo)
    return memos


# --- laying out ------------------------------------------------------------------------------


def _codings_of(
    coding_round: CodingRound, conversation: Conversation, reader: User
) -> dict[int, list[Coding]]:
    found = readable_codings(coding_round.programme, reader).filter(
        round=coding_round, revision__response__conversation=conversation
    )
    by_revision: dict[int, list[Coding]] = defaultdict(list)
    for coding in found.select_related("code").order_by("start", "-end", "pk"):
        by_revision[coding.revision_id].append(coding)
    return by_revision


def _by_revision(
    found: Iterable[DifferenceToSettle],
) -> dict[int, list[DifferenceToSettle]]:
    by_revision: dict[int, list[DifferenceToSettle]] = defaultdict(list)
    for difference in found:
        by_revision[difference.revision.pk].append(difference)
    return by_revision


@dataclass(frozen=True, slots=True)
class _Layout:
    """What all paragraphs of a text share while they are laid out."""

    columns: Sequence[Column]
    hues: Mapping[int, int]
    codings: Mapping[int, Sequence[Coding]]
    differences: Mapping[int, Sequence[DifferenceToSettle]]
    chosen: DifferenceToSettle | None

    def answer(self, answer: Answer) -> PairedAnswer:
        here = answer.revision.pk
        codings, differences = self.codings.get(here, ()), self.differences.get(here, ())
        for coding in codings:
            coding.revision = answer.revision  # read once, however many codings rest on it
        lanes = _lanes(codings)
        paragraphs = (
            self._paragraph(paragraph, codings, differences, lanes)
            for paragraph in answer.paragraphs
        )
        return PairedAnswer(answer.number, answer.question, tuple(paragraphs))

    def _paragraph(
        self,
        paragraph: Paragraph,
        codings: Sequence[Coding],
        differences: Sequence[DifferenceToSettle],
        lanes: Mapping[int, int],
    ) -> PairedParagraph:
        text = "".join(run.text for run in paragraph.runs)
        first, last = paragraph.start, paragraph.start + len(text)
        here = [coding for coding in codings if coding.start < last and first < coding.end]
        stripes = [self._stripe(coding, (first, last), lanes[coding.pk]) for coding in here]
        return PairedParagraph(
            number=paragraph.number,
            is_asked=paragraph.is_asked,
            pieces=tuple(self._pieces(text, first, differences)),
            sides=tuple(
                Side(column, tuple(_in_column(stripes, column)), len(text))
                for column in self.columns
            ),
        )

    def _stripe(self, coding: Coding, within: tuple[int, int], lane: int) -> Stripe:
        start, end = max(coding.start, within[0]), min(coding.end, within[1])
        return Stripe(
            coding=coding,
            hue=self.hues.get(coding.code_id, 1),
            start=start - within[0],
            length=end - start,
            lane=lane,
            begins_here=coding.start >= within[0],
            is_chosen=self.chosen is not None and coding in self.chosen.codings,
        )

    def _pieces(
        self, text: str, first: int, differences: Sequence[DifferenceToSettle]
    ) -> Iterator[Piece]:
        last = first + len(text)
        bounds = {bound for each in differences for bound in (each.start, each.end)}
        inner = sorted(bound for bound in bounds if first < bound < last)
        for start, end in pairwise([first, *inner, last]):
            over = [each for each in differences if each.start < end and start < each.end]
            yield Piece(
                text=text[start - first : end - first],
                is_chosen=any(self.chosen and each.key == self.chosen.key for each in over),
                is_open=any(not each.is_decided for each in over),
                is_settled=any(each.is_decided for each in over),
            )


def _in_column(stripes: Iterable[Stripe], column: Column) -> Iterator[Stripe]:
    return (stripe for stripe in stripes if _column_of(stripe.coding) == column.number)


def _column_of(coding: Coding) -> int:
    return SETTLED if coding.layer == Layer.SETTLED else coding.coder_id


def _lanes(codings: Iterable[Coding]) -> dict[int, int]:
    """Put codings of one column that overlap beside each other, each in the first free lane."""
    ends: dict[int, list[int]] = defaultdict(list)
    lanes = {}
    for coding in codings:
        taken = ends[_column_of(coding)]
        free = next((lane for lane, end in enumerate(taken) if end <= coding.start), len(taken))
        taken[free:] = [coding.end, *taken[free + 1 :]]
        lanes[coding.pk] = free
    return lanes
