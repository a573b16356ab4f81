"""The codebook as a document: the tree, and for each code all that is agreed about it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from docx.document import Document

from ecotone.coding.exports import word
from ecotone.coding.exports.tables import BETWEEN_CODES
from ecotone.coding.queries import CodeEntry, Family
from ecotone.foundation.models import Programme

DEEPEST = 3  # headings go no deeper; a code further down is named by its whole path


def codebook_docx(programme: Programme, families: list[Family]) -> bytes:
    title = _("Codebook: %(programme)s") % {"programme": programme}
    document = word.new_document(title)
    document.add_heading(title, 0)
    _contents(document, families)
    for family in families:
        for entry in (family.head, *family.members):
            _code(document, entry)
    return word.as_bytes(document)


def _contents(document: Document, families: list[Family]) -> None:
    number = sum(1 + len(family.members) for family in families)
    said = ngettext("%(n)d code", "%(n)d codes", number) % {"n": number}
    word.say(document.add_paragraph(), said, is_quiet=True)
    for family in families:
        uses = _uses(family.total)
        line = document.add_paragraph(style="List Bullet")
        word.say(line, family.head.code.name, is_strong=True)
        word.say(line, f" · {uses}", is_quiet=True)


def _code(document: Document, entry: CodeEntry) -> None:
    code = entry.code
    document.add_heading(code.name, min(entry.depth + 1, DEEPEST))
    where = document.add_paragraph()
    parts = [BETWEEN_CODES.join(entry.above), code.key, _uses_of(entry)]
    word.say(where, " · ".join(filter(None, parts)), is_quiet=True)
    if code.definition:
        word.say(document.add_paragraph(), code.definition)
    for label, text in (
        (_("Use for"), code.use_for),
        (_("Not for"), code.not_for),
        (_("Example"), code.example),
        (_("Other names"), ", ".join(code.other_names)),
    ):
        if text:
            line = document.add_paragraph()
            word.say(line, f"{label}: ", is_strong=True)
            word.say(line, text)


def _uses_of(entry: CodeEntry) -> str:
    poles = ", ".join(f"{pole.label} {number}" for pole, number in entry.uses_by_pole)
    return f"{_uses(entry.total)} ({poles})" if poles else _uses(0)


def _uses(number: int) -> str:
    return ngettext("%(n)d passage", "%(n)d passages", number) % {"n": number}
