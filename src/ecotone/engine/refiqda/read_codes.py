"""Users, the codebook's tree, variables, cases, sets and links, as they are written.

References are read as they stand; `resolving` sees later whether they lead anywhere.
"""

from collections.abc import Iterator

from ecotone.engine.refiqda.intake import Intake, person, references
from ecotone.engine.refiqda.losses import LossKind
from ecotone.engine.refiqda.project import (
    Case,
    Code,
    CodeSet,
    Direction,
    Link,
    User,
    ValueKind,
    Variable,
)
from ecotone.engine.refiqda.xml_parts import Element, children, text_of

__all__ = ["read_case", "read_codes", "read_link", "read_set", "read_user", "read_variable"]


def read_user(element: Element, intake: Intake) -> User:
    name = element.get("name") or ""
    guid = intake.identities.claim("user", element.get("guid"), f"the user “{name}”")
    return User(guid, name=name, id=element.get("id") or "")


def read_codes(element: Element, intake: Intake) -> Iterator[Code]:
    """Yield each code before those below it."""
    for child in children(element, "Code"):
        yield from _code_and_below(child, intake, parent=None)


def _code_and_below(element: Element, intake: Intake, parent: str | None) -> Iterator[Code]:
    name = element.get("name") or ""
    what = f"the code “{name}”"
    guid = intake.identities.claim("code", element.get("guid"), what)
    yield Code(
        guid,
        name,
        parent=parent,
        description=text_of(element, "Description"),
        colour=intake.colour(element, what),
        is_codable=(element.get("isCodable") or "true").strip().lower() in {"true", "1"},
        notes=references(element, "NoteRef"),
    )
    for child in children(element, "Code"):
        yield from _code_and_below(child, intake, parent=guid)


def read_variable(element: Element, intake: Intake) -> Variable:
    name = element.get("name") or ""
    guid = intake.identities.claim("variable", element.get("guid"), f"the variable “{name}”")
    written = (element.get("typeOfVariable") or "").strip()
    if written not in set(ValueKind):
        intake.losses.add(LossKind.UNREADABLE_VALUE, f"the kind “{written}”", f"“{name}”")
        written = ValueKind.TEXT
    return Variable(guid, name, ValueKind(written), text_of(element, "Description"))


def read_case(element: Element, intake: Intake) -> Case:
    name = element.get("name") or ""
    return Case(
        intake.identities.claim("case", element.get("guid"), f"the case “{name}”"),
        name=name,
        description=text_of(element, "Description"),
        values=intake.values(element),
        sources=references(element, "SourceRef"),
        selections=references(element, "SelectionRef"),
        codes=references(element, "CodeRef"),
    )


def read_set(element: Element, intake: Intake) -> CodeSet:
    name = element.get("name") or ""
    return CodeSet(
        intake.identities.claim("set", element.get("guid"), f"the set “{name}”"),
        name=name,
        description=text_of(element, "Description"),
        codes=references(element, "MemberCode"),
        sources=references(element, "MemberSource"),
        notes=references(element, "MemberNote"),
    )


def read_link(element: Element, intake: Intake) -> Link:
    name = element.get("name") or ""
    what = f"the link “{name}”"
    direction = (element.get("direction") or "").strip()
    if direction and direction not in set(Direction):
        intake.losses.add(LossKind.UNREADABLE_VALUE, f"the direction “{direction}”", what)
        direction = ""
    return Link(
        intake.identities.claim("link", element.get("guid"), what),
        name=name,
        direction=Direction(direction) if direction else None,
        colour=intake.colour(element, what),
        origin=person(element, "originGUID"),
        target=person(element, "targetGUID"),
        notes=references(element, "NoteRef"),
    )
