"""Documents that leave the coding room: the codebook, one code, a text with its codes."""

import io
import zipfile

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader
from pytest_django.asserts import assertContains, assertTemplateUsed

from ecotone.coding import operations, queries
from ecotone.coding.models import Code
from tests.factories.coding import (
    PLENTY,
    make_coder,
    make_coding,
    make_revision,
    make_speaker,
    make_study,
    page,
    signed_in,
)
from tests.factories.foundation import NOON
from tests.factories.taking import take, words_in

pytestmark = pytest.mark.django_db


def test_the_codebook_as_a_document_holds_all_that_is_agreed_about_a_code() -> None:
    study = make_study()
    coder = make_coder(study)
    code = Code.objects.get(programme=study, key="grp")
    operations.describe_code(
        code=code,
        wording=operations.CodeWording(
            name="Group work",
            definition="Working together",
            use_for="Roles in a group",
            not_for="Pair talk",
            example="We plan in fours",
        ),
        at=NOON,
        by=coder,
    )
    make_coding(make_revision(make_speaker(study)), "We plan", by=coder)

    text = words_in(take(signed_in(coder), "coding:codebook_document", study))

    for said in ("Group work", "Working together", "Roles in a group", "Pair talk"):
        assert said in text
    assert "We plan in fours" in text
    assert "grp · 1 passage (gives 1)" in text


def test_the_passages_of_a_code_stand_by_sector_then_by_person() -> None:
    study = make_study()
    coder = make_coder(study)
    for sector, name in (("university", "Ursula"), ("primary", "Andrea")):
        revision = make_revision(make_speaker(study, sector=sector, pseudonym=name))
        make_coding(revision, "We plan", by=coder)

    text = words_in(take(signed_in(coder), "coding:code_document", study, "grp"))

    assert text.index("Andrea") < text.index("Ursula")
    assert "may not be quoted" in text


@pytest.mark.parametrize("form", ["docx", "pdf", "html"])
def test_a_coded_text_holds_its_words_and_numbered_codes_in_each_form(form: str) -> None:
    study = make_study()
    robin, colm = make_coder(study), make_coder(study, name="Colm Reid")
    revision = make_revision(make_speaker(study, pseudonym="Andrea"))
    code = Code.objects.get(programme=study, key="grp")
    make_coding(revision, "Each of them marks the others.", by=robin)
    make_coding(revision, "Each of them marks the others.", by=colm)

    answer = take(
        signed_in(robin), f"coding:text_{form}", study, revision.response.conversation_id
    )

    read = {
        "docx": words_in,
        "pdf": lambda answer: PdfReader(io.BytesIO(answer.content)).pages[0].extract_text(),
        "html": lambda answer: answer.content.decode(),
    }
    text = " ".join(read[form](answer).replace("&nbsp;", " ").split())
    assert "Andrea" in text
    assert "marks the others." in text
    assert "[1 " in text
    assert " 1]" in text
    assert f"1 {code.name}" in text
    assert "CR, RB" in text
    assert "do not quote" in text


def test_a_pdf_can_be_listened_to_and_names_nobody_of_the_hub() -> None:
    study = make_study()
    coder = make_coder(study, name="Zebedee Quince")
    revision = make_revision(make_speaker(study), "Ŵyn ac ŷd, <b>#[*x*]</b> $y$ \\ " + PLENTY)

    answer = take(signed_in(coder), "coding:text_pdf", study, revision.response.conversation_id)

    pdf = PdfReader(io.BytesIO(answer.content))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("en")
    assert "<b>#[*x*]</b> $y$" in pdf.pages[0].extract_text()
    assert "Zebedee" not in str(pdf.metadata)


def test_signs_that_no_office_file_may_hold_are_left_out_of_it() -> None:
    study = make_study()
    coder = make_coder(study)
    revision = make_revision(make_speaker(study), "We \ufffeplan\u0007 it.")
    make_coding(revision, "\ufffeplan\u0007", by=coder)
    client, text = signed_in(coder), revision.response.conversation_id

    document = words_in(take(client, "coding:text_docx", study, text))
    book = load_workbook(io.BytesIO(take(client, "coding:quotes_xlsx", study).content))

    assert "plan" in document
    assert "plan" in [str(cell.value) for cell in book.active[2]]


def test_a_sign_without_a_font_keeps_nobody_from_their_pdf_and_is_told() -> None:
    study = make_study()
    coder = make_coder(study)
    revision = make_revision(make_speaker(study), "We plan \U0010fffd and bells \u0007.")

    answer = take(signed_in(coder), "coding:text_pdf", study, revision.response.conversation_id)

    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "We plan" in text
    assert "Some signs of this text have no font here." in text


def test_a_document_names_nobody_of_the_hub() -> None:
    study = make_study()
    coder = make_coder(study, name="Zebedee Quince")

    answer = take(signed_in(coder), "coding:codebook_document", study)

    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        core = package.read("docProps/core.xml").decode()
    assert "Zebedee" not in core
    assert "python-docx" not in core


def test_passages_that_overlap_or_cross_a_line_keep_both_their_brackets() -> None:
    study = make_study()
    coder = make_coder(study)
    revision = make_revision(make_speaker(study), "one two three\nfour five six")
    make_coding(revision, "two three\nfour", by=coder)
    make_coding(revision, "three\nfour five", by=coder, code="asm")
    conversation = revision.response.conversation

    (answer,) = queries.printed_answers(study, conversation)

    said = [
        "".join(
            f"{''.join(f'[{n}' for n in piece.opens)}{piece.text}"
            f"{''.join(f'{n}]' for n in piece.closes)}"
            for piece in paragraph.pieces
        )
        for paragraph in answer.paragraphs
    ]
    assert said == ["one [1two [2three", "four1] five2] six"]
    assert [len(paragraph.notes) for paragraph in answer.paragraphs] == [2, 0]


def test_a_document_that_would_never_open_is_refused_with_a_way_out(monkeypatch) -> None:
    study = make_study()
    coder = make_coder(study)
    revision = make_revision(make_speaker(study))
    for words in ("We plan", "It took me years."):
        make_coding(revision, words, by=coder)
    monkeypatch.setattr("ecotone.coding.views.exports.MOST_IN_A_DOCUMENT", 1)

    answer = signed_in(coder).get(page("coding:code_document", study, "grp"))

    assert "Take the table instead" in answer.content.decode()


def test_the_day_of_taking_stands_on_the_paper() -> None:
    study = make_study()
    coder = make_coder(study)
    revision = make_revision(make_speaker(study))

    answer = take(
        signed_in(coder), "coding:text_html", study, revision.response.conversation_id
    )

    assertTemplateUsed(answer, "coding/coded_text.html")
    assertContains(answer, f"{timezone.localdate():%Y}")
    assertContains(answer, "nothing coded yet")
