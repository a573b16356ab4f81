"""A coded text as a document: words on the left, numbered notes on the right of them."""

from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from ecotone.coding.exports import word
from ecotone.coding.exports.coded_text import Sheet, SheetNote, SheetParagraph
from ecotone.coding.queries.coded_text import Piece

WIDTHS = (1.0, 10.8, 5.2)  # centimetres: number, words, notes


def coded_text_docx(sheet: Sheet) -> bytes:
    document = word.new_document(sheet.title)
    document.add_heading(sheet.title, 0)
    word.say(document.add_paragraph(), " · ".join(sheet.facts), is_quiet=True)
    for warning in sheet.warnings:
        word.say(document.add_paragraph(), warning, is_strong=True)
    word.say(document.add_paragraph(), sheet.how_to_read, is_quiet=True)
    for answer in sheet.answers:
        if answer.question:
            document.add_heading(answer.question, 2)
        table = word.side_by_side(document, WIDTHS)
        for paragraph in answer.paragraphs:
            _line(table, paragraph, sheet)
    if sheet.key:
        document.add_heading(sheet.key_title, 2)
    for code in sheet.key:
        line = document.add_paragraph()
        word.say(line, code.path, is_strong=True)
        word.say(line, f". {code.definition}" if code.definition else "")
    return word.as_bytes(document)


def _line(table: Table, paragraph: SheetParagraph, sheet: Sheet) -> None:
    number, words, notes = word.add_row(table, WIDTHS)
    word.say(number.paragraphs[0], str(paragraph.number), is_quiet=True)
    said = words.paragraphs[0]
    if paragraph.is_asked:
        word.say(said, f"{sheet.interviewer} ", is_quiet=True)
    for piece in paragraph.pieces:
        _piece(said, piece, is_speech=sheet.is_verbatim and not paragraph.is_asked)
    for place, note in enumerate(paragraph.notes):
        _note(notes.paragraphs[0] if place == 0 else notes.add_paragraph(), note)


def _piece(said: Paragraph, piece: Piece, *, is_speech: bool) -> None:
    for number in piece.opens:
        _bracket(said, f"[{number} ")
    run = word.say_in_serif(said, piece.text) if is_speech else word.say(said, piece.text)
    if piece.is_coded:
        word.shade(run)
    for number in piece.closes:
        _bracket(said, f" {number}]")


def _bracket(said: Paragraph, text: str) -> None:
    """Set a passage's number small and bold, so that it is not taken for a word."""
    run = word.say(said, text.replace(" ", "\u00a0"), is_strong=True)
    run.font.size = Pt(8)


def _note(paragraph: Paragraph, note: SheetNote) -> None:
    paragraph.paragraph_format.space_after = Pt(2)
    word.say(paragraph, f"{note.number} {note.name}", is_strong=True)
    word.say(paragraph, f"\n{note.says}", is_quiet=True)
    for run in paragraph.runs:
        run.font.size = Pt(9)
