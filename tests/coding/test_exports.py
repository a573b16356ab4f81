"""What leaves the coding room as a file: only what may be read now, and nothing that runs."""

import io

import pytest
from openpyxl import load_workbook
from pytest_django.asserts import assertContains, assertNotContains

from ecotone.coding import queries
from ecotone.coding.choices import Layer, Pole, RoundState
from ecotone.coding.models import Code, Coding, CodingRound
from ecotone.consent.choices import Grant
from ecotone.consent.operations import record_grants
from ecotone.foundation.models import AuditEvent, Programme, Role
from ecotone.listening.models import Conversation
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_revision,
    make_speaker,
    make_study,
    page,
    signed_in,
)
from tests.factories.foundation import NOON, make_member
from tests.factories.taking import table, take

pytestmark = pytest.mark.django_db


# --- the quote list --------------------------------------------------------------------------


def test_a_quote_list_says_who_where_and_between_which_words() -> None:
    study = make_study()
    speaker = make_speaker(study, Grant.QUOTED, pseudonym="Andrea")
    coder = make_coder(study)
    make_coding(make_revision(speaker), "Each of them marks the others.", by=coder)

    (row,) = table(take(signed_in(coder), "coding:quotes_csv", study))

    code = Code.objects.get(programme=study, key="grp")
    assert row["quote"] == "Each of them marks the others."
    assert (row["participant"], row["sector"]) == ("Andrea", speaker.sector.name)
    assert (row["code"], row["code_key"]) == (code.name, "grp")
    assert (row["pole"], row["target"], row["coder"]) == ("gives", "self", "RB")
    assert (row["words_before"], row["words_after"]) == (
        "We plan the work in groups. ",
        " It took me years.",
    )
    assert (row["may_be_quoted"], row["note"], row["layer"]) == ("yes", "", "coder")
    assert row["question_number"] == "2"


def test_the_path_of_a_code_names_every_code_above_it() -> None:
    study = make_study()
    coder = make_coder(study)
    below = Code.objects.filter(programme=study, parent__isnull=False).first()
    make_coding(make_revision(make_speaker(study)), "We plan", by=coder, code=below.key)

    (row,) = table(take(signed_in(coder), "coding:quotes_csv", study))

    assert row["code"] == f"{below.parent.name} \u203a {below.name}"


def test_notes_are_never_given_out_as_a_quote() -> None:
    study = make_study()
    speaker, coder = make_speaker(study, Grant.QUOTED), make_coder(study)
    make_coding(make_revision(speaker), "We plan", by=coder)
    Conversation.objects.update(mode="NOTES")

    (row,) = table(take(signed_in(coder), "coding:quotes_csv", study))

    assert (row["quote"], row["note"], row["may_be_quoted"]) == ("", "We plan", "no")


def test_who_lets_nobody_quote_them_is_marked_so() -> None:
    study = make_study()
    coder = make_coder(study)
    make_coding(make_revision(make_speaker(study)), "We plan", by=coder)

    (row,) = table(take(signed_in(coder), "coding:quotes_csv", study))

    assert (row["quote"], row["may_be_quoted"]) == ("We plan", "no")


def test_no_cell_runs_as_a_formula_in_either_form() -> None:
    study = make_study()
    coder = make_coder(study)
    bad = '=HYPERLINK("http://x")'
    make_coding(make_revision(make_speaker(study), f"{bad} was said."), bad, by=coder)
    client = signed_in(coder)

    (row,) = table(take(client, "coding:quotes_csv", study))
    book = load_workbook(io.BytesIO(take(client, "coding:quotes_xlsx", study).content))

    sheet = list(book.active.iter_rows(values_only=True))
    column = sheet[0].index("quote")
    assert row["quote"] == sheet[1][column] == f"'{bad}"


def test_words_from_long_texts_are_cut_between_words_on_both_sides() -> None:
    study = make_study()
    coder = make_coder(study)
    text = f"{'left ' * 60}CORE{' right' * 60}"
    make_coding(make_revision(make_speaker(study), text), "CORE", by=coder)

    (said,) = queries.listed_passages(study)

    assert said.before.startswith("…left") or said.before.startswith("… left")
    assert said.after.endswith("right…")
    assert len(said.before) <= 142
    assert len(said.after) <= 142


# --- who may be in it ------------------------------------------------------------------------

FILES = (
    "coding:quotes_csv",
    "coding:codes_by_person_csv",
    "coding:together_csv",
)


def test_who_takes_back_their_consent_is_in_no_file_taken_after_that() -> None:
    study = make_study()
    speaker, coder = make_speaker(study, pseudonym="Quillon"), make_coder(study)
    revision = make_revision(speaker)
    for code in ("grp", "asm"):
        make_coding(revision, "We plan", by=coder, code=code)
    client = signed_in(coder)
    conversation = revision.response.conversation_id
    before = [table(take(client, name, study)) for name in FILES]

    record_grants(participant=speaker, answers={Grant.INTERVIEW: False}, at=NOON, by=None)

    after = [table(take(client, name, study)) for name in FILES]
    assert all(before)
    assert after == [[], [], []]
    assert client.get(page("coding:text_pdf", study, conversation)).status_code == 404
    assertNotContains(client.get(page("coding:take_away", study)), "Quillon")


def test_what_is_coded_blind_is_in_nobodys_file() -> None:
    study = make_study()
    coder = make_coder(study)
    revision = make_revision(make_speaker(study))
    conversation = revision.response.conversation
    opened = CodingRound.objects.create(
        programme=study, name="First", is_blind=True, opened_at=NOON
    )
    opened.texts.add(conversation)
    opened.coders.add(coder)
    for code in ("grp", "asm"):
        make_coding(revision, "We plan", by=coder, code=code)
    client = signed_in(coder)

    tables = [table(take(client, name, study)) for name in FILES]
    printed = take(client, "coding:text_html", study, conversation.pk)

    assert [len(rows) for rows in tables] == [0, 1, 0]
    assert {value for key, value in tables[1][0].items() if "." in key} <= {"0"}
    assertContains(printed, "We plan")
    assertNotContains(printed, "<mark>")


def test_where_a_round_is_closed_what_was_settled_is_what_counts() -> None:
    study = make_study()
    coder = make_coder(study)
    coding = make_coding(make_revision(make_speaker(study)), "We plan", by=coder)
    opened = CodingRound.objects.create(
        programme=study, name="First", opened_at=NOON, state=RoundState.CLOSED, revealed_at=NOON
    )
    Coding.objects.filter(pk=coding.pk).update(round=opened)
    settled = Coding.objects.get(pk=coding.pk)
    settled.pk, settled.key, settled.layer = (
        None,
        "5b0e1a7e-0000-4000-8000-000000000001",
        Layer.SETTLED,
    )
    settled.pole = Pole.ASKS
    settled.save(force_insert=True)

    (row,) = table(take(signed_in(coder), "coding:quotes_csv", study))

    assert (row["layer"], row["pole"]) == ("settled", "asks")


def test_every_file_leaves_a_line_in_the_audit_trail() -> None:
    study = make_study()
    coder = make_coder(study)
    revision = make_revision(make_speaker(study))
    make_coding(revision, "We plan", by=coder)
    client, text = signed_in(coder), revision.response.conversation_id

    for name, parts in (
        ("coding:quotes_csv", ()),
        ("coding:quotes_xlsx", ()),
        ("coding:codes_by_person_csv", ()),
        ("coding:together_csv", ()),
        ("coding:codebook_document", ()),
        ("coding:memos_csv", ()),
        ("coding:memos_document", ()),
        ("coding:code_csv", ("grp",)),
        ("coding:code_document", ("grp",)),
        ("coding:text_docx", (text,)),
        ("coding:text_pdf", (text,)),
        ("coding:text_html", (text,)),
    ):
        take(client, name, study, *parts)

    taken = AuditEvent.objects.filter(verb__startswith="took away").order_by("position")
    assert list(taken.values_list("verb", flat=True)) == [
        "took away the quote list as csv",
        "took away the quote list as xlsx",
        "took away codes by person as csv",
        "took away the table of codes that come together as csv",
        "took away the codebook as docx",
        "took away the memos as csv",
        "took away the memos as docx",
        "took away the passages of code grp as csv",
        "took away the passages of code grp as docx",
        f"took away coded text {text} as docx",
        f"took away coded text {text} as pdf",
        f"took away coded text {text} as html",
    ]


# --- codes by person -------------------------------------------------------------------------


def codes_by_person(study: Programme, **asked: str) -> list[dict[str, str]]:
    coder = make_member(study, Role.CODER)
    return table(take(signed_in(coder), "coding:codes_by_person_csv", study, **asked))


def test_a_code_is_one_or_nought_however_often_somebody_says_it() -> None:
    study = make_study()
    coder = make_coder(study)
    often = make_revision(make_speaker(study, pseudonym="Andrea"))
    make_revision(make_speaker(study, sector="secondary", pseudonym="Tom"))
    make_coding(often, "We plan", by=coder)
    make_coding(often, "It took me years.", by=coder)

    rows = codes_by_person(study)

    assert [(row["participant"], row["grp"]) for row in rows] == [("Andrea", "1"), ("Tom", "0")]
    assert "asm" not in rows[0]


def test_codes_by_person_can_be_asked_by_pole_and_for_every_code() -> None:
    study = make_study()
    coder = make_coder(study)
    make_coding(make_revision(make_speaker(study)), "We plan", by=coder, pole=Pole.ASKS)

    (by_pole,) = codes_by_person(study, by_pole="on")
    (every,) = codes_by_person(study, every_code="on")

    assert by_pole["grp.asks"] == "1"
    assert "grp.gives" not in by_pole
    assert len(every) == 6 + Code.objects.filter(programme=study).count()


def test_where_two_coders_must_agree_one_of_them_is_not_enough() -> None:
    study = make_study()
    robin, colm = make_coder(study), make_coder(study, name="Colm Reid")
    revision = make_revision(make_speaker(study))
    make_coding(revision, "We plan", by=robin)
    make_coding(revision, "It took me years.", by=robin, code="asm")
    make_coding(revision, "We plan the work in groups.", by=colm)

    (row,) = codes_by_person(study, only_agreed="on")

    assert row["grp"] == "1"
    assert "asm" not in row


# --- the page --------------------------------------------------------------------------------


def test_the_page_offers_every_form_and_nothing_to_who_does_not_read_words() -> None:
    study = make_study()
    coder = make_coder(study)
    make_coding(make_revision(make_speaker(study, pseudonym="Andrea")), "We plan", by=coder)

    answer = signed_in(coder).get(page("coding:take_away", study))

    assertContains(answer, "1 passage with its speaker")
    assertContains(answer, "Andrea")
    for form in ("CSV", "XLSX", "DOCX", "PDF", "HTML"):
        assertContains(answer, form)
    viewer = signed_in(make_member(study, Role.VIEWER))
    assert viewer.get(page("coding:take_away", study)).status_code == 404


def test_with_nobody_heard_the_page_says_what_can_be_taken_all_the_same() -> None:
    study = make_study()

    answer = signed_in(make_coder(study)).get(page("coding:take_away", study))

    assertContains(answer, "Nothing to take away yet")
    assertContains(answer, "Take the codebook")


@pytest.mark.parametrize("name", ["coding:take_away", *FILES, "coding:quotes_xlsx"])
def test_more_people_and_passages_cost_no_more_queries(
    name: str, django_assert_max_num_queries
) -> None:
    study = make_study()
    coder = make_coder(study)
    client = signed_in(coder)

    def heard(pseudonym: str) -> None:
        revision = make_revision(make_speaker(study, pseudonym=pseudonym))
        for code in ("grp", "asm"):
            make_coding(revision, "We plan", by=coder, code=code)

    heard("One")
    with django_assert_max_num_queries(60) as first:
        take(client, name, study)
    for pseudonym in ("Two", "Three"):
        heard(pseudonym)

    with django_assert_max_num_queries(len(first.captured_queries)):
        take(client, name, study)
