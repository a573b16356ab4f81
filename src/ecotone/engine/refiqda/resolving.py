"""Everything that refers to something, led to it; what other programs bend, straightened."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ecotone.engine.refiqda.gathered import Gathered
from ecotone.engine.refiqda.intake import Intake
from ecotone.engine.refiqda.losses import LossKind
from ecotone.engine.refiqda.offset_model import OffsetModel
from ecotone.engine.refiqda.placing import placed
from ecotone.engine.refiqda.poles import pole_and_target
from ecotone.engine.refiqda.project import (
    Case,
    Coding,
    Link,
    Project,
    Selection,
    Source,
    Value,
)

__all__ = ["resolved"]


def resolved(gathered: Gathered, model: OffsetModel, intake: Intake) -> Project:
    """Return the project with positions of ours and no reference that leads nowhere."""
    sources = [placed(raw, model, intake.losses) for raw in gathered.sources]
    return _Resolver(gathered, intake, sources).project()


class _Resolver:
    """Knows which notes carry a pole, which codings are really a case's, what was kept."""

    def __init__(self, gathered: Gathered, intake: Intake, sources: list[Source]) -> None:
        self.gathered = gathered
        self.losses = intake.losses
        self.identities = intake.identities
        self.sources = sources
        self.poles = {
            note.guid: pole
            for note in gathered.notes
            if (pole := pole_and_target(note.text)) is not None
        }
        self.used_poles: set[str] = set()
        self.kept = {one.guid for source in sources for one in source.selections}
        self.remarks: dict[str, list[str]] = {}
        self.of_case: dict[str, list[str]] = {}

    def project(self) -> Project:
        gathered = self.gathered
        links = tuple(self.links())
        sources = tuple(self.source(source) for source in self.sources)
        return replace(
            gathered.head,
            creator=self.found("user", gathered.head.creator, "the project"),
            users=tuple(gathered.users),
            codes=tuple(
                replace(code, notes=self.every("note", code.notes, f"“{code.name}”"))
                for code in gathered.codes
            ),
            variables=tuple(gathered.variables),
            sources=sources,
            cases=tuple(self.case(case) for case in gathered.cases),
            links=links,
            sets=tuple(
                replace(
                    group,
                    codes=self.every("code", group.codes, f"“{group.name}”"),
                    sources=self.every("source", group.sources, f"“{group.name}”"),
                    notes=self.every("note", group.notes, f"“{group.name}”"),
                )
                for group in gathered.sets
            ),
            notes_on_project=self.every("note", gathered.notes_on_project, "the project"),
            notes=tuple(
                replace(note, creator=self.found("user", note.creator, f"“{note.name}”"))
                for note in gathered.notes
                if note.guid not in self.used_poles
            ),
        )

    # --- references --------------------------------------------------------------------------

    def found(self, kind: str, guid: str | None, where: str) -> str | None:
        return self.identities.find(kind, guid, where)

    def every(self, kind: str, guids: Iterable[str], where: str) -> tuple[str, ...]:
        return tuple(guid for guid in guids if self.found(kind, guid, where))

    def values(self, values: tuple[Value, ...], where: str) -> tuple[Value, ...]:
        return tuple(one for one in values if self.found("variable", one.variable, where))

    # --- texts -------------------------------------------------------------------------------

    def source(self, source: Source) -> Source:
        where = f"“{source.name}”"
        return replace(
            source,
            creator=self.found("user", source.creator, where),
            values=self.values(source.values, where),
            notes=self.every("note", source.notes, where),
            codings=tuple(self.codings(source.codings, where)),
            selections=tuple(self.selection(one, where) for one in source.selections),
        )

    def selection(self, selection: Selection, where: str) -> Selection:
        """Settle a span; a remark on it may be the pole of all its codings."""
        notes = (*selection.notes, *self.remarks.get(selection.guid, ()))
        pole = pole_and_target(selection.description)
        description = "" if pole else selection.description
        for note in notes:
            pole = self.poles.get(note, pole)
        self.used_poles.update(note for note in notes if note in self.poles)
        codings = self.codings(self.not_of_case(selection), where)
        return replace(
            selection,
            description=description,
            creator=self.found("user", selection.creator, where),
            notes=self.every("note", dict.fromkeys(_without(self.poles, notes)), where),
            codings=tuple(_with_pole(coding, pole) for coding in codings),
        )

    def not_of_case(self, selection: Selection) -> Iterator[Coding]:
        """Yield true codings: NVivo says that words are a case's by coding them with it."""
        for coding in selection.codings:
            said = (coding.guid, coding.code)
            case = next((guid for guid in said if self.identities.knows("case", guid)), None)
            if case is None:
                yield coding
            else:
                self.of_case.setdefault(case, []).append(selection.guid)

    def codings(self, codings: Iterable[Coding], where: str) -> Iterator[Coding]:
        for coding in codings:
            if not self.identities.knows("code", coding.code):
                self.losses.add(LossKind.UNKNOWN_CODE, "a coding", where)
                continue
            pole = next((self.poles[note] for note in coding.notes if note in self.poles), None)
            self.used_poles.update(note for note in coding.notes if note in self.poles)
            settled = replace(
                coding,
                coder=self.found("user", coding.coder, where),
                notes=self.every("note", _without(self.poles, coding.notes), where),
            )
            yield _with_pole(settled, pole)

    # --- cases and links ---------------------------------------------------------------------

    def case(self, case: Case) -> Case:
        where = f"the case “{case.name}”"
        selections = dict.fromkeys((*case.selections, *self.of_case.get(case.guid, ())))
        lost = [guid for guid in selections if guid not in self.kept]
        for guid in lost:
            self.losses.add(LossKind.UNKNOWN_REFERENCE, f"selection {guid}", where)
        return replace(
            case,
            values=self.values(case.values, where),
            sources=self.every("source", case.sources, where),
            selections=tuple(guid for guid in selections if guid in self.kept),
            codes=self.every("code", case.codes, where),
        )

    def links(self) -> Iterator[Link]:
        """Yield true links; NVivo hangs a note on a span by one, which is then its note."""
        for link in self.gathered.links:
            ends = (link.origin, link.target)
            span = next((end for end in ends if end in self.kept), None)
            note = next((end for end in ends if end and self.is_note(end)), None)
            if span and note and not link.name and not link.notes:
                self.remarks.setdefault(span, []).append(note)
                continue
            yield replace(
                link,
                origin=self.end_of(link, link.origin),
                target=self.end_of(link, link.target),
                notes=self.every("note", link.notes, f"the link “{link.name}”"),
            )

    def is_note(self, guid: str) -> bool:
        return self.identities.knows("note", guid)

    def end_of(self, link: Link, guid: str | None) -> str | None:
        if guid is None or guid in self.kept:
            return guid
        kinds = ("code", "case", "source", "note", "variable", "set", "coding", "user")
        if any(self.identities.knows(kind, guid) for kind in kinds):
            return guid
        self.losses.add(LossKind.UNKNOWN_REFERENCE, guid, f"the link “{link.name}”")
        return None


def _without(poles: Iterable[str], notes: Iterable[str]) -> Iterator[str]:
    return (note for note in notes if note not in poles)


def _with_pole(coding: Coding, pole: tuple[str, str] | None) -> Coding:
    if pole is None or coding.pole:
        return coding
    return replace(coding, pole=pole[0], target=pole[1])
