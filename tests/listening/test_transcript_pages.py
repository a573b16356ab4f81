"""The pages on which a conversation is brought, its speakers are named, and it is taken in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from ecotone.consent.choices import Grant
from ecotone.foundation.models import Programme, Role, User
from ecotone.listening.choices import TranscriptState
from ecotone.listening.models import Conversation, TextRevision, Transcript
from ecotone.register.models import Participant
from tests.factories.coding import make_study
from tests.factories.consent import make_consenting
from tests.factories.files import docx, vtt
from tests.factories.foundation import make_member
from tests.factories.transcripts import THREE_SPEAK, bring, named, take_in
from tests.register.pages import address, count_queries, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    return make_study()


@pytest.fixture
def ines(ines: User, client: Client) -> User:
    client.force_login(ines)
    return ines


def page_of(name: str, transcript: Transcript) -> str:
    return reverse(name, args=(transcript.programme.slug, transcript.key))


def sent(content: bytes, name: str = "talk.vtt", **parts: str) -> dict[str, object]:
    occasion = {"holds": "talk", "kind": "interview", "held_on": "2026-02-27", "who": ""}
    return occasion | {"file": SimpleUploadedFile(name, content), "text": ""} | parts


def chosen(jane: Participant, tom: str = "somebody-else") -> dict[str, str]:
    return {"speaker-0": "interviewer", "speaker-1": str(jane.pk), "speaker-2": tom}


# --- bringing --------------------------------------------------------------------------------


def test_a_conversation_is_brought_and_its_speakers_are_asked_for(
    client: Client, programme: Programme, ines: User
) -> None:
    answer = client.post(address("listening:bring", programme), sent(THREE_SPEAK), follow=True)

    page = text_of(answer)
    assert "3 speakers were found in talk.vtt." in page
    for label in ("Interviewer", "Jane Eyre", "Tom Wren"):
        assert label in page
    assert "That is what I never managed." in page
    assert Transcript.objects.get().asked_by == ines


@pytest.mark.usefixtures("ines")
def test_a_refusal_stands_beside_the_file_and_nothing_is_stored(
    client: Client, programme: Programme
) -> None:
    overlapping = vtt(("00:01.000", "00:03.000", "J: a"), ("00:02.000", "00:04.000", "J: b"))
    brought = [
        sent(b"Nobody is named.", "a.txt"),
        sent(overlapping),
        sent(docx("Jane: words"), "a.docm"),
        sent(b"Jane: words", "a.pdf"),
        sent(b"Jane: words " * 4_400_000, "a.txt"),
    ]

    for parts in brought:
        answer = client.post(address("listening:bring", programme), parts)

        assert answer.status_code == 422
        assert 'href="#id_file"' in text_of(answer)
    assert Transcript.objects.count() == Conversation.objects.count() == 0


@pytest.mark.usefixtures("ines")
def test_a_conversation_can_be_pasted(client: Client, programme: Programme) -> None:
    parts = sent(b"") | {"file": "", "text": "Jane: I see.\nINT: Do you?"}

    answer = client.post(address("listening:bring", programme), parts, follow=True)

    assert "2 speakers were found in the pasted text." in text_of(answer)


@pytest.mark.usefixtures("ines")
def test_the_captions_of_one_person_go_straight_to_the_preview(
    client: Client, programme: Programme, jane: Participant
) -> None:
    captions = vtt(("00:01.000", "00:02.000", "I saw it."))
    parts = sent(captions, holds="words", who=jane.pseudonym)

    answer = client.post(address("listening:bring", programme), parts, follow=True)

    assert "Take in 1 conversation" in text_of(answer)
    assert "I saw it." in text_of(answer)


# --- naming and looking ----------------------------------------------------------------------


def test_the_preview_shows_turns_with_their_times_and_leaves_others_out(
    client: Client, programme: Programme, ines: User, jane: Participant
) -> None:
    transcript = bring(programme, ines)

    answer = client.post(page_of("listening:transcript", transcript), chosen(jane), follow=True)

    page = text_of(answer)
    assert answer.redirect_chain[-1][0] == page_of("listening:transcript_preview", transcript)
    assert "I plan the work in groups." in page
    assert "0:04" in page
    assert "left out" in page
    assert "I let them mark each other." not in page


def test_a_speaker_without_a_choice_is_asked_for_again(
    client: Client, programme: Programme, ines: User, jane: Participant
) -> None:
    transcript = bring(programme, ines)

    missing = client.post(page_of("listening:transcript", transcript), chosen(jane, tom=""))
    nobody = dict.fromkeys(chosen(jane), "somebody-else")
    none_taking_part = client.post(page_of("listening:transcript", transcript), nobody)

    assert missing.status_code == none_taking_part.status_code == 422
    assert "#id_speaker-2" in text_of(missing)
    assert "None of the speakers is a participant" in text_of(none_taking_part)


def test_without_a_yes_there_is_no_button_to_take_it_in(
    client: Client, programme: Programme, ines: User
) -> None:
    silent = make_consenting(programme, Grant.QUOTED)
    transcript = bring(programme, ines)

    page = text_of(
        client.post(page_of("listening:transcript", transcript), chosen(silent), follow=True)
    )

    assert f"while there is no yes from {silent.pseudonym}" in page
    assert "Take in" not in page


def test_what_waits_is_seen_by_nobody_else(
    client: Client, programme: Programme, ines: User
) -> None:
    transcript = bring(programme, ines)
    client.force_login(make_member(programme, Role.HUB_ADMIN, Role.INTERVIEWER))

    answers = [
        client.get(page_of("listening:transcript", transcript)),
        client.get(page_of("listening:transcript_preview", transcript)),
        client.post(page_of("listening:take_in_transcript", transcript)),
        client.post(page_of("listening:leave_transcript", transcript)),
    ]
    listed = text_of(client.get(address("listening:transcripts", programme)))

    assert [answer.status_code for answer in answers] == [404] * 4
    assert "waiting for your decision" in listed
    assert page_of("listening:transcript", transcript) not in listed


# --- settled ---------------------------------------------------------------------------------


def settled_pages(client: Client, transcript: Transcript, *names: str) -> list[HttpResponse]:
    return [client.post(page_of(name, transcript), follow=True) for name in names]


def test_it_is_taken_in_listed_and_undone(
    client: Client, programme: Programme, ines: User, jane: Participant
) -> None:
    transcript = bring(programme, ines)
    client.post(page_of("listening:transcript", transcript), chosen(jane))

    taken, undone = settled_pages(
        client, transcript, "listening:take_in_transcript", "listening:undo_transcript"
    )

    assert "1 conversation is in. It can be coded now." in text_of(taken)
    assert jane.pseudonym in text_of(taken)
    assert "none of it is here any more" in text_of(undone)
    assert TextRevision.objects.count() == 0


def test_left_it_is_gone(client: Client, programme: Programme, ines: User) -> None:
    transcript = bring(programme, ines)

    settled_pages(client, transcript, "listening:leave_transcript")
    page = text_of(client.get(page_of("listening:transcript", transcript)))

    assert Transcript.objects.get().state == TranscriptState.LEFT
    assert "nothing of it is kept" in page
    assert client.get(page_of("listening:transcript_preview", transcript)).status_code == 302


def test_the_list_takes_the_same_queries_for_one_and_for_three(
    client: Client, programme: Programme, ines: User, jane: Participant
) -> None:
    page = address("listening:transcripts", programme)
    assert "Nothing was brought yet" in text_of(client.get(page))
    take_in(jane, by=ines)
    one = count_queries(client, page)

    take_in(jane, make_consenting(programme), by=ines)
    take_in(jane, by=ines)

    assert count_queries(client, page) == one


def test_the_coding_page_shows_the_interviewers_words_apart(
    client: Client, programme: Programme, ines: User, jane: Participant
) -> None:
    take_in(jane, by=ines)
    client.force_login(make_member(programme, Role.CODER))
    conversation = Conversation.objects.get()

    page = text_of(client.get(reverse("coding:text", args=(programme.slug, conversation.pk))))

    assert page.count('class="said asked"') == 2
    assert page.count("What works in your classes?") == 1  # no sentence to tick


def test_the_preview_takes_the_same_queries_however_many_speak(
    client: Client, programme: Programme, ines: User, jane: Participant
) -> None:
    needed = []
    for tom in (None, make_consenting(programme)):
        transcript = bring(programme, ines)
        transcript.speakers = named(jane, tom)
        transcript.save()
        needed.append(
            count_queries(client, page_of("listening:transcript_preview", transcript))
        )

    assert needed[0] == needed[1]
