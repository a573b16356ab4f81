"""Whose is whose: GUIDs in one form, each given once, and references that lead somewhere."""

import re
from typing import Final
from uuid import UUID, uuid5

from ecotone.engine.refiqda.losses import Losses, LossKind

__all__ = ["Identities", "is_guid", "normal_guid"]

_DERIVED: Final = UUID("0f4a1f3e-5f0f-5f43-9b39-7d3c4c1d2a60")
_GUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_guid(guid: str) -> bool:
    """Say whether this is a GUID in our form.

    >>> is_guid("1e8b7cc6-1fee-55a4-b69f-5bad2a5048fc"), is_guid("{1E8B}")
    (True, False)
    """
    return _GUID.fullmatch(guid) is not None


def normal_guid(written: str) -> str:
    """Return a GUID in lower case without braces; of anything else, one made from it.

    What is no GUID still refers to what has the same words for an identity.

    >>> normal_guid("{1E8B7CC6-1FEE-55A4-B69F-5BAD2A5048FC}")
    '1e8b7cc6-1fee-55a4-b69f-5bad2a5048fc'
    """
    bare = written.strip().removeprefix("{").removesuffix("}").lower()
    return bare if is_guid(bare) else str(uuid5(_DERIVED, written))


class Identities:
    """What was met so far, by kind; the same GUID may belong to two kinds, as NVivo does."""

    def __init__(self, losses: Losses) -> None:
        self._losses = losses
        self._met: dict[str, set[str]] = {}
        self._made = 0

    def claim(self, kind: str, written: str | None, what: str, where: str = "") -> str:
        """Return the identity of something new; its own when another of its kind has it."""
        met = self._met.setdefault(kind, set())
        guid = normal_guid(written) if written else self._new(kind)
        if not written or guid not in written.lower():
            self._losses.add(LossKind.NO_IDENTITY, what, where)
        if guid in met:
            self._losses.add(LossKind.SECOND_IDENTITY, what, where)
        while guid in met:
            guid = self._new(f"{kind} {guid}")
        met.add(guid)
        return guid

    def knows(self, kind: str, guid: str) -> bool:
        return guid in self._met.get(kind, ())

    def find(self, kind: str, written: str | None, where: str) -> str | None:
        """Return what a reference means; None, with a loss, when it leads nowhere."""
        if not written or not written.strip():
            return None
        guid = normal_guid(written)
        if self.knows(kind, guid):
            return guid
        self._losses.add(LossKind.UNKNOWN_REFERENCE, f"{kind} {guid}", where)
        return None

    def _new(self, seed: str) -> str:
        self._made += 1
        return str(uuid5(_DERIVED, f"{seed} {self._made}"))
