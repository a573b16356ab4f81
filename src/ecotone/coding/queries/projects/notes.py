"""The notes of a project: which become memos and on what, and which are only kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from ecotone.coding.choices import MemoKind
from ecotone.coding.queries.projects.codings import CodingLine, CodingVerdict
from ecotone.coding.queries.projects.ground import Ground
from ecotone.coding.queries.projects.texts import TextLine, TextVerdict
from ecotone.engine.refiqda import Link, Note, Project

_KINDS = {kind.value.lower(): kind for kind in MemoKind}


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note of a project, and the GUIDs of what it is on, by the column of a memo."""

    said: Note
    field: str
    about: str
    is_new: bool

    @property
    def kind(self) -> MemoKind:
        return _KINDS.get(self.said.name.strip().lower(), MemoKind.IDEA)

    @property
    def words(self) -> str:
        """Return the note with its title, where that says more than a kind of memo."""
        is_title = self.said.name and self.said.name.strip().lower() not in _KINDS
        return f"{self.said.name}\n{self.said.text}" if is_title else self.said.text


@dataclass(frozen=True, slots=True)
class NotesIn:
    """The notes of a project that become memos, those that are kept, and the links left."""

    memos: tuple[NoteLine, ...]
    kept: tuple[Note, ...]
    links: tuple[Link, ...]


def notes_in(
    project: Project,
    texts: Iterable[TextLine],
    codings: Iterable[CodingLine],
    ground: Ground,
) -> NotesIn:
    """Hang each note on the first thing that refers to it; words nobody wrote are no memo."""
    people = _about_people(project)
    about = {guid: ("participant", case) for guid, case in people.items()}
    about |= _about_codings(codings)
    about |= _about_codes_and_texts(project, texts)
    memos = tuple(
        NoteLine(note, *about[note.guid], note.guid not in ground.memos)
        for note in project.notes
        if note.guid in about and note.text.strip()
    )
    on_things = {line.said.guid for line in memos}
    used = {(case, note) for note, case in people.items() if note in on_things}
    return NotesIn(
        memos,
        tuple(note for note in project.notes if note.guid not in on_things),
        tuple(link for link in project.links if (link.origin, link.target) not in used),
    )


def _about_codes_and_texts(
    project: Project, texts: Iterable[TextLine]
) -> dict[str, tuple[str, str]]:
    about: dict[str, tuple[str, str]] = {}
    for code in project.codes:
        for guid in code.notes:
            about.setdefault(guid, ("code", code.guid))
    for text in texts:
        if text.verdict == TextVerdict.LEFT_OUT:
            continue
        loose = (span for span in text.source.selections if not span.codings)
        on_spans = (guid for span in loose for guid in span.notes)
        for guid in (*text.source.notes, *on_spans):
            about.setdefault(guid, ("conversation", text.source.guid))
    return about


def _about_codings(codings: Iterable[CodingLine]) -> dict[str, tuple[str, str]]:
    about: dict[str, tuple[str, str]] = {}
    for line in codings:
        if line.verdict != CodingVerdict.NOT_PLACED:
            for guid in line.notes:
                about.setdefault(guid, ("coding", line.said.guid))
    return about


def _about_people(project: Project) -> dict[str, str]:
    """Find the notes that links hang on cases: the standard lets cases have none."""
    cases = {case.guid for case in project.cases if case.sources}
    notes = {note.guid for note in project.notes}
    return {
        link.target: link.origin
        for link in project.links
        if link.origin and link.target and link.origin in cases and link.target in notes
    }
