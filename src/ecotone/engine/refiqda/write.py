"""From a project to bytes that any program reads; the same project gives the same bytes."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from lxml import etree

from ecotone.engine.refiqda.checking import check_project
from ecotone.engine.refiqda.counting import ruler_for
from ecotone.engine.refiqda.losses import Loss, Losses, LossKind
from ecotone.engine.refiqda.offset_model import OffsetModel, Units
from ecotone.engine.refiqda.origins import origin_for
from ecotone.engine.refiqda.presenting import presentable
from ecotone.engine.refiqda.project import Project
from ecotone.engine.refiqda.reading import Written
from ecotone.engine.refiqda.refusals import UnwritableProject
from ecotone.engine.refiqda.texts import counted_text
from ecotone.engine.refiqda.write_parts import (
    case_element,
    code_elements,
    link_element,
    note_element,
    set_element,
    source_element,
    user_element,
    variable_element,
)
from ecotone.engine.refiqda.xml_building import CODEBOOK, PROJECT, Builder, written_time
from ecotone.engine.refiqda.xml_parts import Element

__all__ = ["write_codebook", "write_project"]

_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say; when does not matter
_READABLE: Final = 0o100644 << 16
_ON_UNIX: Final = 3


def write_project(
    project: Project, *, units: Units = Units.CODE_POINTS, beyond: Iterable[Loss] = ()
) -> Written:
    """Write a package (`.qdpx`) that is valid against the standard's schema.

    Parameters
    ----------
    project
        What `check_project` finds no fault with. Line ends become LF and selections follow;
        its origin becomes "Ecotone".
    units
        In which positions count; UTF-16 is for NVivo on the Mac alone.
    beyond
        What whoever put the project together knows to have no place in it (rounds, weights,
        consent, versions of the codebook); it leads the list of losses.

    Raises
    ------
    UnwritableProject
        When the project contradicts itself.

    Notes
    -----
    Linear in the project. No time, path or name of this machine goes in.
    """
    losses = Losses()
    written = presentable(project, losses)
    check_project(written)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression=zipfile.ZIP_DEFLATED) as archive:
        root = _project_element(written, Builder(PROJECT, losses), units)
        archive.writestr(_member("project.qde"), _as_bytes(root))
        for source in sorted(written.sources, key=lambda source: source.guid):
            archive.writestr(_member(f"sources/{source.guid}.txt"), source.text.encode())
    return Written(stream.getvalue(), (*beyond, *losses.all()))


def write_codebook(project: Project) -> Written:
    """Write the codes and sets of a project as a codebook (`.qdc`).

    Raises
    ------
    UnwritableProject
        When there is no code (the schema asks for one), or the project contradicts itself.
    """
    check_project(project)
    if not project.codes:
        raise UnwritableProject("A codebook needs at least one code. Nothing is written.")
    losses = Losses()
    build = Builder(CODEBOOK, losses)
    if any(code.notes for code in project.codes):
        losses.add(LossKind.NO_PLACE, "notes on codes, in a bare codebook:")
    root = build.root("CodeBook", origin=origin_for(Units.CODE_POINTS))
    build.child(root, "Codes").extend(code_elements(build, project.codes, notes=False))
    if project.sets:
        _add_code_sets(build, root, project)
    return Written(_as_bytes(root), losses.all())


def _add_code_sets(build: Builder, root: Element, project: Project) -> None:
    sets = build.child(root, "Sets")
    for group in project.sets:
        element = build.child(sets, "Set", guid=group.guid, name=group.name)
        build.described(element, group.description)
        for guid in group.codes:
            build.child(element, "MemberCode", guid=guid)


def _as_bytes(root: Element) -> bytes:
    """Write XML as UTF-8 without a byte order mark, over which some programs stumble."""
    content: bytes = etree.tostring(
        root, xml_declaration=True, encoding="utf-8", pretty_print=True
    )
    return content


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, date_time=_LONG_AGO)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = _READABLE
    member.create_system = _ON_UNIX
    return member


# --- the project's XML -----------------------------------------------------------------------


def _project_element(project: Project, build: Builder, units: Units) -> Element:
    root = build.root(
        "Project",
        name=project.name,
        origin=origin_for(units),
        creatingUserGUID=project.creator,
        creationDateTime=written_time(project.created),
    )
    for name, elements in _sections(project, build, units):
        _add_section(build, root, name, elements)
    build.described(root, project.description)
    build.referring(root, "NoteRef", project.notes_on_project)
    return root


def _sections(
    project: Project, build: Builder, units: Units
) -> Iterator[tuple[str, Iterator[Element]]]:
    """Yield what stands in each section, in the schema's order, made when asked for."""
    kinds = {variable.guid: variable.kind for variable in project.variables}
    model = OffsetModel(units=units)
    yield "Users", _each(user_element, build, project.users)
    yield "CodeBook", _codes(build, project)
    yield "Variables", _each(variable_element, build, project.variables)
    yield "Cases", (case_element(build, case, kinds) for case in project.cases)
    yield (
        "Sources",
        (
            source_element(build, source, kinds, ruler_for(counted_text(source.text), model))
            for source in project.sources
        ),
    )
    yield "Notes", _each(note_element, build, project.notes)
    yield "Links", _each(link_element, build, project.links)
    yield "Sets", _each(set_element, build, project.sets)


def _codes(build: Builder, project: Project) -> Iterator[Element]:
    if project.codes:
        codes = build.root("Codes")
        codes.extend(code_elements(build, project.codes, notes=True))
        yield codes


def _each(
    make: Callable[[Builder, Any], Element], build: Builder, things: Iterable[Any]
) -> Iterator[Element]:
    return (make(build, thing) for thing in things)


def _add_section(build: Builder, root: Element, name: str, elements: Iterator[Element]) -> None:
    """Add a section; none when it would be empty, which the schema forbids."""
    first = next(elements, None)
    if first is not None:
        section = build.child(root, name)
        section.append(first)
        section.extend(elements)
