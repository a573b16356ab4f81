"""Reading the words of a document somebody brought. Its content is believed, not its name."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from docx import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ecotone.foundation.errors import Refused

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED_BYTES = 40 * 1024 * 1024
MOST_PARTS = 2_000
ZIP_SIGNATURE = b"PK\x03\x04"
DOCX_PARTS = frozenset({"[Content_Types].xml", "word/document.xml"})

# What a file that is no plain text really is, told by how it begins.
SIGNATURES = (
    (ZIP_SIGNATURE, gettext_lazy("a Word document or another packed file")),
    (b"%PDF", gettext_lazy("a PDF")),
    (b"{\\rtf", gettext_lazy("a rich text file")),
    (b"\xd0\xcf\x11\xe0", gettext_lazy("an old Word document")),
    (b"\xff\xfe", gettext_lazy("a text in another encoding than UTF-8")),
    (b"\xfe\xff", gettext_lazy("a text in another encoding than UTF-8")),
)

# Everything its readers raise on a broken, locked or hostile package.
BROKEN_PACKAGE = (
    zipfile.BadZipFile,
    zlib.error,
    DefusedXmlException,
    SyntaxError,  # of both XML readers
    EOFError,
    KeyError,
    RuntimeError,
    ValueError,
)

PARAGRAPH = qn("w:p")
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


class DocumentRefused(Refused):
    """A file that is not what its name says, or that it would be unwise to open."""

    status_code = 422


def read_document(content: bytes, *, file_name: str) -> str:
    """Return the words of a text file (UTF-8, byte order mark tolerated) or a Word document.

    Raises
    ------
    DocumentRefused
        When the file is too large, is not what its name says, or holds no words.
    """
    if len(content) > MOST_BYTES:
        raise DocumentRefused(
            _("%(file)s is larger than 5 MB.") % {"file": file_name},
            remedy=_("Save only its text, without pictures, as .txt or .docx."),
        )
    text = _text_of(content, file_name)
    if not text.strip():
        raise DocumentRefused(
            _("There are no words in %(file)s.") % {"file": file_name},
            remedy=_("Check that it is the right file. Pictures of text cannot be read."),
        )
    return text


def _text_of(content: bytes, file_name: str) -> str:
    match file_name.lower().rpartition(".")[2]:
        case "txt":
            return _plain_text(content, file_name)
        case "docx":
            return _word_text(content, file_name)
    raise DocumentRefused(
        _("%(file)s is neither .txt nor .docx.") % {"file": file_name},
        remedy=_("Save it as one of the two, or paste its words."),
    )


# --- plain text ------------------------------------------------------------------------------


def _plain_text(content: bytes, file_name: str) -> str:
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            raise DocumentRefused(
                _("%(file)s is not plain text: it is %(kind)s.")
                % {"file": file_name, "kind": kind},
                remedy=_("Save it as .docx or as plain text in UTF-8, or paste its words."),
            )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as mistake:
        raise _not_utf8(content, file_name, mistake.start) from mistake
    if "\0" in text:
        raise _not_utf8(content, file_name, content.index(0))
    return text


def _not_utf8(content: bytes, file_name: str, position: int) -> DocumentRefused:
    line = content.count(b"\n", 0, position) + 1
    return DocumentRefused(
        _("%(file)s is not text in UTF-8: line %(line)s cannot be read.")
        % {"file": file_name, "line": line},
        remedy=_("Save it again with the encoding UTF-8, or paste its words."),
    )


# --- Word ------------------------------------------------------------------------------------


def _word_text(content: bytes, file_name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_package(package, file_name)
        body = Document(io.BytesIO(content)).element.body
    except BROKEN_PACKAGE as mistake:
        raise _not_word(file_name) from mistake
    return "".join(_said_in(body)).removesuffix("\n")


def _check_package(package: zipfile.ZipFile, file_name: str) -> None:
    """Look before unpacking: what it holds, how large it grows, what its XML refers to.

    `zipfile` never unpacks more of a part than its header admits to, so the sum holds.
    """
    parts = package.infolist()
    if not {part.filename for part in parts} >= DOCX_PARTS:
        raise _not_word(file_name)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED_BYTES or len(parts) > MOST_PARTS:
        raise DocumentRefused(
            _("%(file)s unpacks to far more than a text needs.") % {"file": file_name},
            remedy=_("Copy its words into a new document and bring that, or paste them."),
        )
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            fromstring(package.read(part), forbid_dtd=True)


def _said_in(element: BaseOxmlElement) -> Iterator[str]:
    """Read an element in order: its words exactly, a line for each paragraph."""
    for child in element:
        if child.tag in LETTERS:
            yield LETTERS[child.tag]
        elif child.tag == WORDS:
            yield child.text or ""
        elif child.tag not in UNSAID:
            yield from _said_in(child)
            if child.tag == PARAGRAPH:
                yield "\n"


def _not_word(file_name: str) -> DocumentRefused:
    return DocumentRefused(
        _("%(file)s is not a Word document.") % {"file": file_name},
        remedy=_("Open it in a word processor and save it as .docx, or paste its words."),
    )
