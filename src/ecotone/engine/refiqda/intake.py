"""What every part of a project needs while it is read, and the small things all parts hold."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from ecotone.engine.refiqda.identities import Identities, normal_guid
from ecotone.engine.refiqda.losses import Losses, LossKind
from ecotone.engine.refiqda.package import Package
from ecotone.engine.refiqda.project import Value
from ecotone.engine.refiqda.texts import decoded, readable
from ecotone.engine.refiqda.xml_parts import Element, children, local_name

__all__ = ["Intake", "person", "reference", "references"]

FIRST_YEAR: Final = 1900  # programs write year 1 for "never"
_COLOUR: Final = re.compile(r"#(?:[0-9a-f]{3}){1,2}")
_CHANGED: Final = ("modifyingUser", "modifyingUserGUID", "modifiedDateTime")


@dataclass(slots=True)
class Intake:
    """Where texts come from, what was met, what was lost.

    `supplied` holds texts that somebody gave by hand, by the GUID of their source or by the
    name of their file in lower case.
    """

    package: Package | None = None
    supplied: Mapping[str, str] = field(default_factory=dict)
    losses: Losses = field(default_factory=Losses)
    identities: Identities = field(init=False)
    _said: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.identities = Identities(self.losses)

    def lose_once(self, what: str, *, kind: LossKind = LossKind.NO_PLACE) -> None:
        """Tell what nearly every element of some programs has once for all of them."""
        if what not in self._said:
            self._said.add(what)
            self.losses.add(kind, what)

    def file(self, path: str, name: str) -> str | None:
        content = self.package.text(path) if self.package else None
        return None if content is None else decoded(content, name=name, losses=self.losses)

    def given(self, guid: str, path: str) -> str | None:
        """Return the text somebody gave for a source that came without."""
        file_name = path.replace("\\", "/").rpartition("/")[2].lower()
        words = self.supplied.get(guid, self.supplied.get(file_name))
        return words and readable(words, name=file_name or guid, losses=self.losses)

    def time(self, element: Element, name: str = "creationDateTime") -> datetime | None:
        """Read a time; one without a zone is taken to be UTC."""
        self._notice_changes(element)
        written = (element.get(name) or "").strip()
        if not written:
            return None
        try:
            read = datetime.fromisoformat(written)
            at = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
        except (ValueError, OverflowError):
            at = None
        if at is None or at.year < FIRST_YEAR:
            self.losses.add(LossKind.UNREADABLE_VALUE, f"the time “{written}”")
            return None
        return at

    def colour(self, element: Element, where: str) -> str:
        """Read a colour as "#rrggbb".

        >>> from lxml import etree
        >>> Intake().colour(etree.fromstring('<Code color="#F0a"/>'), "")
        '#ff00aa'
        """
        written = (element.get("color") or "").strip().lower()
        if not written:
            return ""
        if not _COLOUR.fullmatch(written):
            self.losses.add(LossKind.UNREADABLE_VALUE, f"the colour “{written}”", where)
            return ""
        is_short = len(written) == len("#rgb")
        return "#" + "".join(digit * 2 for digit in written[1:]) if is_short else written

    def values(self, element: Element) -> tuple[Value, ...]:
        return tuple(self._values(element))

    def _values(self, element: Element) -> Iterator[Value]:
        for value in children(element, "VariableValue"):
            variable, words = None, ""
            for child in value:
                if local_name(child) == "VariableRef":
                    variable = reference(child)
                else:
                    words = child.text or ""
                    if local_name(child) != "TextValue":
                        words = words.strip()
            if variable is not None:
                yield Value(variable, words)

    def _notice_changes(self, element: Element) -> None:
        if any(name in element.attrib for name in _CHANGED):
            self.lose_once("when things were last changed, and by whom")


def reference(element: Element) -> str | None:
    """Return the identity a reference names; the codebook's schema calls it otherwise."""
    written = element.get("targetGUID") or element.get("guid")
    return normal_guid(written) if written else None


def references(element: Element, name: str) -> tuple[str, ...]:
    found = (reference(child) for child in children(element, name))
    return tuple(dict.fromkeys(guid for guid in found if guid))


def person(element: Element, name: str = "creatingUser") -> str | None:
    written = element.get(name)
    return normal_guid(written) if written else None
