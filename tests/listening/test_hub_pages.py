"""The hub's list, the reading room, and bringing a text."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document

from ecotone.consent.choices import Grant
from ecotone.foundation.models import AuditEvent, Programme, Role, User
from ecotone.listening.models import Conversation, Instrument, TextRevision
from ecotone.register.models import Participant
from tests.factories.consent import answer_grants, make_consenting, make_form
from tests.factories.foundation import make_member
from tests.factories.listening import make_conversation, make_sent, make_text
from tests.factories.register import make_register
from tests.register.pages import address, count_queries, text_of

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
AS_TEXT = "&lt;script&gt;alert(1)&lt;/script&gt;"


def conversation_page(programme: Programme, conversation: Conversation) -> str:
    return reverse("listening:conversation", args=(programme.slug, conversation.pk))


# --- the list --------------------------------------------------------------------------------


def test_without_questions_the_list_offers_ours(client: Client) -> None:
    programme = make_register()
    client.force_login(make_member(programme, Role.BROKER))
    page = text_of(client.get(address("listening:list", programme)))

    client.post(address("listening:adopt", programme))

    assert "Take these questions" in page
    assert Instrument.objects.filter(programme=programme).count() == 3


@pytest.mark.usefixtures("broker")
def test_before_anybody_is_heard_the_list_explains_the_ways_in(
    client: Client, programme: Programme
) -> None:
    empty = text_of(client.get(address("listening:list", programme)))
    make_consenting(programme)
    unheard = text_of(client.get(address("listening:list", programme)))

    assert "Three ways in" in empty
    assert "Nobody is in the programme yet" in empty
    assert "Three ways in" in unheard


def test_the_list_says_how_far_each_person_is_and_by_which_way(
    client: Client, programme: Programme, broker: User
) -> None:
    jane, tom = make_consenting(programme), make_consenting(programme)
    make_consenting(programme, Grant.QUOTED)
    make_sent(jane, {1: "Unmistakable", 2: "two"})
    make_conversation(tom, {1: "a draft"})
    make_text(tom, "A whole text", by=broker)

    page = text_of(client.get(address("listening:list", programme)))

    for shown in ("2 of 8 answers", "In progress", "A text", "No yes to being asked", "2 of 3"):
        assert shown in page
    assert "Unmistakable" not in page
    assert "a draft" not in page


@pytest.mark.usefixtures("broker")
def test_the_list_needs_the_same_queries_for_one_person_and_for_three(
    client: Client, programme: Programme
) -> None:
    needed = []

    for more in (1, 2):
        for _ in range(more):
            make_sent(make_consenting(programme), {1: "one", 2: "two"})
        needed.append(count_queries(client, address("listening:list", programme)))

    assert needed[0] == needed[1] <= 17


# --- reading ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("broker")
def test_a_conversation_shows_every_question_and_words_as_plain_text(
    client: Client, programme: Programme
) -> None:
    jane = make_consenting(programme, sector="university")
    make_sent(jane, {1: SCRIPT})
    make_sent(jane, {1: f"{SCRIPT} again"})

    page = text_of(client.get(conversation_page(programme, jane.conversations.get())))

    assert f"{AS_TEXT} again" in page
    assert SCRIPT not in page
    assert "Version 2" in page
    assert page.count("No answer") == 7


@pytest.mark.usefixtures("broker")
def test_a_draft_is_not_read_at_the_hub(client: Client, programme: Programme) -> None:
    conversation = make_conversation(make_consenting(programme), {1: "Unmistakable"})

    assert "Unmistakable" not in text_of(client.get(conversation_page(programme, conversation)))


@pytest.mark.usefixtures("broker")
def test_words_disappear_from_every_page_of_the_hub_with_the_leave(
    client: Client, programme: Programme
) -> None:
    jane = make_consenting(programme)
    make_sent(jane, {1: "Unmistakable"})
    reading = conversation_page(programme, jane.conversations.get())
    before = text_of(client.get(reading))

    answer_grants(jane, {Grant.INTERVIEW: False})

    after = [client.get(page) for page in (reading, address("listening:list", programme))]
    assert "Unmistakable" in before
    assert not any("Unmistakable" in text_of(page) for page in after)
    assert "These words may not be read" in text_of(after[0])
    assert "1 of 8 answers" not in text_of(after[1])


@pytest.mark.usefixtures("broker")
def test_a_conversation_needs_the_same_queries_however_much_was_said(
    client: Client, programme: Programme
) -> None:
    little, much = make_consenting(programme), make_consenting(programme)
    make_sent(little, {1: "words"})
    make_sent(much, dict.fromkeys(range(1, 9), "words"))

    needed = [
        count_queries(client, conversation_page(programme, person.conversations.get()))
        for person in (little, much)
    ]

    assert needed[0] == needed[1] <= 12


def test_the_wrong_role_reads_nothing_and_is_audited(
    client: Client, programme: Programme
) -> None:
    jane = make_consenting(programme)
    make_sent(jane, {1: "Unmistakable"})
    client.force_login(make_member(programme, Role.VIEWER))

    pages = [
        client.get(conversation_page(programme, jane.conversations.get())),
        client.get(address("listening:list", programme)),
        client.get(address("listening:bring", programme)),
    ]

    assert [page.status_code for page in pages] == [404, 404, 404]
    assert AuditEvent.objects.filter(verb="was turned away").count() == 3


@pytest.mark.usefixtures("broker")
def test_a_conversation_of_another_programme_is_not_here_and_audited(
    client: Client, programme: Programme
) -> None:
    elsewhere = make_register()
    make_form(elsewhere)
    stranger = make_consenting(elsewhere)
    make_sent(stranger, {1: "Unmistakable"})

    page = client.get(conversation_page(programme, stranger.conversations.get()))

    assert page.status_code == 404
    assert AuditEvent.objects.filter(verb="was turned away").count() == 1


def test_a_coder_reads_but_brings_nothing(client: Client, programme: Programme) -> None:
    jane = make_consenting(programme)
    make_sent(jane, {1: "Unmistakable"})
    client.force_login(make_member(programme, Role.CODER))

    reading = client.get(conversation_page(programme, jane.conversations.get()))
    bringing = client.get(address("listening:bring", programme))

    assert "Unmistakable" in text_of(reading)
    assert bringing.status_code == 404
    listed = text_of(client.get(address("listening:list", programme)))
    assert address("listening:bring", programme) not in listed
    assert address("listening:hear", programme, jane) not in listed


# --- bringing a text -------------------------------------------------------------------------


def brought(participant: Participant, **parts: object) -> dict[str, object]:
    words = {"holds": "words", "held_on": "2026-02-27", "text": ""}
    return {"who": participant.pseudonym, "kind": "interview"} | words | parts


def test_a_pasted_text_is_kept_word_for_word_and_shown_as_text(
    client: Client, programme: Programme, broker: User
) -> None:
    jane = make_consenting(programme)
    page = client.get(address("listening:bring", programme), {"who": jane.pseudonym})

    answer = client.post(
        address("listening:bring", programme),
        brought(jane, text=f" {SCRIPT}\r\nend "),
        follow=True,
    )

    assert f'value="{jane.pseudonym}"' in text_of(page)
    assert TextRevision.objects.get().text == f" {SCRIPT}\nend "
    assert AS_TEXT in text_of(answer)
    assert Conversation.objects.get().asked_by == broker


@pytest.mark.usefixtures("broker")
def test_a_word_document_is_taken_in(client: Client, programme: Programme) -> None:
    document, written = Document(), io.BytesIO()
    document.add_paragraph("From a document.")
    document.save(written)
    jane = make_consenting(programme)
    upload = SimpleUploadedFile("talk.docx", written.getvalue())

    client.post(
        address("listening:bring", programme), brought(jane, kind="reflection", file=upload)
    )

    assert TextRevision.objects.get().text == "From a document."
    assert Conversation.objects.get().instrument.kind == "reflection"


@pytest.mark.usefixtures("broker")
def test_a_file_that_is_not_what_its_name_says_is_refused_beside_the_field(
    client: Client, programme: Programme
) -> None:
    upload = SimpleUploadedFile("talk.docx", b"%PDF-1.7 not a document")

    answer = client.post(
        address("listening:bring", programme),
        brought(make_consenting(programme), file=upload),
    )

    assert answer.status_code == 422
    assert "talk.docx is not a Word document. Open it in a word processor" in text_of(answer)
    assert Conversation.objects.count() == 0


@pytest.mark.usefixtures("broker")
def test_a_text_needs_somebody_who_lets_us_ask(client: Client, programme: Programme) -> None:
    silent = make_consenting(programme, Grant.QUOTED)

    answer = client.post(address("listening:bring", programme), brought(silent, text="words"))

    assert answer.status_code == 422
    assert "has not said yes to being asked questions" in text_of(answer)
    assert Conversation.objects.count() == 0


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({}, "Choose a file, or paste the text below."),
        ({"who": "Nobody", "text": "words"}, "Nobody here is called “Nobody”."),
        (
            {"text": "words", "file": SimpleUploadedFile("a.txt", b"words")},
            "Bring either a file or a pasted text, not both.",
        ),
    ],
)
@pytest.mark.usefixtures("broker")
def test_a_form_that_is_not_complete_is_shown_again(
    client: Client, programme: Programme, parts: dict[str, object], told: str
) -> None:
    answer = client.post(
        address("listening:bring", programme), brought(make_consenting(programme), **parts)
    )

    assert answer.status_code == 422
    assert told in text_of(answer)
    assert Conversation.objects.count() == 0
