"""The codings of a project beside those that stand: new, changed, the same, without a place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from ecotone.coding.choices import Layer, RoundState
from ecotone.coding.models import Coding
from ecotone.coding.queries.projects.choices import ProjectChoices
from ecotone.coding.queries.projects.codes import CodeLine
from ecotone.coding.queries.projects.ground import Ground
from ecotone.coding.queries.projects.people import NOBODY_NAMED, CoderLine
from ecotone.coding.queries.projects.texts import TextLine, TextVerdict
from ecotone.engine import refiqda
from ecotone.engine.refiqda import Source
from ecotone.listening.models import TextRevision


class CodingVerdict(StrEnum):
    """What becomes of a coding."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    NOT_PLACED = "not placed"


@dataclass(frozen=True, slots=True)
class CodingLine:
    """One coding of a project.

    `start` and `end` stand in the file's text; `place` says where that is here, when the text
    is here already. `coding` is the one it is here.
    """

    said: refiqda.Coding
    source: Source
    start: int
    end: int
    pole: str
    target: str
    verdict: CodingVerdict
    coding: Coding | None = None
    place: tuple[TextRevision, int, int] | None = None
    notes: tuple[str, ...] = ()


class CodingsIn:
    """Goes through the codings of a project, text by text."""

    def __init__(
        self,
        ground: Ground,
        choices: ProjectChoices,
        codes: Iterable[CodeLine],
        coders: Iterable[CoderLine],
    ) -> None:
        self._ground = ground
        self._choices = choices
        self._codes = {line.said.guid: line.code for line in codes}
        self._coders: Mapping[str, CoderLine] = {line.guid: line for line in coders}

    def lines(self, texts: Iterable[TextLine]) -> Iterator[CodingLine]:
        for text in texts:
            if text.verdict != TextVerdict.LEFT_OUT:
                yield from self._lines_of(text)

    def _lines_of(self, text: TextLine) -> Iterator[CodingLine]:
        source = text.source
        for coding in source.codings:
            yield self._line(text, coding, (0, len(source.text)), ())
        for selection in source.selections:
            for number, coding in enumerate(selection.codings):
                notes = () if number else selection.notes
                yield self._line(text, coding, (selection.start, selection.end), notes)

    def _line(
        self,
        text: TextLine,
        said: refiqda.Coding,
        span: tuple[int, int],
        notes: tuple[str, ...],
    ) -> CodingLine:
        """Judge one coding; the notes on its span come with the first of them."""
        start, end = span
        coding = self._ground.coding_known_as(said.guid)
        place = text.placed(start, end) if text.here else None
        pole = said.pole or (coding.pole if coding else self._choices.pole)
        target = said.target or (coding.target if coding else self._choices.target)
        bare = CodingLine(
            said,
            text.source,
            start,
            end,
            pole=pole,
            target=target,
            verdict=CodingVerdict.NEW,
            coding=coding,
            place=place,
            notes=(*said.notes, *notes),
        )
        return self._judged(bare, text)

    def _judged(self, line: CodingLine, text: TextLine) -> CodingLine:
        coder = self._coders[line.said.coder or NOBODY_NAMED]
        if line.coding is not None and line.coding.layer == Layer.SETTLED:
            return replace(line, verdict=CodingVerdict.SAME)
        has_no_place = text.here is not None and line.place is None
        if coder.is_settled or has_no_place or self._is_kept(line, coder, text):
            return replace(line, verdict=CodingVerdict.NOT_PLACED)
        found = line.coding or self._said_already(line, coder)
        if found is None or line.place is None:
            return line
        is_same = not found.is_removed and self._states(line, line.place) == found.statement
        if is_same:
            return replace(line, verdict=CodingVerdict.SAME, coding=found)
        is_closed = found.round is not None and found.round.state == RoundState.CLOSED
        verdict = CodingVerdict.NOT_PLACED if is_closed else CodingVerdict.CHANGED
        return replace(line, verdict=verdict, coding=found)

    def _is_kept(self, line: CodingLine, coder: CoderLine, text: TextLine) -> bool:
        """Answer a guess at what is coded blind like any other, right or wrong."""
        if text.here is None:
            return False
        known = [coder.user.pk] if coder.user else []
        coders = [*known, *([line.coding.coder_id] if line.coding else [])]
        here = text.here.conversation.pk
        return any(self._ground.is_layer_kept(here, one) for one in coders)

    def _said_already(self, line: CodingLine, coder: CoderLine) -> Coding | None:
        if line.place is None or coder.user is None:
            return None
        states = self._states(line, line.place)
        return self._ground.statements.get((*states, coder.user.pk))

    def _states(
        self, line: CodingLine, place: tuple[TextRevision, int, int]
    ) -> tuple[object, ...]:
        revision, start, end = place
        code = self._codes[line.said.code]
        return revision.pk, start, end, code and code.pk, line.pole, line.target
