"""Each part of a project as XML, in the order the schema asks for."""

from collections.abc import Iterable, Iterator, Mapping

from ecotone.engine.refiqda.counting import Ruler
from ecotone.engine.refiqda.project import (
    Case,
    Code,
    CodeSet,
    Coding,
    Link,
    Note,
    Selection,
    Source,
    User,
    Value,
    ValueKind,
    Variable,
)
from ecotone.engine.refiqda.values import element_for
from ecotone.engine.refiqda.xml_building import Builder, written_time
from ecotone.engine.refiqda.xml_parts import Element

__all__ = [
    "case_element",
    "code_elements",
    "link_element",
    "note_element",
    "set_element",
    "source_element",
    "user_element",
    "variable_element",
]


def user_element(build: Builder, user: User) -> Element:
    return build.root("User", guid=user.guid, name=user.name, id=user.id or None)


def code_elements(build: Builder, codes: Iterable[Code], *, notes: bool) -> Iterator[Element]:
    """Return the roots of the tree; a child follows its description and notes."""
    placed: dict[str, Element] = {}
    roots = []
    for code in codes:
        said = {
            "guid": code.guid,
            "name": code.name,
            "isCodable": "true" if code.is_codable else "false",
            "color": code.colour or None,
        }
        if code.parent:
            element = build.child(placed[code.parent], "Code", **said)
        else:
            element = build.root("Code", **said)
            roots.append(element)
        placed[code.guid] = element
        build.described(element, code.description)
        build.referring(element, "NoteRef", code.notes if notes else ())
    return iter(roots)


def variable_element(build: Builder, variable: Variable) -> Element:
    element = build.root(
        "Variable", guid=variable.guid, name=variable.name, typeOfVariable=variable.kind
    )
    build.described(element, variable.description)
    return element


def case_element(build: Builder, case: Case, kinds: Mapping[str, ValueKind]) -> Element:
    element = build.root("Case", guid=case.guid, name=case.name)
    build.described(element, case.description)
    build.referring(element, "CodeRef", case.codes)
    _add_values(build, element, case.values, kinds)
    build.referring(element, "SourceRef", case.sources)
    build.referring(element, "SelectionRef", case.selections)
    return element


def source_element(
    build: Builder, source: Source, kinds: Mapping[str, ValueKind], ruler: Ruler
) -> Element:
    element = build.root(
        "TextSource",
        guid=source.guid,
        name=source.name,
        plainTextPath=f"internal://{source.guid}.txt",
        creatingUser=source.creator,
        creationDateTime=written_time(source.created),
    )
    build.described(element, source.description)
    for selection in source.selections:
        _add_selection(build, element, selection, ruler)
    for coding in source.codings:
        _add_coding(build, element, coding)
    build.referring(element, "NoteRef", source.notes)
    _add_values(build, element, source.values, kinds)
    return element


def note_element(build: Builder, note: Note) -> Element:
    element = build.root(
        "Note",
        guid=note.guid,
        name=note.name,
        creatingUser=note.creator,
        creationDateTime=written_time(note.created),
    )
    build.told(element, "PlainTextContent", note.text)
    return element


def link_element(build: Builder, link: Link) -> Element:
    element = build.root(
        "Link",
        guid=link.guid,
        name=link.name or None,
        direction=link.direction,
        color=link.colour or None,
        originGUID=link.origin,
        targetGUID=link.target,
    )
    build.referring(element, "NoteRef", link.notes)
    return element


def set_element(build: Builder, group: CodeSet) -> Element:
    element = build.root("Set", guid=group.guid, name=group.name)
    build.described(element, group.description)
    build.referring(element, "MemberCode", group.codes)
    build.referring(element, "MemberSource", group.sources)
    build.referring(element, "MemberNote", group.notes)
    return element


def _add_selection(build: Builder, parent: Element, selection: Selection, ruler: Ruler) -> None:
    start, end = ruler.foreign(selection.start, selection.end)
    element = build.child(
        parent,
        "PlainTextSelection",
        guid=selection.guid,
        name=selection.name or None,
        startPosition=str(start),
        endPosition=str(end),
        creatingUser=selection.creator,
        creationDateTime=written_time(selection.created),
    )
    build.described(element, selection.description)
    for coding in selection.codings:
        _add_coding(build, element, coding)
    build.referring(element, "NoteRef", selection.notes)


def _add_coding(build: Builder, parent: Element, coding: Coding) -> None:
    element = build.child(
        parent,
        "Coding",
        guid=coding.guid,
        creatingUser=coding.coder,
        creationDateTime=written_time(coding.created),
    )
    build.child(element, "CodeRef", targetGUID=coding.code)
    build.referring(element, "NoteRef", coding.notes)


def _add_values(
    build: Builder, parent: Element, values: Iterable[Value], kinds: Mapping[str, ValueKind]
) -> None:
    for value in values:
        element = build.child(parent, "VariableValue")
        build.child(element, "VariableRef", targetGUID=value.variable)
        build.told(element, element_for(kinds[value.variable], value.value), value.value)
