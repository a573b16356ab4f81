"""Texts with what is marked in them, as they are written; and notes, which are texts too.

Positions are still those of the program that wrote them: `resolving` makes them ours once
the way of counting is known.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ecotone.engine.refiqda.intake import Intake, person, reference, references
from ecotone.engine.refiqda.losses import LossKind
from ecotone.engine.refiqda.project import Coding, Note, Selection, Source
from ecotone.engine.refiqda.texts import CountedText, counted_text
from ecotone.engine.refiqda.xml_parts import Element, children, local_name, text_of

__all__ = ["RawSource", "read_note", "read_sources"]

# What stands for a text inside a source that is a page, a picture or a recording.
_TEXT_WITHIN: Final = {
    "PDFSource": "Representation",
    "PictureSource": "TextDescription",
    "AudioSource": "Transcript",
    "VideoSource": "Transcript",
}
_REGIONS: Final = ("PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection")
_POSITION: Final = re.compile(r"[+-]?[0-9]{1,11}")  # of more digits than any text needs: none


@dataclass(frozen=True, slots=True)
class RawSource:
    """A source whose selections still stand where another program counts them.

    `counted` is None when the text is missing; it would lie at `path`.
    """

    source: Source
    counted: CountedText | None
    path: str = ""


def read_sources(element: Element, intake: Intake) -> Iterator[RawSource]:
    """Read one source: a text as itself, anything else as the texts inside it."""
    kind = local_name(element)
    if kind == "TextSource":
        yield _text_source(element, element, intake, guid=element.get("guid"))
        return
    _lose_regions(element, intake)
    texts = list(children(element, _TEXT_WITHIN[kind]))
    for number, text in enumerate(texts):
        # Cases and sets name the recording or page, so its first text goes by that identity.
        guid = text.get("guid") if number else element.get("guid")
        yield _text_source(element, text, intake, guid=guid)
    if not texts:
        what = f"“{_name(element)}” ({kind.removesuffix('Source').lower()})"
        intake.losses.add(LossKind.FILE_NOT_READ, what)


def read_note(element: Element, intake: Intake) -> Note:
    name = element.get("name") or ""
    what = f"the note “{name}”"
    guid = intake.identities.claim("note", element.get("guid"), what)
    words = _words(element, intake, guid, name)
    if words is None:
        intake.losses.add(LossKind.TEXT_MISSING, what)
    if any(local_name(child) in {"PlainTextSelection", "Coding"} for child in element):
        intake.losses.add(LossKind.NO_PLACE, "coding inside a note", what)
    return Note(
        guid,
        words or "",
        name=name,
        creator=person(element),
        created=intake.time(element),
    )


def _name(element: Element) -> str:
    return element.get("name") or ""


def _text_source(
    outer: Element, inner: Element, intake: Intake, *, guid: str | None
) -> RawSource:
    name = _name(outer) or _name(inner)
    what = f"the source “{name}”"
    claimed = intake.identities.claim("source", guid, what)
    words = _words(inner, intake, claimed, name)
    if inner.get("richTextPath"):
        intake.losses.add(LossKind.FILE_NOT_READ, f"the formatted text of “{name}”")
    source = Source(
        claimed,
        name,
        text="",
        selections=tuple(_selections(inner, intake, name)),
        codings=tuple(_codings(outer, intake, name)),
        description=text_of(outer, "Description"),
        creator=person(outer),
        created=intake.time(outer),
        values=intake.values(outer),
        notes=references(outer, "NoteRef"),
    )
    path = inner.get("plainTextPath") or inner.get("richTextPath") or ""
    if words is None:
        return RawSource(source, None, path)
    counted = counted_text(words)
    return RawSource(replace(source, text=counted.text), counted, path)


def _words(element: Element, intake: Intake, guid: str, name: str) -> str | None:
    """Find a text: given by hand, in its file (which keeps line ends), or in the XML.

    Without any of these, a file may still bear the name that the standard would give it.
    """
    path = element.get("plainTextPath") or ""
    given = intake.given(guid, path)
    if given is not None:
        return given
    in_file = intake.file(path, name) if path else None
    if in_file is not None:
        return in_file
    content = next(children(element, "PlainTextContent"), None)
    if content is not None:
        return text_of(element, "PlainTextContent")
    return intake.file(f"{guid}.txt", name)


# --- what is marked --------------------------------------------------------------------------


def _selections(element: Element, intake: Intake, where: str) -> Iterator[Selection]:
    points = {
        point.get("guid"): point.get("position") for point in children(element, "SyncPoint")
    }
    for child in element:
        kind = local_name(child)
        if kind == "PlainTextSelection":
            ends = child.get("startPosition"), child.get("endPosition")
        elif kind == "TranscriptSelection":
            ends = points.get(child.get("fromSyncPoint")), points.get(child.get("toSyncPoint"))
        else:
            continue
        start, end = _number(ends[0]), _number(ends[1])
        if start is None or end is None:
            intake.losses.add(LossKind.NO_POSITION, _marked(child), f"“{where}”")
        else:
            yield _selection(child, intake, where, (start, end))


def _selection(
    element: Element, intake: Intake, where: str, span: tuple[int, int]
) -> Selection:
    return Selection(
        intake.identities.claim(
            "selection", element.get("guid"), _marked(element), f"“{where}”"
        ),
        *span,
        codings=tuple(_codings(element, intake, where)),
        name=_name(element),
        description=text_of(element, "Description"),
        creator=person(element),
        created=intake.time(element),
        notes=references(element, "NoteRef"),
    )


def _codings(element: Element, intake: Intake, where: str) -> Iterator[Coding]:
    for child in children(element, "Coding"):
        code = next(map(reference, children(child, "CodeRef")), None)
        yield Coding(
            intake.identities.claim("coding", child.get("guid"), "a coding", f"“{where}”"),
            code or "",
            coder=person(child),
            created=intake.time(child),
            notes=references(child, "NoteRef"),
        )


def _number(written: str | None) -> int | None:
    stripped = (written or "").strip()
    return int(stripped) if _POSITION.fullmatch(stripped) else None


def _marked(element: Element) -> str:
    start, end = element.get("startPosition"), element.get("endPosition")
    return f"the selection {start} to {end}" if start and end else "a selection"


def _lose_regions(element: Element, intake: Intake) -> None:
    for child in element:
        if local_name(child) in _REGIONS:
            codings = sum(1 for _coding in children(child, "Coding"))
            what = f"a selection with {codings} codings" if codings != 1 else "a coding"
            intake.losses.add(LossKind.NOT_OF_TEXT, what, f"“{_name(element)}”")
