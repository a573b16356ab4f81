"""The answers behind a figure: what each coder marked there, side by side."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ecotone.coding.models import Code, CodingRound
from ecotone.coding.queries.compared import Compared
from ecotone.coding.queries.passages import CONTEXT
from ecotone.engine.agreement import CodedSpan, Kind, Stretch, Unit, differences
from ecotone.foundation.models import User
from ecotone.listening.models import Conversation, TextRevision


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words somebody marked, between the words around them."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Voice:
    """What one coder did with one code in one answer.

    Attributes
    ----------
    excerpts
        Where they put the code.
    instead
        The codes they put on words where others put this one.
    """

    coder: User
    excerpts: tuple[Excerpt, ...]
    instead: tuple[Code, ...]

    @property
    def has_used(self) -> bool:
        return bool(self.excerpts)


@dataclass(frozen=True, slots=True)
class ComparedAnswer:
    """One answer, or one paragraph of a transcript, as all who read it coded it.

    Attributes
    ----------
    kinds
        In what ways they differ; empty where they agree.
    decision
        Whether it was settled that the code applies; None while that is open.
    round
        The round of the text, in which a difference is settled; None outside rounds.
    """

    conversation: Conversation
    question_number: int | None
    kinds: tuple[Kind, ...]
    voices: tuple[Voice, ...]
    decision: bool | None
    round: CodingRound | None


def differing_units(compared: Compared, code: Code) -> dict[Unit, tuple[Kind, ...]]:
    """Return the units about which two coders differ, and how, in the order of the texts."""
    kinds: dict[Unit, set[Kind]] = defaultdict(set)
    for found in differences(compared.coded, [str(code.pk)]):
        kinds[found.unit].add(found.kind)
    return {unit: tuple(sorted(found)) for unit, found in kinds.items()}


def compared_answers(
    compared: Compared, code: Code, units: Mapping[Unit, tuple[Kind, ...]]
) -> list[ComparedAnswer]:
    """Lay out these units with what each of their readers marked. Two queries."""
    places = [compared.places[unit] for unit in units]
    revisions = _revisions(place.revision for place in places)
    spans: dict[Unit, list[CodedSpan]] = defaultdict(list)
    for span in compared.coded.spans:
        if span.unit in units:
            spans[span.unit].append(span)
    codes = Code.objects.in_bulk({int(span.code) for each in spans.values() for span in each})
    readers = _readers(compared, {unit.document for unit in units})
    return [
        ComparedAnswer(
            conversation=revisions[place.revision].response.conversation,
            question_number=_question(revisions[place.revision]),
            kinds=kinds,
            voices=tuple(
                _voice(reader, spans[unit], code, revisions[place.revision].text, codes)
                for reader in readers[unit.document]
            ),
            decision=compared.decision_on(unit, str(code.pk)),
            round=compared.rounds.get(unit.document),
        )
        for (unit, kinds), place in zip(units.items(), places, strict=True)
    ]


def _revisions(keys: Iterable[int]) -> dict[int, TextRevision]:
    found = TextRevision.objects.select_related(
        "response__question",
        "response__conversation__instrument",
        "response__conversation__participant__sector",
    ).defer("response__draft")
    return found.in_bulk(set(keys))


def _readers(compared: Compared, documents: Collection[str]) -> dict[str, list[User]]:
    readers: dict[str, list[User]] = defaultdict(list)
    read = {(reading.document, reading.coder) for reading in compared.coded.readings}
    for document in documents:
        for key, coder in compared.coders.items():
            if (document, key) in read:
                readers[document].append(coder)
    return readers


def _question(revision: TextRevision) -> int | None:
    question = revision.response.question
    return question.number if question else None


def _voice(
    reader: User,
    here: Sequence[CodedSpan],
    code: Code,
    text: str,
    codes: Mapping[int, Code],
) -> Voice:
    of_code = [span for span in here if span.code == str(code.pk)]
    own = [span for span in of_code if span.coder == str(reader.pk)]
    others = [span for span in of_code if span.coder != str(reader.pk)]
    stretches = sorted({span.stretch for span in own if span.stretch})
    return Voice(
        coder=reader,
        excerpts=tuple(_excerpt(text, stretch) for stretch in stretches),
        instead=() if own else _instead(reader, here, others, codes),
    )


def _instead(
    reader: User,
    here: Iterable[CodedSpan],
    others: Sequence[CodedSpan],
    codes: Mapping[int, Code],
) -> tuple[Code, ...]:
    keys = {
        int(span.code)
        for span in here
        if span.coder == str(reader.pk) and any(_meet(span, other) for other in others)
    }
    return tuple(sorted((codes[key] for key in keys), key=lambda found: found.name))


def _meet(first: CodedSpan, second: CodedSpan) -> bool:
    one, other = first.stretch, second.stretch
    return bool(one and other and one[0] < other[1] and other[0] < one[1])


def _excerpt(text: str, stretch: Stretch) -> Excerpt:
    start, end = stretch
    first, last = max(0, start - CONTEXT), end + CONTEXT
    before, after = text[first:start], text[end:last]
    if first:
        before = "…" + before.partition(" ")[2]
    if last < len(text):
        after = after.rpartition(" ")[0] + "…"
    return Excerpt(before, text[start:end], after)
