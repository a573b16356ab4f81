"""Documents people bring: read word for word, or refused with what they are and what to do."""

import io
import zipfile

import pytest

from ecotone.foundation import documents
from ecotone.foundation.documents import DocumentRefused, read_document
from tests.factories.files import docx, odt, pdf, with_part

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def with_body(body: str) -> bytes:
    xml = f'<?xml version="1.0"?><w:document {WORD}><w:body>{body}</w:body></w:document>'
    return with_part(docx(), "word/document.xml", xml.encode())


def refusal_of(content: bytes, file_name: str) -> DocumentRefused:
    with pytest.raises(DocumentRefused) as refused:
        read_document(content, file_name=file_name)
    return refused.value


def test_plain_text_is_read_character_for_character() -> None:
    content = "\ufeff<p>ŵ ŷ</p>\r\n  e\u0301 \U0001f44b\n".encode()

    assert read_document(content, file_name="A.TXT") == "<p>ŵ ŷ</p>\r\n  e\u0301 \U0001f44b\n"


def test_a_word_document_is_read_paragraph_by_paragraph() -> None:
    content = docx("First, <b>bold</b>.", "", "Third\twith a tab & a\nline break.")

    text = read_document(content, file_name="interview.docx")

    assert text == "First, <b>bold</b>.\n\nThird\twith a tab & a\nline break."


def test_what_was_inserted_is_read_and_what_was_struck_out_is_not() -> None:
    content = with_body(
        "<w:p><w:pPr><w:tabs><w:tab w:val='left' w:pos='720'/></w:tabs></w:pPr>"
        "<w:r><w:t>I </w:t></w:r>"
        "<w:del><w:r><w:delText>never</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>always</w:t></w:r></w:ins>"
        "<w:hyperlink><w:r><w:t xml:space='preserve'> ask.</w:t></w:r></w:hyperlink></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>in a table</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )

    assert read_document(content, file_name="a.docx") == "I always ask.\nin a table"


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (docx("words"), "a Word document or another packed file"),
        (b"%PDF-1.7 words", "a PDF"),
        (b"{\\rtf1 words}", "a rich text file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document"),
        ("words".encode("utf-16"), "a text in another encoding than UTF-8"),
    ],
)
def test_a_renamed_file_is_recognised_by_its_content(content: bytes, named: str) -> None:
    refusal = refusal_of(content, "notes.txt")

    assert refusal.message == f"notes.txt is not plain text: it is {named}."
    assert "paste its words" in refusal.remedy


@pytest.mark.parametrize("content", [b"plain text", b"%PDF-1.7", b"PK\x03\x04 cut off", b""])
def test_something_else_called_docx_is_no_word_document(content: bytes) -> None:
    assert refusal_of(content, "a.docx").message == "a.docx is not a Word document."


def test_another_packed_file_called_docx_is_no_word_document() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", "<workbook/>")

    assert refusal_of(written.getvalue(), "a.docx").message == "a.docx is not a Word document."


def test_text_in_an_older_encoding_is_refused_with_its_line() -> None:
    refusal = refusal_of("line one\ncafé\n".encode("latin-1"), "a.txt")

    assert refusal.message == "a.txt is not text in UTF-8: line 2 cannot be read."


def test_a_zero_byte_is_no_text() -> None:
    assert refusal_of(b"one\ntwo\0\n", "a.txt").message.endswith("line 2 cannot be read.")


def test_a_file_that_unpacks_to_far_more_is_refused_before_it_is_unpacked() -> None:
    bomb = with_part(docx("words"), "word/media/image1.bmp", b"\0" * 45 * 1024 * 1024)
    packed = len(bomb)
    assert packed < 1_000_000

    refusal = refusal_of(bomb, "bomb.docx")

    assert refusal.message == "bomb.docx unpacks to far more than a text needs."


def test_a_part_that_hides_its_size_is_not_unpacked_beyond_it() -> None:
    body = b"<w:t>" + b"x" * 1_000_000 + b"</w:t>"
    honest = with_part(docx("words"), "word/extra.xml", body)
    lying = honest.replace(len(body).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    assert hash(lying) != hash(honest)

    assert refusal_of(lying, "a.docx").message == "a.docx is not a Word document."


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE d [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_a_document_that_refers_to_other_things_is_refused(doctype: str) -> None:
    xml = f"{doctype}<w:document {WORD}><w:body/></w:document>".encode()
    content = with_part(docx(), "word/document.xml", xml)

    assert refusal_of(content, "a.docx").message == "a.docx is not a Word document."


def test_a_file_over_five_megabytes_is_not_even_opened() -> None:
    content = b"x" * (documents.MOST_BYTES + 1)

    assert refusal_of(content, "a.txt").message == "a.txt is larger than 5 MB."


@pytest.mark.parametrize("name", ["a.rtf", "a.doc", "words"])
def test_other_endings_are_refused_with_what_would_do(name: str) -> None:
    refusal = refusal_of(b"words", name)

    assert refusal.message == (
        f"{name} is none of the kinds that can be read: .txt, .docx, .odt, .pdf, .vtt, .srt."
    )
    assert refusal.status_code == 422


def test_a_document_without_words_is_refused() -> None:
    for content, name in ((b" \n\t ", "a.txt"), (docx(" "), "a.docx")):
        assert "no words" in refusal_of(content, name).message


# --- other kinds -----------------------------------------------------------------------------


def test_an_open_document_is_read_paragraph_by_paragraph() -> None:
    content = odt(
        "<text:p>First,<text:tab/>a<text:s text:c='3'/>tab.</text:p>"
        "<text:p>Second<text:line-break/>line <text:span>inside</text:span> it.</text:p>"
        "<text:tracked-changes>struck out</text:tracked-changes>"
    )

    text = read_document(content, file_name="talk.odt")

    assert text == "First,\ta   tab.\nSecond\nline inside it."


@pytest.mark.parametrize("content", [b"plain", docx("words"), b"PK\x03\x04 cut"])
def test_something_else_called_odt_is_no_open_document(content: bytes) -> None:
    assert refusal_of(content, "a.odt").message == "a.odt is not an OpenDocument text."


def test_an_open_document_with_entities_is_refused() -> None:
    content = odt("<text:p>x</text:p>", doctype='<!DOCTYPE d [<!ENTITY a SYSTEM "file:///x">]>')

    assert refusal_of(content, "a.odt").message == "a.odt is not an OpenDocument text."


def test_the_text_of_a_pdf_is_read() -> None:
    assert read_document(pdf("Jane: I think so."), file_name="a.pdf") == "Jane: I think so."


def test_a_locked_pdf_and_a_scanned_one_are_named() -> None:
    locked = refusal_of(pdf("words", password="a secret"), "a.pdf")
    scanned = refusal_of(pdf(""), "b.pdf")
    other = refusal_of(docx("words"), "c.pdf")

    assert locked.message == "a.pdf is locked with a password."
    assert scanned.message == "b.pdf has 1 page and no text on it: it is a picture of text."
    assert other.message == "c.pdf is not a PDF that can be read."


def test_a_document_with_macros_is_refused_whatever_it_is_called() -> None:
    with_macros = with_part(docx("words"), "word/vbaProject.bin", b"program")

    assert refusal_of(with_macros, "a.docx").message == (
        "a.docx holds macros, that is, programs."
    )
    assert "macros" in refusal_of(docx("words"), "a.docm").message
    assert (
        "macros" in refusal_of(odt("x", more={"Basic/script-lc.xml": b"<x/>"}), "a.odt").message
    )


def test_a_document_that_would_fetch_something_is_refused_and_a_mere_link_is_not() -> None:
    def relating(kind: str) -> bytes:
        namespace = "http://schemas.openxmlformats.org"
        link = (
            f'<Relationships xmlns="{namespace}/package/2006/relationships">'
            '<Relationship Id="r9" TargetMode="External" Target="https://elsewhere.example/x" '
            f'Type="{namespace}/officeDocument/2006/relationships/{kind}"/></Relationships>'
        )
        return with_part(docx("words"), "word/_rels/more.xml.rels", link.encode())

    refusal = refusal_of(relating("attachedTemplate"), "a.docx")

    assert refusal.message.startswith("a.docx would fetch something from outside: word/_rels/")
    assert read_document(relating("hyperlink"), file_name="a.docx") == "words"
