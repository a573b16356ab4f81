"""Our taxonomy of practices: what a programme's codebook may begin with, and be compared by."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from uuid import UUID, uuid5

TAXONOMY = Path(__file__).parent.parent / "data" / "taxonomy.csv"
OF_TAXONOMY = UUID("5d0f6f3e-3c1c-4a0e-9a57-6c1f2f2f7d11")


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice of teaching as our taxonomy has it, with the key of what it is part of."""

    key: str
    name: str
    part_of: str
    other_names: tuple[str, ...]
    definition: str
    source: str

    @property
    def guid(self) -> UUID:
        """One for all programmes of all hubs, so that exchanged codebooks meet in it."""
        return uuid5(OF_TAXONOMY, self.key)


@cache
def starter_practices() -> Mapping[str, Practice]:
    """Return the taxonomy by key, in the order of its file: broader before narrower."""
    with TAXONOMY.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return MappingProxyType({row["id"]: _practice(row) for row in rows})


def _practice(row: Mapping[str, str]) -> Practice:
    return Practice(
        key=row["id"],
        name=row["prefLabel"],
        part_of=row["broader"],
        other_names=tuple(name for name in row["altLabels"].split("|") if name),
        definition=row["definition"],
        source=row["source"],
    )
