"""Documents for a word processor: plain styles, no author, no trace of who took them away."""

import io
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ecotone.coding.exports.signs import writable
from ecotone.foundation.languages import current_language

SERIF, SANS = "Georgia", "Calibri"
GREY = RGBColor(0x55, 0x55, 0x55)
SHADE = "E4E4E4"  # prints as a light grey, under which black stays easy to read


def new_document(title: str) -> Document:
    """Begin an A4 document that says its title and language, and nobody's name."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.language = current_language()
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    _dress(document)
    return document


def _dress(document: Document) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = SANS, Pt(10.5)
    normal.paragraph_format.space_after = Pt(4)
    for level, size in (("Title", 22), ("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 11)):
        style = document.styles[level]
        style.font.name, style.font.size = SERIF, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(theme), None)


def say(
    paragraph: Paragraph, text: str, *, is_quiet: bool = False, is_strong: bool = False
) -> Run:
    """Add words to a paragraph, without the signs that no document may hold."""
    run = paragraph.add_run(writable(text))
    run.bold = is_strong or None
    if is_quiet:
        run.font.color.rgb = GREY
    return run


def say_in_serif(paragraph: Paragraph, text: str) -> Run:
    """Add words that somebody said: those stand in serif, as on our pages."""
    run = say(paragraph, text)
    run.font.name, run.font.size = SERIF, Pt(11)
    return run


def shade(run: Run) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        shading.set(qn(f"w:{name}"), value)
    run._element.get_or_add_rPr().append(shading)  # noqa: SLF001  # python-docx has no other way to shade


def side_by_side(document: Document, widths: Sequence[float]) -> Table:
    """Add a table without lines, its columns so many centimetres wide."""
    table: Table = document.add_table(rows=0, cols=len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    return table


def add_row(table: Table, widths: Sequence[float]) -> tuple[_Cell, ...]:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx says no types here
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Cm(width)
    return tuple(row.cells)


def as_bytes(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
