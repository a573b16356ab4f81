"""Plain text in UTF-8; a byte order mark is tolerated, another encoding refused by its line."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecotone.foundation.documents.refusing import DocumentRefused

# What a file that is no plain text really is, told by how it begins.
SIGNATURES = (
    (b"PK\x03\x04", gettext_lazy("a Word document or another packed file")),
    (b"%PDF", gettext_lazy("a PDF")),
    (b"{\\rtf", gettext_lazy("a rich text file")),
    (b"\xd0\xcf\x11\xe0", gettext_lazy("an old Word document")),
    (b"\xff\xfe", gettext_lazy("a text in another encoding than UTF-8")),
    (b"\xfe\xff", gettext_lazy("a text in another encoding than UTF-8")),
)


def plain_text(content: bytes, file_name: str) -> str:
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
