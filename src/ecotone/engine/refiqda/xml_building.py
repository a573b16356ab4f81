"""Elements in the one form the standard allows: order, attributes and words."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from lxml import etree

from ecotone.engine.refiqda.losses import Losses, LossKind
from ecotone.engine.refiqda.xml_parts import Element

__all__ = ["CODEBOOK", "PROJECT", "Builder", "written_time"]

PROJECT: Final = "urn:QDA-XML:project:1.0"
CODEBOOK: Final = "urn:QDA-XML:codebook:1.0"
_UNWRITABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Builder:
    """Makes elements of one namespace; an attribute without a value is left out."""

    def __init__(self, namespace: str, losses: Losses) -> None:
        self.namespace = namespace
        self._losses = losses

    def tag(self, name: str) -> str:
        return f"{{{self.namespace}}}{name}"

    def attributes(self, **said: str | None) -> dict[str, str]:
        return {name: self.words(value) for name, value in said.items() if value is not None}

    def root(self, name: str, /, **attributes: str | None) -> Element:
        return etree.Element(
            self.tag(name), self.attributes(**attributes), nsmap={None: self.namespace}
        )

    def child(self, parent: Element, name: str, /, **attributes: str | None) -> Element:
        return etree.SubElement(parent, self.tag(name), self.attributes(**attributes))

    def told(self, parent: Element, name: str, words: str) -> None:
        """Add a child that holds words, even when there are none."""
        self.child(parent, name).text = self.words(words)

    def described(self, parent: Element, description: str) -> None:
        if description:
            self.told(parent, "Description", description)

    def referring(self, parent: Element, name: str, guids: Iterable[str]) -> None:
        for guid in guids:
            self.child(parent, name, targetGUID=guid)

    def words(self, words: str) -> str:
        """Replace what XML has no way to say, one sign for one."""
        clean = _UNWRITABLE.sub("\ufffd", words)
        if clean != words:
            self._losses.add(LossKind.ODD_CHARACTERS, f"“{clean[:40]}”")
        return clean


def written_time(at: datetime | None) -> str | None:
    """Say a time in UTC, as the schema has it.

    >>> written_time(datetime(2026, 1, 5, 9, 0, tzinfo=UTC))
    '2026-01-05T09:00:00Z'
    """
    return None if at is None else at.astimezone(UTC).isoformat().replace("+00:00", "Z")
