"""By which GUIDs other programs know what is ours, and what of ours a GUID of theirs names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from ecotone.coding.choices import Identified
from ecotone.coding.models import Identity
from ecotone.foundation.encryption import fingerprint
from ecotone.foundation.models import Programme


@dataclass(frozen=True, slots=True)
class Identities:
    """Everything a programme knows of GUIDs that came from elsewhere, read once."""

    given: Mapping[tuple[str, int], str]
    found: Mapping[tuple[str, str], int]

    def guid_of(self, kind: Identified, pk: int, own: UUID | None = None) -> str:
        """Return the GUID a thing came with, else its own."""
        return self.given.get((kind, pk)) or (str(own) if own else own_guid(kind, pk))

    def named(self, kind: Identified, guid: str) -> int | None:
        """Return the row that a GUID from elsewhere names; it may be gone by now."""
        return self.found.get((kind, guid))

    def also_called(self) -> Mapping[str, str]:
        """Return, for GUIDs of things that were here before, the ones they go out by."""
        return {
            guid: self.guid_of(Identified(kind), pk)
            for (kind, guid), pk in self.found.items()
            if kind in {Identified.CODER, Identified.PERSON, Identified.TEXT}
        }


def identities_of(programme: Programme) -> Identities:
    given: dict[tuple[str, int], str] = {}
    found: dict[tuple[str, str], int] = {}
    rows = Identity.objects.filter(programme=programme).order_by("pk")
    for kind, guid, pk, is_origin in rows.values_list("kind", "guid", "of", "is_origin"):
        found[kind, str(guid)] = pk
        if is_origin:
            given.setdefault((kind, pk), str(guid))
    return Identities(given, found)


def own_guid(kind: str, pk: int) -> str:
    """Return a GUID that no other installation gives, and that tells nobody what it names."""
    return str(UUID(hex=fingerprint(f"{kind}:{pk}")[:32]))


def by_own_guid(kind: Identified, pks: Iterable[int]) -> dict[str, int]:
    return {own_guid(kind, pk): pk for pk in pks}
