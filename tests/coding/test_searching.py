"""The search page: texts, codes and memos, and plain answers to strange questions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ecotone.coding.choices import MemoKind
from ecotone.coding.models import Code
from ecotone.coding.operations import MemoWords, write_memo
from ecotone.coding.queries import searching
from ecotone.consent.choices import Grant
from ecotone.consent.operations import withdraw_grant
from ecotone.foundation.models import Programme, Role, User
from tests.factories.coding import (
    make_coder,
    make_revision,
    make_speaker,
    make_study,
    page,
    signed_in,
)
from tests.factories.foundation import NOON, make_member

pytestmark = pytest.mark.django_db


def searched(study: Programme, typed: str, *, by: User | None = None, **more: object) -> str:
    client = signed_in(by or make_coder(study))
    answer = client.get(page("coding:search", study), {"q": typed, **more})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def write(words: str, *, about: object, by: User) -> None:
    write_memo(about=about, says=MemoWords(MemoKind.IDEA, words), at=NOON, by=by)


def test_what_people_said_is_shown_by_person_with_the_words_marked() -> None:
    study = make_study()
    revision = make_revision(make_speaker(study, pseudonym="Zoe"), "First.\nWe plan <b>.")
    make_revision(make_speaker(study, pseudonym="Ann", sector="university"), "Plan two.")

    said = searched(study, "plan")

    assert "2 passages in what 2 people said" in said
    assert said.index("Zoe") < said.index("Ann")
    assert 'We <mark class="found">plan</mark> &lt;b&gt;.' in said
    conversation = revision.response.conversation_id
    place = f"{page('coding:text', study, conversation)}#at-{revision.pk}-7"
    assert place in said


def test_the_place_a_passage_links_to_is_in_the_text() -> None:
    study = make_study()
    revision = make_revision(make_speaker(study), "First.\nWe plan.")
    address = page("coding:text", study, revision.response.conversation_id)

    text = signed_in(make_coder(study)).get(address).content.decode()

    assert f'id="at-{revision.pk}-7"' in text


def test_whoever_may_read_but_not_code_is_led_to_the_reading_page() -> None:
    study = make_study()
    revision = make_revision(make_speaker(study), "We plan.")
    ines = make_member(study, Role.INTERVIEWER)

    said = searched(study, "plan", by=ines)

    assert page("listening:conversation", study, revision.response.conversation_id) in said
    assert "#at-" not in said


def test_codes_are_found_by_any_of_their_words() -> None:
    study = make_study()
    Code.objects.filter(programme=study, key="grp").update(
        definition="Learners at one table.", not_for="Not for a queue at the café."
    )

    said = searched(study, "CAFE table")

    assert "1 code" in said
    assert page("coding:code", study, "grp") in said
    assert '<mark class="found">café</mark>' in said


def test_memos_are_found_though_they_are_encrypted() -> None:
    study = make_study()
    coder = make_coder(study)
    code = Code.objects.get(programme=study, key="grp")
    write("Is a quorndle a group?", about=code, by=coder)

    said = searched(study, "quorndle", by=coder)

    assert "1 memo" in said
    assert 'Is a <mark class="found">quorndle</mark> a group?' in said


def test_only_the_newest_memos_are_opened_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    study = make_study()
    coder = make_coder(study)
    code = Code.objects.get(programme=study, key="grp")
    monkeypatch.setattr(searching, "MEMOS_LOOKED_THROUGH", 1)
    for words in ("An old quorndle.", "Something newer."):
        write(words, about=code, by=coder)

    said = searched(study, "quorndle", by=coder)

    assert "An old" not in said
    assert "Only the newest" in said


def test_nobodys_words_are_found_once_they_may_not_be_read() -> None:
    study = make_study()
    coder, speaker = make_coder(study), make_speaker(study)
    revision = make_revision(speaker, "We plan.")
    write("They plan a lot.", about=revision.response.conversation, by=coder)
    write("Does she plan?", about=speaker, by=coder)

    withdraw_grant(participant=speaker, grant=Grant.INTERVIEW, at=NOON, by=None)

    said = searched(study, "plan", by=coder)
    assert "No passage holds all of it." in said
    assert "in-memos" not in said


def test_before_anything_is_asked_the_page_says_how_to_ask() -> None:
    study = make_study()

    said = signed_in(make_coder(study)).get(page("coding:search", study))

    assert said.status_code == 200
    assert "A star behind" not in said.content.decode()
    assert "assess*" in said.content.decode()


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("", "Type a word to look for."),
        ("   ", "Type a word to look for."),
        ('"', "There is no word in it"),
        ("* -- ()", "There is no word in it"),
        ("a" * 10_000, "at most 200 characters"),
        ("pl\x00an", "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_looked_for_gets_a_plain_answer(typed: str, answer: str) -> None:
    study = make_study()
    client = signed_in(make_coder(study))

    said = client.get(page("coding:search", study), {"q": typed})

    assert said.status_code == 422
    assert answer in said.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        "the and of",
        "NEAR(plan we)",
        "plan OR NOT",
        "words:plan ^we",
        "'; DROP TABLE listening_searchedpiece; --",
        "plan & !we | <-> :*",
        '"plan we',
        "\\ plan \\",
        "plan\t\u2028we",
        "%_%plan",
    ],
)
def test_signs_of_query_languages_do_no_harm(typed: str) -> None:
    study = make_study()
    make_revision(make_speaker(study), "We plan the things and the days of it. Near, or not.")

    said = searched(study, typed)

    assert "What people said" in said
    assert ("is not closed" in said) == (typed.count('"') == 1)


def test_many_passages_have_pages_and_codes_stand_on_the_first() -> None:
    study = make_study()
    make_revision(make_speaker(study), "\n".join("Group work." for _n in range(30)))

    first, second = searched(study, "group"), searched(study, "group", page=2)

    assert "30 passages in what 1 person said" in first
    assert (first.count("found-words"), second.count("found-words")) == (25, 5)
    assert ("in-codebook" in first, "in-codebook" in second) == (True, False)


def test_a_page_costs_the_same_however_much_is_found() -> None:
    study = make_study()
    client = signed_in(make_coder(study))
    counts = []
    for _n in range(3):
        make_revision(make_speaker(study), "We plan.")
        with CaptureQueriesContext(connection) as captured:
            client.get(page("coding:search", study), {"q": "plan"})
        counts.append(len(captured))

    assert counts[0] == counts[2]


def test_the_find_box_stands_where_texts_and_memos_are_listed() -> None:
    study = make_study()
    client = signed_in(make_coder(study))

    pages = [client.get(page(name, study)) for name in ("coding:texts", "coding:memos")]

    assert ["find-words" in said.content.decode() for said in pages] == [True, True]


def test_the_codebook_leads_to_the_search() -> None:
    study = make_study()
    client = signed_in(make_member(study, Role.INTERVIEWER))

    book = client.get(page("coding:codebook", study)).content.decode()

    assert page("coding:search", study) in book
