"""Packed documents (Word, OpenDocument): looked at before anything in them is unpacked."""

import io
import zipfile
import zlib

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from ecotone.foundation.documents.refusing import DocumentRefused, far_too_large
from ecotone.foundation.documents.sizes import MOST_PARTS, MOST_UNPACKED_BYTES

# Everything the readers raise on a broken, locked or hostile package.
BROKEN_PACKAGE = (
    zipfile.BadZipFile,
    zlib.error,
    DefusedXmlException,
    SyntaxError,  # of both XML readers
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)

_PROGRAMS = ("vbaproject.bin", "vbadata.xml", "basic/", "scripts/")
# A link a reader may follow is harmless until somebody clicks on it; everything else that lies
# outside would be fetched by merely opening the document.
_HARMLESS_OUTSIDE = ("/hyperlink",)


def check_package(content: bytes, file_name: str, *, needs: frozenset[str]) -> bool:
    """Look at the parts of a package; say whether it holds those that make it this kind.

    `zipfile` never unpacks more of a part than its header admits to, so the sum holds.

    Raises
    ------
    DocumentRefused
        When it unpacks to far too much, holds programs, or would fetch things from outside.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        if not {part.filename for part in parts} >= needs:
            return False
        unpacked = sum(part.file_size for part in parts)
        if unpacked > MOST_UNPACKED_BYTES or len(parts) > MOST_PARTS:
            raise far_too_large(file_name)
        _check_programs(parts, file_name)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                root = fromstring(package.read(part), forbid_dtd=True)
                if part.filename.endswith(".rels"):
                    _check_relationships(root, part.filename, file_name)
    return True


def _check_programs(parts: list[zipfile.ZipInfo], file_name: str) -> None:
    for part in parts:
        name = part.filename.lower()
        if name.endswith(_PROGRAMS[:2]) or name.startswith(_PROGRAMS[2:]):
            raise holds_programs(file_name)


def _check_relationships(root: object, part: str, file_name: str) -> None:
    for link in root:  # type: ignore[attr-defined]  # an element; the safe reader has no name for it
        outside = link.get("TargetMode", "").lower() == "external"
        if outside and not link.get("Type", "").endswith(_HARMLESS_OUTSIDE):
            raise DocumentRefused(
                _("%(file)s would fetch something from outside: %(part)s says so.")
                % {"file": file_name, "part": part},
                remedy=_("Copy its words into a new document and bring that, or paste them."),
            )


def holds_programs(file_name: str) -> DocumentRefused:
    return DocumentRefused(
        _("%(file)s holds macros, that is, programs.") % {"file": file_name},
        remedy=_("Save it as .docx or .odt without macros, or paste its words."),
    )
