"""What a codebook somebody brings would change: codes are known again by guid, then by path."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from ecotone.coding.models import Code
from ecotone.coding.queries.codebook import hue_of
from ecotone.foundation.models import Programme

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtCode:
    """A code as a file has it: its names from the family down, and what is said of it.

    `says` holds, by field, only what the file speaks of; all else stays as it is.
    """

    path: Path
    guid: UUID | None = None
    says: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.path[-1]


class StandingBook:
    """The codes of a programme, to be found by what a file calls them."""

    def __init__(self, programme: Programme) -> None:
        codes = Code.objects.filter(programme=programme).order_by("position", "pk")
        self.codes = {code.pk: code for code in codes}
        self.keys = {code.key for code in self.codes.values()}
        self._by_guid = {code.guid: code for code in self.codes.values()}
        self._by_path: dict[Path, Code] = {}
        for code in self.codes.values():
            if not code.is_removed:
                self._by_path.setdefault(folded(self.path_of(code)), code)

    def add(self, code: Code) -> None:
        self.codes[code.pk] = code
        self.keys.add(code.key)
        self._by_guid[code.guid] = code
        self._by_path[folded(self.path_of(code))] = code

    def path_of(self, code: Code) -> Path:
        names = [code.name]
        while code.parent_id is not None:
            code = self.codes[code.parent_id]
            names.insert(0, code.name)
        return tuple(names)

    def at(self, path: Path) -> Code | None:
        return self._by_path.get(folded(path))

    def known(self, brought: BroughtCode) -> Code | None:
        """Find a code again. One that was merged is the code it was merged into."""
        code = self._by_guid.get(brought.guid) if brought.guid else None
        while code is not None and code.is_removed and code.merged_into_id:
            code = self.codes[code.merged_into_id]
        return code or self.at(brought.path)

    def differences(self, code: Code, brought: BroughtCode) -> dict[str, Any]:
        """Return the fields that would change, with what they would say."""
        if brought.guid and code.guid != brought.guid and self._was_merged(brought.guid):
            return {}
        said = {
            name: value for name, value in brought.says.items() if getattr(code, name) != value
        }
        if said.get("hue") == hue_of(code):
            del said["hue"]
        if code.is_removed:
            said["is_removed"] = False
        return said | self._other_place(code, brought)

    def _was_merged(self, guid: UUID) -> bool:
        return guid in self._by_guid and self._by_guid[guid].is_removed

    def _other_place(self, code: Code, brought: BroughtCode) -> dict[str, Any]:
        """Follow a code that was renamed or moved in the file, where its place is free."""
        there = self.at(brought.path)
        if there is not None and there is not code:
            return {}
        place: dict[str, Any] = {"name": brought.name} if code.name != brought.name else {}
        parent = self.at(brought.path[:-1])
        if code.parent_id != (parent.pk if parent else None):
            place["parent_id"] = parent.pk if parent else None
        return place


def folded(path: Path) -> Path:
    return tuple(" ".join(name.split()).casefold() for name in path)


def broader_first(codes: Iterable[BroughtCode]) -> list[BroughtCode]:
    """Order codes such that each comes after what it is part of; else as the file has them."""
    return sorted(codes, key=lambda brought: len(brought.path))


def headings_of(brought: BroughtCode) -> Iterator[Path]:
    """Yield the paths above a code, from the family down."""
    for depth in range(1, len(brought.path)):
        yield brought.path[:depth]
