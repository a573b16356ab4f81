"""A project as every program counts it: LF, no byte order mark, poles as notes."""

from dataclasses import replace

from ecotone.engine.refiqda.counting import ruler_for
from ecotone.engine.refiqda.losses import Losses, LossKind
from ecotone.engine.refiqda.offset_model import OffsetModel
from ecotone.engine.refiqda.poles import POLES, TARGETS, pole_note
from ecotone.engine.refiqda.project import Coding, Note, Project, Source
from ecotone.engine.refiqda.texts import counted_text, readable

__all__ = ["presentable"]


def presentable(project: Project, losses: Losses) -> Project:
    """Return the project as it is written; its selections follow their words."""
    notes = {note.guid: note for note in project.notes}
    sources = tuple(
        _with_pole_notes(_plain(source, losses), notes, losses) for source in project.sources
    )
    return replace(project, sources=sources, notes=_in_order(project, notes))


def _in_order(project: Project, notes: dict[str, Note]) -> tuple[Note, ...]:
    own = {note.guid for note in project.notes}
    added = sorted(guid for guid in notes if guid not in own)
    return (*project.notes, *(notes[guid] for guid in added))


def _plain(source: Source, losses: Losses) -> Source:
    words = readable(source.text, name=source.name, losses=losses)
    counted = counted_text(words)
    if counted.text == source.text:
        return source
    if counted.text != words:
        losses.add(LossKind.TEXT_CHANGED, f"“{source.name}” (its line ends)")
    model = OffsetModel(crlf_twice=counted.had_crlf, bom_counted=counted.had_bom)
    ruler = ruler_for(counted, model)
    spans = ((one, ruler.span(one.start, one.end)) for one in source.selections)
    selections = tuple(replace(one, start=at.start, end=at.end) for one, at in spans)
    return replace(source, text=counted.text, selections=selections)


def _with_pole_notes(source: Source, notes: dict[str, Note], losses: Losses) -> Source:
    """Hang on each coding the note of its pole, and gather the notes that it takes."""

    def noted(coding: Coding) -> Coding:
        if not coding.pole and not coding.target:
            return coding
        if coding.pole not in POLES or coding.target not in TARGETS:
            losses.add(LossKind.POLE, "a coding", f"“{source.name}”")
            return coding
        note = pole_note(coding.pole, coding.target)
        notes.setdefault(note.guid, note)
        return replace(coding, notes=(note.guid, *coding.notes))

    return replace(
        source,
        codings=tuple(map(noted, source.codings)),
        selections=tuple(
            replace(one, codings=tuple(map(noted, one.codings))) for one in source.selections
        ),
    )
