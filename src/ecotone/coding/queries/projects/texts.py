"""The texts of a project beside those that are here: new, the same, with other words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from ecotone.coding.queries.laid_out import LaidOut
from ecotone.coding.queries.projects.choices import ProjectChoices, Who
from ecotone.coding.queries.projects.ground import Ground
from ecotone.coding.queries.projects.people import PersonLine
from ecotone.engine.pseudonyms import OffsetMap, changes_between
from ecotone.engine.refiqda import Source
from ecotone.listening.choices import InstrumentKind, Mode
from ecotone.listening.models import Conversation, TextRevision
from ecotone.listening.queries import interviewer_spans


class TextVerdict(StrEnum):
    """What becomes of a text."""

    NEW = "new"
    SAME = "same"
    DIFFERENT = "different"
    LEFT_OUT = "out"


class Standing:
    """A text of a project as it stands here already: with the same words, or with others."""

    def __init__(self, source: Source, here: LaidOut) -> None:
        self._source = source
        self._here = here

    @property
    def conversation(self) -> Conversation:
        return self._here.conversation

    @property
    def revisions(self) -> tuple[TextRevision, ...]:
        return self._here.revisions

    @property
    def is_other(self) -> bool:
        return self._source.text != self._here.text and self._raw is None

    def placed(self, start: int, end: int) -> tuple[TextRevision, int, int] | None:
        """Return where words of the file stand, unless they do not, or not in one answer."""
        if self.is_other and self._places.touches(start, end):
            return None
        found = self._here.located(*self._places.span(start, end))
        return found if found and found[1] < found[2] else None

    @cached_property
    def _raw(self) -> TextRevision | None:
        """The answer that came of the very words of the file, when a whole text did."""
        if len(self.revisions) != 1 or self.conversation.mode != Mode.TEXT:
            return None
        revision = self.revisions[0]
        return revision if revision.raw.text == self._source.text else None

    @cached_property
    def _places(self) -> OffsetMap:
        if self._source.text == self._here.text:
            return OffsetMap()
        if self._raw is not None:
            return OffsetMap.from_lists(self._raw.offset_map)
        return changes_between(self._source.text, self._here.text)


@dataclass(frozen=True, slots=True)
class TextLine:
    """One text of a project, whose it is, and where it stands here."""

    source: Source
    person: PersonLine
    here: Standing | None
    kind: InstrumentKind
    asked: tuple[tuple[int, int, int], ...] = ()

    @property
    def verdict(self) -> TextVerdict:
        is_unwanted = self.person.choice.who == Who.LEFT_OUT
        if is_unwanted or not self.source.text.strip():
            return TextVerdict.LEFT_OUT
        if self.here is None:
            return TextVerdict.NEW if self.person.comes_in else TextVerdict.LEFT_OUT
        return TextVerdict.DIFFERENT if self.here.is_other else TextVerdict.SAME

    @property
    def characters(self) -> int:
        return len(self.source.text)

    def placed(self, start: int, end: int) -> tuple[TextRevision, int, int] | None:
        """Return where words of the file may be coded here; nobody codes what was asked."""
        found = self.here.placed(start, end) if self.here else None
        if found is None:
            return None
        revision, first, last = found
        is_asked = any(
            pk == revision.pk and begin < last and first < close
            for pk, begin, close in self.asked
        )
        return None if is_asked else found


def texts_in(
    people: Iterable[PersonLine], choices: ProjectChoices, ground: Ground
) -> list[TextLine]:
    pairs = [(source, person) for person in people for source in person.sources]
    known = {source.guid: ground.text_known_as(source.guid) for source, _person in pairs}
    asked = _asked(known)
    return [
        TextLine(
            source,
            person,
            _standing(source, known[source.guid]),
            _kind(source, choices),
            asked if known[source.guid] else (),
        )
        for source, person in pairs
    ]


def _standing(source: Source, here: LaidOut | None) -> Standing | None:
    return Standing(source, here) if here else None


def _kind(source: Source, choices: ProjectChoices) -> InstrumentKind:
    """Take the occasion that the name of a text says as ours do, else the chosen one."""
    _who, _comma, said = source.name.rpartition(", ")
    word = said.partition(" ")[0]
    return InstrumentKind(word if word in set(InstrumentKind) else choices.kind)


def _asked(known: Mapping[str, LaidOut | None]) -> tuple[tuple[int, int, int], ...]:
    """Say where interviewers speak in transcripts: nobody codes those words."""
    transcripts = [
        revision.pk
        for text in known.values()
        if text is not None and text.conversation.mode == Mode.TRANSCRIPT
        for revision in text.revisions
    ]
    if not transcripts:
        return ()
    spans = interviewer_spans(TextRevision.objects.filter(pk__in=transcripts))
    return tuple((pk, *span) for pk, few in spans.items() for span in few)
