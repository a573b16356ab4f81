"""The codes of a project beside those of the codebook: new, changed, the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ecotone.coding.models import Code
from ecotone.coding.queries.code_wording import wording_in
from ecotone.coding.queries.projects.ground import Ground
from ecotone.engine import refiqda
from ecotone.engine.pseudonyms import Names, hide_names
from ecotone.engine.refiqda import Project

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One code of a project; `code` is the one it is here, `changes` what it would change."""

    said: refiqda.Code
    path: tuple[str, ...]
    code: Code | None
    changes: Mapping[str, Any]

    @property
    def is_new(self) -> bool:
        """Say whether it is not in the book: never was, or was taken out of it."""
        return self.code is None or self.code.is_removed


def codes_in(project: Project, ground: Ground, names: Names) -> list[CodeLine]:
    """Find each code by its GUID, else by its name and those above it."""
    paths = project.paths()
    found: dict[str, Code] = {}
    lines = []
    for said in project.codes:
        path = paths[said.guid]
        code = ground.codes.get(said.guid) or ground.by_path.get(_folded(path))
        if code is not None:
            found[said.guid] = code
        changes = dict(_changes(code, said, found, names)) if code else {}
        lines.append(CodeLine(said, path, code, changes))
    return lines


def fields_of(said: refiqda.Code, names: Names) -> dict[str, Any]:
    """Return what the codebook holds of a code, as another program says it, names replaced."""
    wording = wording_in(hide_names(said.description, names).text)
    wording["source"] = wording["source"][:200]
    name = hide_names(said.name, names).text.strip()[:LONGEST_NAME]
    return {"name": name or said.guid[:8], "is_retired": not said.is_codable, **wording}


def _folded(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.casefold() for name in path)


def _changes(
    code: Code, said: refiqda.Code, found: Mapping[str, Code], names: Names
) -> Iterator[tuple[str, Any]]:
    """Yield what differs. A code found by its name alone keeps the words it has here."""
    if code.is_removed:
        yield "is_removed", False
        if code.merged_into_id:
            yield "merged_into_id", None
    if str(code.guid) != said.guid:
        return
    for field, value in fields_of(said, names).items():
        if getattr(code, field) != value:
            yield field, value
    parent = found.get(said.parent or "")
    if (said.parent is None or parent) and code.parent_id != (parent.pk if parent else None):
        yield "parent_id", parent.pk if parent else None
