"""What another program said that has no table here, as it goes out again."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ecotone.coding.choices import Kept
from ecotone.coding.models import KeptPart
from ecotone.engine.pseudonyms import Names, hide_names
from ecotone.engine.refiqda import (
    CodeSet,
    Direction,
    Link,
    Note,
    Value,
    ValueKind,
    Variable,
)
from ecotone.foundation.models import Programme


@dataclass(slots=True)
class KeptParts:
    """The kept parts of a programme. `also_called` leads from their GUIDs to those of today."""

    names: Names
    also_called: Mapping[str, str]
    variables: list[Variable] = field(default_factory=list)
    values: dict[int, list[Value]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    on_project: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    sets: list[CodeSet] = field(default_factory=list)

    def gather(self, programme: Programme, *, with_notes: bool) -> "KeptParts":
        takes = {
            Kept.VARIABLE: self._variable,
            Kept.VALUES: self._values,
            Kept.NOTE: self._note,
            Kept.LINK: self._link,
            Kept.SET: self._set,
        }
        for part in KeptPart.objects.filter(programme=programme).order_by("pk"):
            if with_notes or part.kind != Kept.NOTE:
                takes[Kept(part.kind)](part, part.content)
        return self

    def links_between(self, known: Collection[str], notes: Collection[str]) -> Iterator[Link]:
        """Yield the links both of whose ends go out as well."""
        for link in self.links:
            ends = self._now(link.origin), self._now(link.target)
            if all(end is None or end in known for end in ends):
                kept = tuple(guid for guid in link.notes if guid in notes)
                yield replace(link, origin=ends[0], target=ends[1], notes=kept)

    def sets_of(
        self, codes: Collection[str], sources: Collection[str], notes: Collection[str]
    ) -> Iterator[CodeSet]:
        for group in self.sets:
            members = (self.also_called.get(guid, guid) for guid in group.sources)
            yield replace(
                group,
                codes=tuple(guid for guid in group.codes if guid in codes),
                sources=tuple(guid for guid in members if guid in sources),
                notes=tuple(guid for guid in group.notes if guid in notes),
            )

    def _now(self, guid: str | None) -> str | None:
        return self.also_called.get(guid, guid) if guid else None

    def _said(self, words: str) -> str:
        return hide_names(words, self.names).text

    def _variable(self, part: KeptPart, said: Mapping[str, Any]) -> None:
        kind = ValueKind(said["kind"])
        variable = Variable(
            str(part.guid), self._said(said["name"]), kind, self._said(said["description"])
        )
        self.variables.append(variable)

    def _values(self, part: KeptPart, said: Mapping[str, Any]) -> None:
        values = [Value(variable, self._said(value)) for variable, value in said["values"]]
        self.values.setdefault(part.participant_id or 0, []).extend(values)

    def _note(self, part: KeptPart, said: Mapping[str, Any]) -> None:
        created = said["created"]
        note = Note(
            str(part.guid),
            self._said(said["text"]),
            name=self._said(said["name"]),
            creator=self._now(said["creator"]),
            created=datetime.fromisoformat(created) if created else None,
        )
        self.notes.append(note)
        if said["is_on_project"]:
            self.on_project.append(note.guid)

    def _link(self, part: KeptPart, said: Mapping[str, Any]) -> None:
        direction = Direction(said["direction"]) if said["direction"] else None
        link = Link(
            str(part.guid),
            self._said(said["name"]),
            direction,
            said["colour"],
            origin=said["origin"],
            target=said["target"],
            notes=tuple(said["notes"]),
        )
        self.links.append(link)

    def _set(self, part: KeptPart, said: Mapping[str, Any]) -> None:
        group = CodeSet(
            str(part.guid),
            self._said(said["name"]),
            self._said(said["description"]),
            codes=tuple(said["codes"]),
            sources=tuple(said["sources"]),
            notes=tuple(said["notes"]),
        )
        self.sets.append(group)
