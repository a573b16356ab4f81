"""The parts of a project in the order they were met, before anything refers to anything."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import IO, Final

from ecotone.engine.refiqda.intake import Intake, person, reference
from ecotone.engine.refiqda.losses import LossKind
from ecotone.engine.refiqda.package import BoundedStream
from ecotone.engine.refiqda.project import (
    Case,
    Code,
    CodeSet,
    Link,
    Note,
    Project,
    User,
    Variable,
)
from ecotone.engine.refiqda.read_codes import (
    read_case,
    read_codes,
    read_link,
    read_set,
    read_user,
    read_variable,
)
from ecotone.engine.refiqda.read_sources import RawSource, read_note, read_sources
from ecotone.engine.refiqda.xml_parts import Element, children, local_name, parts_of

__all__ = ["Gathered", "gather"]

_SECTIONS: Final = {
    *("Users", "CodeBook", "Codes", "Variables", "Cases"),
    *("Sources", "Notes", "Links", "Sets", "Graphs"),
}


@dataclass(slots=True)
class Gathered:
    """`head` holds what the project says of itself; the lists, everything else."""

    head: Project = field(default_factory=Project)
    users: list[User] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    variables: list[Variable] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    sources: list[RawSource] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    sets: list[CodeSet] = field(default_factory=list)
    notes_on_project: list[str] = field(default_factory=list)


def gather(stream: IO[bytes] | BoundedStream, intake: Intake) -> Gathered:
    """Read all parts of a project's or a codebook's XML."""
    parts = parts_of(stream)
    gathered = Gathered(head=_head(next(parts), intake))
    for element in parts:
        take = _TAKES.get(local_name(element))
        if take is not None:
            take(gathered, element, intake)
        elif local_name(element) not in _SECTIONS:
            intake.losses.add(LossKind.NO_PLACE, f"<{local_name(element)}>")
    return gathered


def _head(root: Element, intake: Intake) -> Project:
    if root.get("basePath"):
        intake.lose_once("the folder on somebody's computer the project lay in")
    return Project(
        name=root.get("name") or "",
        origin=root.get("origin") or "",
        creator=person(root, "creatingUserGUID"),
        created=intake.time(root),
    )


def _take_description(gathered: Gathered, element: Element, _intake: Intake) -> None:
    gathered.head = replace(gathered.head, description="".join(element.itertext()))


def _take_note_reference(gathered: Gathered, element: Element, _intake: Intake) -> None:
    guid = reference(element)
    if guid is not None:
        gathered.notes_on_project.append(guid)


def _take_sets(gathered: Gathered, element: Element, intake: Intake) -> None:
    """Read the sets of a bare codebook, which come as one part."""
    gathered.sets += (read_set(child, intake) for child in children(element, "Set"))


def _lose_graph(_gathered: Gathered, element: Element, intake: Intake) -> None:
    intake.losses.add(LossKind.GRAPH, f"“{element.get('name') or ''}”")


_TAKES: Final[dict[str, Callable[[Gathered, Element, Intake], None]]] = {
    "User": lambda gathered, part, intake: gathered.users.append(read_user(part, intake)),
    "Codes": lambda gathered, part, intake: gathered.codes.extend(read_codes(part, intake)),
    "Variable": lambda gathered, part, intake: gathered.variables.append(
        read_variable(part, intake)
    ),
    "Case": lambda gathered, part, intake: gathered.cases.append(read_case(part, intake)),
    **dict.fromkeys(
        ("TextSource", "PDFSource", "PictureSource", "AudioSource", "VideoSource"),
        lambda gathered, part, intake: gathered.sources.extend(read_sources(part, intake)),
    ),
    "Note": lambda gathered, part, intake: gathered.notes.append(read_note(part, intake)),
    "Link": lambda gathered, part, intake: gathered.links.append(read_link(part, intake)),
    "Set": lambda gathered, part, intake: gathered.sets.append(read_set(part, intake)),
    "Sets": _take_sets,
    "Graph": _lose_graph,
    "Description": _take_description,
    "NoteRef": _take_note_reference,
}
