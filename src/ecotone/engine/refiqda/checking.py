"""What must hold before a project is written: the standard's schema alone would let it pass."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain

from ecotone.engine.refiqda.identities import is_guid
from ecotone.engine.refiqda.project import Project, Source, Value
from ecotone.engine.refiqda.refusals import UnwritableProject

__all__ = ["check_project"]


def check_project(project: Project) -> None:
    """Refuse a project with the first of its faults. Linear in its size.

    Raises
    ------
    UnwritableProject
        When an identity is no GUID or is given twice to one kind, a reference leads nowhere,
        a code stands before its parent, a span is empty or leaves its text, or a time has
        no zone.
    """
    fault = next(_faults(project), None)
    if fault is not None:
        raise UnwritableProject(f"{fault} Nothing is written.")


def _faults(project: Project) -> Iterator[str]:
    identities = {kind: list(guids) for kind, guids in _identities(project).items()}
    for kind, guids in identities.items():
        yield from _identity_faults(kind, guids)
    known = {kind: set(guids) for kind, guids in identities.items()}
    for kind, guid in _references(project):
        if guid not in known[kind]:
            yield f"Something refers to the {kind} “{guid}”, which is not there."
    yield from _tree_faults(project)
    for source in project.sources:
        yield from _span_faults(source)
    for at in _times(project):
        if at is not None and at.tzinfo is None:
            yield f"The time {at} has no zone."


def _identities(project: Project) -> dict[str, Iterable[str]]:
    selections = [one for source in project.sources for one in source.selections]
    return {
        "user": (user.guid for user in project.users),
        "code": (code.guid for code in project.codes),
        "variable": (variable.guid for variable in project.variables),
        "case": (case.guid for case in project.cases),
        "source": (source.guid for source in project.sources),
        "selection": (selection.guid for selection in selections),
        "coding": (coding.guid for _source, _selection, coding in project.coded()),
        "note": (note.guid for note in project.notes),
        "link": (link.guid for link in project.links),
        "set": (group.guid for group in project.sets),
    }


def _identity_faults(kind: str, guids: list[str]) -> Iterator[str]:
    for guid in guids:
        if not is_guid(guid):
            yield f"The identity “{guid}” of a {kind} is no GUID in lower case."
    if len(set(guids)) < len(guids):
        yield f"Two things of the kind {kind} have one identity."


def _references(project: Project) -> Iterator[tuple[str, str]]:
    """Yield the kind and identity of everything that is referred to."""
    yield from _named("user", _people(project))
    yield from _named("note", _notes(project))
    yield from _named("code", (coding.code for _source, _at, coding in project.coded()))
    yield from _named("code", chain.from_iterable(case.codes for case in project.cases))
    yield from _named("code", chain.from_iterable(group.codes for group in project.sets))
    yield from _named("source", chain.from_iterable(case.sources for case in project.cases))
    yield from _named("source", chain.from_iterable(group.sources for group in project.sets))
    yield from _named("selection", chain.from_iterable(one.selections for one in project.cases))
    for values in _values(project):
        yield from _named("variable", (value.variable for value in values))


def _values(project: Project) -> Iterator[tuple[Value, ...]]:
    yield from (source.values for source in project.sources)
    yield from (case.values for case in project.cases)


def _named(kind: str, guids: Iterable[str | None]) -> Iterator[tuple[str, str]]:
    return ((kind, guid) for guid in guids if guid is not None)


def _people(project: Project) -> Iterator[str | None]:
    yield project.creator
    yield from (note.creator for note in project.notes)
    yield from (coding.coder for _source, _selection, coding in project.coded())
    for source in project.sources:
        yield source.creator
        yield from (selection.creator for selection in source.selections)


def _notes(project: Project) -> Iterator[str]:
    yield from project.notes_on_project
    yield from chain.from_iterable(code.notes for code in project.codes)
    yield from chain.from_iterable(link.notes for link in project.links)
    yield from chain.from_iterable(group.notes for group in project.sets)
    for source in project.sources:
        yield from source.notes
        yield from chain.from_iterable(selection.notes for selection in source.selections)
    yield from chain.from_iterable(coding.notes for _source, _at, coding in project.coded())


def _tree_faults(project: Project) -> Iterator[str]:
    met: set[str | None] = {None}
    for code in project.codes:
        if code.parent not in met:
            yield f"The code “{code.name}” stands before its parent, or has none that is there."
        met.add(code.guid)


def _span_faults(source: Source) -> Iterator[str]:
    for selection in source.selections:
        if not 0 <= selection.start < selection.end <= len(source.text):
            span = f"[{selection.start}, {selection.end})"
            yield f"The selection {span} is none of the text “{source.name}”."


def _times(project: Project) -> Iterator[datetime | None]:
    yield project.created
    yield from (note.created for note in project.notes)
    yield from (coding.created for _source, _selection, coding in project.coded())
    for source in project.sources:
        yield source.created
        yield from (selection.created for selection in source.selections)
