"""PDF files that hold text. Pictures of text (scans) and locked files are refused by name."""

import io

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pypdf import PdfReader
from pypdf.errors import LimitReachedError, PyPdfError

from ecotone.foundation.documents.refusing import DocumentRefused, far_too_large
from ecotone.foundation.documents.sizes import MOST_CHARACTERS, MOST_PAGES

# What the reader raises on a file that is broken or made to harm it.
BROKEN_PDF = (
    PyPdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


def pdf_text(content: bytes, file_name: str) -> str:
    try:
        text, pages = _read(content, file_name)
    except (LimitReachedError, MemoryError) as mistake:
        raise far_too_large(file_name) from mistake
    except BROKEN_PDF as mistake:
        raise _not_pdf(file_name) from mistake
    if not text:
        raise _no_text(file_name, pages)
    return text


def _read(content: bytes, file_name: str) -> tuple[str, int]:
    if not content.startswith(b"%PDF"):
        raise _not_pdf(file_name)
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise DocumentRefused(
            _("%(file)s is locked with a password.") % {"file": file_name},
            remedy=_("Open it, save it without a password, and bring that."),
        )
    if len(reader.pages) > MOST_PAGES:
        raise far_too_large(file_name)
    texts, length = [], 0
    for page in reader.pages:
        texts.append(page.extract_text())
        length += len(texts[-1])
        if length > MOST_CHARACTERS:
            raise far_too_large(file_name)
    return "\n".join(texts).strip(), len(texts)


def _no_text(file_name: str, pages: int) -> DocumentRefused:
    said = ngettext(
        "%(file)s has %(pages)d page and no text on it: it is a picture of text.",
        "%(file)s has %(pages)d pages and no text on them: they are pictures of text.",
        pages,
    )
    return DocumentRefused(
        said % {"file": file_name, "pages": pages},
        remedy=_("Bring the document it was printed from, or type its words."),
    )


def _not_pdf(file_name: str) -> DocumentRefused:
    return DocumentRefused(
        _("%(file)s is not a PDF that can be read.") % {"file": file_name},
        remedy=_("Open it, save it anew as PDF or .docx, or paste its words."),
    )
