"""Word documents, read paragraph by paragraph; a row of a table is one line."""

import io
from collections.abc import Iterator

from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ecotone.foundation.documents.packages import BROKEN_PACKAGE, check_package
from ecotone.foundation.documents.refusing import DocumentRefused

PARTS = frozenset({"[Content_Types].xml", "word/document.xml"})

PARAGRAPH = qn("w:p")
ROW = qn("w:tr")
CELL = qn("w:tc")
WORDS = qn("w:t")
LETTERS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
# Tab stops and the like, text struck out in a tracked change, and the second copy Word keeps
# for older readers.
UNSAID = frozenset(
    {
        qn("w:pPr"),
        qn("w:sdtPr"),
        qn("w:del"),
        qn("w:moveFrom"),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)


def word_text(content: bytes, file_name: str) -> str:
    try:
        if not check_package(content, file_name, needs=PARTS):
            raise _not_word(file_name)
        body = Document(io.BytesIO(content)).element.body
    except BROKEN_PACKAGE as mistake:
        raise _not_word(file_name) from mistake
    return "".join(_said_in(body)).removesuffix("\n")


def _said_in(element: BaseOxmlElement) -> Iterator[str]:
    """Read an element in order: its words exactly, a line for each paragraph or row."""
    for child in element:
        if child.tag in LETTERS:
            yield LETTERS[child.tag]
        elif child.tag == WORDS:
            yield child.text or ""
        elif child.tag == ROW:
            yield _row(child)
        elif child.tag not in UNSAID:
            yield from _said_in(child)
            if child.tag == PARAGRAPH:
                yield "\n"


def _row(row: BaseOxmlElement) -> str:
    """Set the cells of a row side by side: many transcripts are tables of speaker and words."""
    cells = ["".join(_said_in(cell)).strip("\n") for cell in row if cell.tag == CELL]
    return "\t".join(cells) + "\n"


def _not_word(file_name: str) -> DocumentRefused:
    return DocumentRefused(
        _("%(file)s is not a Word document.") % {"file": file_name},
        remedy=_("Open it in a word processor and save it as .docx, or paste its words."),
    )
