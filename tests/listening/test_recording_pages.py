"""The pages of recordings: bringing one, listening along, bytes by range, and the report."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from ecotone.consent.choices import Grant
from ecotone.foundation.models import AuditEvent, Programme, Role, User
from ecotone.listening import operations
from ecotone.listening.models import Conversation, Recording
from tests.factories.coding import make_study
from tests.factories.consent import answer_grants, make_consenting
from tests.factories.foundation import NOON, make_member
from tests.factories.recordings import FILM, SOUND, files_kept, keep
from tests.factories.transcripts import take_in
from tests.register.pages import address, count_queries, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recordings_folder")]
SOON = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def programme() -> Programme:
    return make_study()


@pytest.fixture
def ines(ines: User, client: Client) -> User:
    client.force_login(ines)
    return ines


@pytest.fixture
def talk(programme: Programme, ines: User) -> Conversation:
    return take_in(make_consenting(programme), by=ines).conversations.get()


def page_of(name: str, recording: Recording) -> str:
    return reverse(name, args=(recording.programme.slug, recording.key))


def adding_to(talk: Conversation) -> str:
    slug = talk.participant.programme.slug
    return reverse("listening:add_recording", args=(slug, talk.pk))


def sent(content: bytes = SOUND, **parts: str) -> dict[str, object]:
    days = {"recorded_on": "2026-02-27", "delete_on": str(SOON)}
    return {**days, **parts, "file": SimpleUploadedFile("talk.mp3", content)}


def file_address(client: Client, recording: Recording) -> str:
    """Open the player and return the address its file has there."""
    page = text_of(client.get(page_of("listening:recording", recording)))
    return page.split("<audio")[1].split('src="')[1].split('"')[0]


def body_of(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content)


# --- bringing --------------------------------------------------------------------------------


def test_the_page_says_who_allows_what_and_how_large_a_file_may_be(
    client: Client, talk: Conversation, settings: Any
) -> None:
    settings.RECORDING_MEGABYTES = 750
    answer_grants(talk.participant, {Grant.VIDEO: False})

    page = text_of(client.get(adding_to(talk)))

    assert "at most 750 MB" in page
    assert "no film" in page
    assert "no sound" not in page


def test_a_recording_is_brought_and_listed_with_its_day(
    client: Client, talk: Conversation, programme: Programme
) -> None:
    assert "There is no recording" in text_of(
        client.get(address("listening:recordings", programme))
    )

    answer = client.post(adding_to(talk), sent(), follow=True)

    page = text_of(answer)
    assert "The recording is kept, encrypted, until its day." in page
    assert f"deleted on {date_format(SOON, 'j F Y')}" in page
    assert [path.name for path in files_kept()] == [str(Recording.objects.get().key)]


def test_the_day_of_deletion_is_never_empty(client: Client, talk: Conversation) -> None:
    first = client.get(adding_to(talk))
    answer = client.post(adding_to(talk), sent(delete_on=""))

    assert first.context["form"]["delete_on"].initial > date(2026, 2, 27)
    assert answer.status_code == 422
    assert files_kept() == []


def test_a_film_without_the_schools_leave_is_asked_for_it_and_not_kept(
    client: Client, talk: Conversation
) -> None:
    answer = client.post(adding_to(talk), sent(FILM))
    complete = sent(
        FILM, pupils="NONE", school_authorised_by="head of science", excluded_pupils="None"
    )

    assert answer.status_code == 422
    assert text_of(answer).count("This is a film: a school must have allowed it.") >= 3
    assert files_kept() == []
    assert client.post(adding_to(talk), complete).status_code == 302


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"MZ a program", "is no sound or film"), (b"", "The submitted file is empty")],
)
def test_what_is_no_recording_is_refused_beside_the_field(
    client: Client, talk: Conversation, content: bytes, told: str
) -> None:
    answer = client.post(adding_to(talk), sent(content))

    assert answer.status_code == 422
    assert told in text_of(answer)
    assert files_kept() == []


def test_a_file_that_is_too_large_is_refused_with_the_limit(
    client: Client, talk: Conversation, settings: Any
) -> None:
    settings.RECORDING_MEGABYTES = 1

    answers = [
        client.post(adding_to(talk), sent(SOUND * 6)),
        client.post(adding_to(talk), sent(SOUND * 12)),
    ]

    for answer in answers:
        assert answer.status_code == 422
        assert "The file is larger than 1 MB. Nothing of it was kept." in text_of(answer)
    assert files_kept() == []


def test_without_a_yes_there_is_no_form(client: Client, talk: Conversation) -> None:
    answer_grants(talk.participant, {Grant.AUDIO: False, Grant.VIDEO: False})

    page = text_of(client.get(adding_to(talk)))

    assert "No recording may be kept" in page
    assert 'type="file"' not in page


@pytest.mark.usefixtures("ines")
def test_a_form_from_elsewhere_is_refused_before_its_file_is_kept(talk: Conversation) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_member(talk.participant.programme, Role.INTERVIEWER))

    answer = strict.post(adding_to(talk), sent())

    assert answer.status_code == 403
    assert files_kept() == []


# --- listening -------------------------------------------------------------------------------


def test_the_player_shows_the_turns_with_their_times_and_is_audited(
    client: Client, talk: Conversation, ines: User
) -> None:
    page = text_of(client.get(page_of("listening:recording", keep(talk, ines))))

    assert 'data-from="4500"' in page
    assert "Play from 0:04" in page
    assert page.count("is-asking") == 2
    assert AuditEvent.objects.order_by("pk").last().verb == "listened to a recording"


def test_the_whole_file_is_sent_when_nothing_else_is_asked(
    client: Client, talk: Conversation, ines: User
) -> None:
    answer = client.get(file_address(client, keep(talk, ines)))

    assert answer.status_code == 200
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["Content-Type"] == "audio/mpeg"
    assert "no-store" in answer["Cache-Control"]
    assert body_of(answer) == SOUND


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-99", 0, 99), ("bytes=65530-65545", 65530, 65545), ("bytes=-5", -5, -1)],
)
def test_only_the_bytes_asked_for_are_sent(
    client: Client, talk: Conversation, ines: User, asked: str, first: int, last: int
) -> None:
    place = file_address(client, keep(talk, ines))

    answer = client.get(place, headers={"Range": asked})

    wanted = SOUND[first:] if first < 0 else SOUND[first : last + 1]
    assert answer.status_code == 206
    assert answer["Content-Length"] == str(len(wanted))
    assert answer["Content-Range"].endswith(f"/{len(SOUND)}")
    assert body_of(answer) == wanted


def test_bytes_beyond_the_end_are_answered_with_its_size(
    client: Client, talk: Conversation, ines: User
) -> None:
    place = file_address(client, keep(talk, ines))

    answer = client.get(place, headers={"Range": f"bytes={len(SOUND)}-"})

    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{len(SOUND)}"


def test_nobody_listens_without_an_entry_in_the_trail(
    client: Client, talk: Conversation, ines: User
) -> None:
    recording = keep(talk, ines)
    others_pass = file_address(client, recording).partition("?")[2]
    client.force_login(make_member(talk.participant.programme, Role.INTERVIEWER))

    without = client.get(page_of("listening:recording_file", recording))
    with_anothers = client.get(
        f"{page_of('listening:recording_file', recording)}?{others_pass}"
    )

    assert (without.status_code, with_anothers.status_code) == (404, 404)


def test_a_broker_may_bring_but_not_listen(
    client: Client, talk: Conversation, ines: User, programme: Programme
) -> None:
    recording = keep(talk, ines)
    client.force_login(make_member(programme, Role.BROKER))

    listed = text_of(client.get(address("listening:recordings", programme)))

    assert client.get(page_of("listening:recording", recording)).status_code == 404
    assert "Delete now" in listed
    assert f'href="{page_of("listening:recording", recording)}"' not in listed


def test_the_file_stops_being_there_when_a_yes_is_taken_back(
    client: Client, talk: Conversation, ines: User
) -> None:
    place = file_address(client, keep(talk, ines))

    answer_grants(talk.participant, {Grant.AUDIO: False})

    assert client.get(place).status_code == 404


def test_in_a_talk_of_several_each_person_is_read_alone(
    client: Client, ines: User, programme: Programme
) -> None:
    jane, tom = make_consenting(programme), make_consenting(programme)
    talks = take_in(jane, tom, by=ines).conversations
    recording = keep(talks.get(participant=jane), ines)
    of_tom = talks.get(participant=tom)

    page = text_of(client.get(page_of("listening:recording", recording), {"of": of_tom.pk}))

    assert "I let them mark each other." in page
    assert "I plan the work in groups." not in page


# --- deleting and the report -----------------------------------------------------------------


def test_a_recording_is_deleted_from_its_list(
    client: Client, talk: Conversation, ines: User
) -> None:
    answer = client.post(page_of("listening:delete_recording", keep(talk, ines)), follow=True)

    assert "Its transcript is still here." in text_of(answer)
    assert Recording.objects.count() == 0


def test_the_report_says_what_was_deleted_and_what_was_not(
    client: Client, talk: Conversation, ines: User, programme: Programme
) -> None:
    page = address("listening:deletions", programme)
    assert "Nothing yet" in text_of(client.get(page))
    kept = keep(talk, ines)
    Recording.objects.update(recorded_on=date(2020, 1, 1), delete_on=date(2020, 1, 2))
    overdue = text_of(client.get(address("listening:recordings", programme)))

    operations.delete_due_recordings(at=NOON)

    assert "1 recording should be gone and is not." in overdue
    assert f"recording:{kept.key}" in text_of(client.get(page))


def test_the_list_takes_the_same_queries_for_one_recording_and_for_three(
    client: Client, talk: Conversation, ines: User, programme: Programme
) -> None:
    page = address("listening:recordings", programme)
    keep(talk, ines)
    one = count_queries(client, page)

    keep(talk, ines)
    keep(talk, ines)

    assert count_queries(client, page) == one


def test_the_conversation_shows_its_turns_and_its_recording(
    client: Client, talk: Conversation, ines: User, programme: Programme
) -> None:
    place = reverse("listening:conversation", args=(programme.slug, talk.pk))
    without = text_of(client.get(place))
    recording = keep(talk, ines)

    page = text_of(client.get(place))

    assert "Bring a recording" in without
    assert page.count("is-asking") == 2
    assert page_of("listening:recording", recording) in page


def test_a_file_that_is_missing_is_said_to_be(
    client: Client, talk: Conversation, ines: User
) -> None:
    place = file_address(client, keep(talk, ines))
    files_kept()[0].unlink()

    answer = client.get(place)

    assert answer.status_code == 409
    assert "is missing from its folder" in text_of(answer)
