"""A project's XML, read part by part so that the whole of it never stands in memory."""

from collections.abc import Iterator
from typing import IO, Any, Final, TypeAlias

from lxml import etree

from ecotone.engine.refiqda.package import BoundedStream
from ecotone.engine.refiqda.prologue import not_xml, without_document_type
from ecotone.engine.refiqda.refusals import RefusalReason, UnreadablePackage

__all__ = ["Element", "children", "local_name", "parts_of", "text_of"]

Element: TypeAlias = Any  # lxml brings no types

MOST_NODES: Final = 1_000_000  # elements and attributes; 20,000 codings take 260,000
_REFI: Final = "urn:qda-xml:"  # with 1.0, and with the 1:0 that some programs wrote
_ROOTS: Final = {"Project": 3, "CodeBook": 2}  # and how deep their parts lie


def parts_of(stream: IO[bytes] | BoundedStream) -> Iterator[Element]:
    """Yield the root with its attributes alone, then every user, case, source, one by one.

    An element is emptied once the next part is asked for.

    Raises
    ------
    UnreadablePackage
        When it is no XML, declares a document type (which is how XML reads other files, or
        grows without end), is no REFI-QDA project or codebook, or is too large.
    """
    events = etree.iterparse(
        without_document_type(stream),
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        yield from _parts(events)
    except etree.XMLSyntaxError as mistake:
        raise not_xml(mistake.msg) from mistake


def local_name(element: Element) -> str:
    name: str = element.tag.rpartition("}")[2]
    return name


def children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if local_name(child) == name)


def text_of(element: Element, name: str) -> str:
    """Return the words of a child, or "" when it is not there."""
    child = next(children(element, name), None)
    return "" if child is None else "".join(child.itertext())


def _parts(events: Iterator[tuple[str, Element]]) -> Iterator[Element]:
    depth = nodes = deepest = 0
    for event, element in events:
        if event == "end":
            if depth == deepest or (depth == 2 and len(element) == 0):  # noqa: PLR2004 - below the root
                yield element
                _forget(element)
            depth -= 1
            continue
        depth, nodes = depth + 1, nodes + 1 + len(element.attrib)
        if depth == 1:
            deepest = _checked_root(element)
            yield element
        _check_number(nodes)


def _forget(element: Element) -> None:
    element.clear()
    parent = element.getparent()
    while element.getprevious() is not None:
        del parent[0]


def _checked_root(root: Element) -> int:
    namespace = etree.QName(root).namespace or _REFI
    if local_name(root) not in _ROOTS or not namespace.lower().startswith(_REFI):
        raise UnreadablePackage(
            RefusalReason.NOT_REFI,
            f"The XML begins with <{local_name(root)}>: it is no REFI-QDA project or codebook.",
            remedy="Export as “REFI-QDA project” (.qdpx) or “REFI-QDA codebook” (.qdc).",
        )
    return _ROOTS[local_name(root)]


def _check_number(nodes: int) -> None:
    if nodes > MOST_NODES:
        raise UnreadablePackage(
            RefusalReason.TOO_LARGE,
            f"The project has more than {MOST_NODES:,} elements and attributes.",
            remedy="Export fewer texts at a time.",
        )
