"""What an exchanged project is made of: who coded which words of which text with which code.

Identities are GUIDs in lower case without braces. Positions are Unicode code points in the
text as it stands here, [start, end); line ends are LF, and no byte order mark leads a text.
Times know their zone. `""` and `None` both mean "not said".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

__all__ = [
    "Case",
    "Code",
    "CodeSet",
    "Coding",
    "Direction",
    "Link",
    "Note",
    "Project",
    "Selection",
    "Source",
    "User",
    "Value",
    "ValueKind",
    "Variable",
]


class ValueKind(StrEnum):
    """What sort of value a variable holds; the words are those of the standard."""

    TEXT = "Text"
    BOOLEAN = "Boolean"
    INTEGER = "Integer"
    FLOAT = "Float"
    DATE = "Date"
    DATE_TIME = "DateTime"


class Direction(StrEnum):
    """Which way a link points; the words are those of the standard."""

    ASSOCIATIVE = "Associative"
    ONE_WAY = "OneWay"
    BOTH_WAYS = "Bidirectional"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who coded or wrote; `id` is the short name some programs give."""

    guid: str
    name: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A code; its place in the tree is its `parent`, its order that in `Project.codes`.

    Parameters
    ----------
    colour
        "#rrggbb" in lower case, or "".
    is_codable
        False for a heading that no passage may carry.
    notes
        GUIDs of notes on the code.
    """

    guid: str
    name: str
    parent: str | None = None
    description: str = ""
    colour: str = ""
    is_codable: bool = True
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder's use of one code, on the span of the selection (or the text) that holds it.

    Parameters
    ----------
    code, coder
        GUIDs of a code and of a user.
    pole, target
        What the words do with the practice (`gives`, `asks`, `barrier`, `observation`) and
        whom they are about (`self`, `own_sector`, `colleagues`, `students`): one of
        `POLES` and `TARGETS`, both or neither. The standard has no place for them;
        `refiqda.poles` says how they travel.
    notes
        GUIDs of notes on this coding, without the one that carries pole and target.
    """

    guid: str
    code: str
    coder: str | None = None
    created: datetime | None = None
    pole: str = ""
    target: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """A span of a text, with the codings and notes on it; it may have none of either.

    `start < end <= len(source.text)`. What another program wrote as a remark on the span
    itself is `description`.
    """

    guid: str
    start: int
    end: int
    codings: tuple[Coding, ...] = ()
    name: str = ""
    description: str = ""
    creator: str | None = None
    created: datetime | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """What a variable says of a source or a case, as the words of its kind ("7", "true")."""

    variable: str
    value: str


@dataclass(frozen=True, slots=True)
class Source:
    """A text and what is marked in it; `codings` are those of the text as a whole.

    A source whose text was not in the package stands here without text and selections; it is
    among `Reading.missing`.
    """

    guid: str
    name: str
    text: str
    selections: tuple[Selection, ...] = ()
    codings: tuple[Coding, ...] = ()
    description: str = ""
    creator: str | None = None
    created: datetime | None = None
    values: tuple[Value, ...] = ()
    notes: tuple[str, ...] = ()

    def quote(self, selection: Selection) -> str:
        """Return the words of one of its selections.

        >>> Source("g", "talk", "We mix groups.").quote(Selection("s", 3, 13))
        'mix groups'
        """
        return self.text[selection.start : selection.end]


@dataclass(frozen=True, slots=True)
class Variable:
    """Something said of cases or sources, such as their sector."""

    guid: str
    name: str
    kind: ValueKind = ValueKind.TEXT
    description: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody (or something) the texts are about, with what is said of them.

    `sources`, `selections` and `codes` are GUIDs.
    """

    guid: str
    name: str = ""
    description: str = ""
    values: tuple[Value, ...] = ()
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeSet:
    """A named group of codes, sources and notes (the standard's Set); members are GUIDs."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A memo. What it is about refers to it by its GUID; nothing refers to a free note."""

    guid: str
    text: str
    name: str = ""
    creator: str | None = None
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A line drawn between any two things, by their GUIDs."""

    guid: str
    name: str = ""
    direction: Direction | None = None
    colour: str = ""
    origin: str | None = None
    target: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """A whole exchanged project. A bare codebook (`.qdc`) is one with codes and sets only.

    `codes` stand in the order of the tree, each after its parent; `notes_on_project` are
    GUIDs of notes about the whole.

    Examples
    --------
    >>> group = Code("c2", "Group work", parent="c1")
    >>> Project(name="Phase 1", codes=(Code("c1", "Teaching"), group)).paths()["c2"]
    ('Teaching', 'Group work')
    """

    name: str = ""
    origin: str = ""
    description: str = ""
    creator: str | None = None
    created: datetime | None = None
    users: tuple[User, ...] = ()
    codes: tuple[Code, ...] = ()
    variables: tuple[Variable, ...] = ()
    cases: tuple[Case, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()
    sets: tuple[CodeSet, ...] = ()
    notes_on_project: tuple[str, ...] = ()

    def paths(self) -> dict[str, tuple[str, ...]]:
        """Return the names from the root to each code, by its GUID. Linear in the codes."""
        paths: dict[str, tuple[str, ...]] = {}
        for code in self.codes:
            above = paths.get(code.parent, ()) if code.parent else ()
            paths[code.guid] = (*above, code.name)
        return paths

    def coded(self) -> Iterator[tuple[Source, Selection | None, Coding]]:
        """Yield every coding with where it stands; None when it is of the text as a whole."""
        for source in self.sources:
            for coding in source.codings:
                yield source, None, coding
            for selection in source.selections:
                for coding in selection.codings:
                    yield source, selection, coding
