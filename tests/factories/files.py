"""Files people might bring: made here, so that no test needs one from elsewhere."""

import io
import zipfile
from collections.abc import Mapping

from docx import Document
from pypdf import PdfReader, PdfWriter


def docx(*paragraphs: str) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def with_part(package: bytes, name: str, content: bytes) -> bytes:
    """Replace or add one part of a packed document."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(written, "w") as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def odt(body: str, *, doctype: str = "", more: Mapping[str, bytes] | None = None) -> bytes:
    """Make an OpenDocument text of the XML of its paragraphs."""
    spaces = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'{doctype}<office:document-content xmlns:office="{spaces}:office:1.0" '
        f'xmlns:text="{spaces}:text:1.0" xmlns:table="{spaces}:table:1.0">'
        f"<office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        for name, part in (more or {}).items():
            package.writestr(name, part)
    return written.getvalue()


def pdf(*lines: str, password: str = "") -> bytes:
    """Make a PDF of one page with these lines on it, locked when there is a password."""
    shown = " ".join(f"({line}) Tj 0 -16 Td" for line in lines)
    drawing = f"BT /F1 12 Tf 40 700 Td {shown} ET".encode()
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 " + font + b" >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
    ]
    return _locked(_pdf_of(parts), password) if password else _pdf_of(parts)


def _pdf_of(parts: list[bytes]) -> bytes:
    written, places = io.BytesIO(), []
    written.write(b"%PDF-1.7\n")
    for number, part in enumerate(parts, 1):
        places.append(written.tell())
        written.write(b"%d 0 obj\n%s\nendobj\n" % (number, part))
    table = written.tell()
    written.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1))
    written.writelines(b"%010d 00000 n \n" % place for place in places)
    written.write(
        b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, table)
    )
    return written.getvalue()


def _locked(content: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt(password)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def vtt(*cues: tuple[str, str, str]) -> bytes:
    """Make a WebVTT file of cues: when each begins and ends, and what it says."""
    said = [f"{begins} --> {ends}\n{text}\n" for begins, ends, text in cues]
    return "\n".join(["WEBVTT\n", *said]).encode()
