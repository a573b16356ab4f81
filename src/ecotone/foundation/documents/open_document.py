"""OpenDocument texts (.odt), read paragraph by paragraph from their one part with words."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element  # the type alone; the reader is the safe one

from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from ecotone.foundation.documents.packages import BROKEN_PACKAGE, check_package
from ecotone.foundation.documents.refusing import DocumentRefused

PARTS = frozenset({"mimetype", "content.xml"})
KIND = b"application/vnd.oasis.opendocument.text"

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
LETTERS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
SPACES = f"{_TEXT}s"
MOST_SPACES = 1_000
ROW = f"{_TABLE}table-row"
CELL = f"{_TABLE}table-cell"
# What was struck out in a tracked change, and what readers leave beside the text.
UNSAID = frozenset({f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note"})


def open_document_text(content: bytes, file_name: str) -> str:
    try:
        body = _body(content, file_name)
    except BROKEN_PACKAGE as mistake:
        raise _not_open_document(file_name) from mistake
    if body is None:
        raise _not_open_document(file_name)
    return "".join(_said_in(body)).removesuffix("\n")


def _body(content: bytes, file_name: str) -> Element | None:
    if not check_package(content, file_name, needs=PARTS):
        return None
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if not package.read("mimetype").strip().startswith(KIND):
            return None
        root = fromstring(package.read("content.xml"), forbid_dtd=True)
    return root.find(f"{_OFFICE}body/{_OFFICE}text")


def _said_in(element: Element) -> Iterator[str]:
    """Read an element in order. White space in the file means one space, as in a web page."""
    is_paragraph = element.tag in PARAGRAPHS
    yield from _words(element.text)
    for child in element:
        yield from _child(child)
        yield from _words(child.tail)
    if is_paragraph:
        yield "\n"


def _child(child: Element) -> Iterator[str]:
    if child.tag in LETTERS:
        yield LETTERS[child.tag]
    elif child.tag == SPACES:
        yield " " * min(int(child.get(f"{_TEXT}c", "1")), MOST_SPACES)
    elif child.tag == ROW:
        cells = ["".join(_said_in(cell)).strip("\n") for cell in child if cell.tag == CELL]
        yield "\t".join(cells) + "\n"
    elif child.tag not in UNSAID:
        yield from _said_in(child)


def _words(text: str | None) -> Iterator[str]:
    if text and (text.strip() or "\n" not in text):
        yield " ".join(text.split("\n"))


def _not_open_document(file_name: str) -> DocumentRefused:
    return DocumentRefused(
        _("%(file)s is not an OpenDocument text.") % {"file": file_name},
        remedy=_("Open it in a word processor and save it as .odt, or paste its words."),
    )
