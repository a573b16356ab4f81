"""Recordings: only where all allow it, sealed, heard on the record, gone in time."""

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from ecotone.cli.doctor import _recordings as doctors_findings
from ecotone.consent.choices import Grant
from ecotone.consent.operations import erase_what_was_taken_back, withdraw_participant
from ecotone.consent.queries import uses_of
from ecotone.foundation.encryption import rotate_keys
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import AuditEvent, Programme, Role, User
from ecotone.foundation.sealing import read_sealed
from ecotone.foundation.secrets import new_key
from ecotone.listening import operations, queries
from ecotone.listening.choices import Medium
from ecotone.listening.jobs import delete_recordings_that_are_due, leave_forgotten_transcripts
from ecotone.listening.models import Conversation, Recording
from ecotone.listening.operations import DeletionReport
from ecotone.register.models import Participant
from tests.factories.coding import make_study
from tests.factories.consent import answer_grants, make_consenting
from tests.factories.foundation import NOON, make_member
from tests.factories.recordings import (
    DETAILS,
    FILM,
    FILMED,
    SOUND,
    arrived,
    files_kept,
    keep,
    that_cannot_be_changed,
)
from tests.factories.transcripts import take_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recordings_folder")]
ITS_DAY = NOON + timedelta(days=362)
Settled = Callable[..., Any]


@pytest.fixture
def programme() -> Programme:
    return make_study()


@pytest.fixture
def talk(jane: Participant, ines: User) -> Conversation:
    return take_in(jane, by=ines).conversations.get()


def content_of(recording: Recording) -> bytes:
    pieces = read_sealed(
        queries.path_of(recording),
        recording.data_key,
        byte_size=recording.byte_size,
        first=0,
        last=recording.byte_size - 1,
    )
    return b"".join(pieces)


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


# --- keeping ---------------------------------------------------------------------------------


def test_a_recording_is_kept_sealed_and_opens_with_its_own_key(
    talk: Conversation, ines: User
) -> None:
    recording = keep(talk, ines)

    with connection.cursor() as cursor:
        cursor.execute("SELECT data_key FROM listening_recording")
        stored = str(cursor.fetchone())
    assert files_kept() == [queries.path_of(recording)]
    assert SOUND[1000:1100] not in files_kept()[0].read_bytes()
    assert recording.data_key not in stored
    assert content_of(recording) == SOUND
    assert (recording.medium, recording.media_type) == (Medium.AUDIO, "audio/mpeg")


def test_changing_the_keys_of_the_installation_leaves_the_file_alone(
    talk: Conversation, ines: User, settings: Any
) -> None:
    recording = keep(talk, ines)
    before = files_kept()[0].stat().st_mtime_ns
    old, new = settings.ENCRYPTION_KEYS[0], new_key()

    settings.ENCRYPTION_KEYS = [new, old]
    rotate_keys()
    settings.ENCRYPTION_KEYS = [new]

    assert content_of(Recording.objects.get(pk=recording.pk)) == SOUND
    assert files_kept()[0].stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("content", "grant", "told"),
    [(SOUND, Grant.AUDIO, "being recorded"), (FILM, Grant.VIDEO, "being filmed")],
)
def test_without_everybodys_yes_to_it_no_recording_is_kept(
    ines: User, jane: Participant, programme: Programme, content: bytes, grant: Grant, told: str
) -> None:
    tom = make_consenting(programme)
    talk = take_in(jane, tom, by=ines).conversations.get(participant=jane)
    answer_grants(tom, {grant: False})

    with pytest.raises(Refused, match=f"No yes to {told}: {tom}. Nothing was kept."):
        keep(talk, ines, content, details=FILMED)

    assert Recording.objects.count() == 0


def test_everybody_who_spoke_in_the_talk_is_on_its_recording(
    ines: User, jane: Participant, programme: Programme
) -> None:
    tom = make_consenting(programme)
    talk = take_in(jane, tom, by=ines).conversations.get(participant=jane)

    recording = keep(talk, ines)

    heard = recording.conversations.values_list("participant", flat=True)
    assert set(heard) == {jane.pk, tom.pk}


def test_a_film_needs_the_schools_leave_and_a_note_on_who_must_not_be_seen(
    talk: Conversation, ines: User
) -> None:
    with pytest.raises(Refused, match="the school must have allowed it"):
        keep(talk, ines, FILM)

    film = keep(talk, ines, FILM, details=FILMED)

    assert (film.medium, film.media_type) == (Medium.VIDEO, "video/mp4")
    with pytest.raises(IntegrityError), transaction.atomic():
        Recording.objects.filter(pk=film.pk).update(excluded_pupils="")


def test_a_file_that_is_no_recording_is_refused(talk: Conversation, ines: User) -> None:
    with pytest.raises(Refused, match=r"talk.mp3 is no sound or film"):
        keep(talk, ines, b"MZ a program")


@pytest.mark.parametrize("day", [NOON.date(), NOON.date() - timedelta(days=1)])
def test_a_recording_needs_a_day_to_come(talk: Conversation, ines: User, day: date) -> None:
    details = operations.RecordingDetails(recorded_on=date(2026, 2, 1), delete_on=day)

    with pytest.raises(Refused, match="needs a day to come"):
        keep(talk, ines, details=details)


def test_a_recording_is_kept_no_longer_than_its_programme_keeps_anything(
    talk: Conversation, ines: User, programme: Programme
) -> None:
    until = queries.kept_until_at_most(programme)
    day = (until or NOON.date()) + timedelta(days=1)
    details = operations.RecordingDetails(recorded_on=date(2026, 2, 1), delete_on=day)

    proposed = queries.proposed_deletion(programme, NOON.date())

    assert proposed == min(until or date.max, NOON.date() + timedelta(days=365))
    if until:
        with pytest.raises(Refused, match="The programme keeps nothing after"):
            keep(talk, ines, details=details)


def test_who_may_not_listen_keeps_nothing(talk: Conversation, programme: Programme) -> None:
    with pytest.raises(NotYours):
        keep(talk, make_member(programme, Role.CODER))


# --- hearing ---------------------------------------------------------------------------------


def test_each_time_somebody_listens_is_written_down(
    talk: Conversation, ines: User, programme: Programme
) -> None:
    recording, broker = keep(talk, ines), make_member(programme, Role.BROKER)

    operations.open_recording(recording=recording, at=NOON, by=ines)

    assert verbs()[-1] == "listened to a recording"
    with pytest.raises(NotYours):
        operations.open_recording(recording=recording, at=NOON, by=broker)


@pytest.mark.parametrize("grant", [Grant.AUDIO, Grant.INTERVIEW])
def test_a_recording_is_out_of_sight_the_moment_a_yes_is_taken_back(
    talk: Conversation, ines: User, jane: Participant, programme: Programme, grant: Grant
) -> None:
    recording = keep(talk, ines)
    assert "1 sound recording" in uses_of(jane, grant)

    answer_grants(jane, {grant: False}, at=NOON)

    assert queries.recording_of(programme, recording.key) is None
    assert not queries.recordings_with(talk).exists()


def test_a_film_is_seen_while_only_sound_is_not_allowed(
    talk: Conversation, ines: User, jane: Participant, programme: Programme
) -> None:
    film = keep(talk, ines, FILM, details=FILMED)

    answer_grants(jane, {Grant.AUDIO: False})

    assert queries.recording_of(programme, film.key) == film
    assert uses_of(jane, Grant.VIDEO) == ["1 film"]


# --- deleting --------------------------------------------------------------------------------


def test_a_fortnight_after_the_yes_was_taken_back_the_file_is_gone(
    talk: Conversation,
    ines: User,
    jane: Participant,
    django_capture_on_commit_callbacks: Settled,
) -> None:
    keep(talk, ines)
    answer_grants(jane, {Grant.AUDIO: False})

    erase_what_was_taken_back(at=NOON + timedelta(days=13))
    assert len(files_kept()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        erase_what_was_taken_back(at=NOON + timedelta(days=15))

    assert files_kept() == []
    assert Conversation.objects.count() == 1


def test_who_leaves_takes_the_recording_along_whoever_else_is_on_it(
    ines: User,
    jane: Participant,
    programme: Programme,
    django_capture_on_commit_callbacks: Settled,
) -> None:
    tom = make_consenting(programme)
    keep(take_in(jane, tom, by=ines).conversations.get(participant=tom), ines)

    with django_capture_on_commit_callbacks(execute=True):
        withdrawal = withdraw_participant(participant=jane, at=NOON, by=None)

    assert withdrawal.removed["sound recordings"] == 1
    assert files_kept() == []
    assert Conversation.objects.filter(participant=tom).count() == 1


def test_a_withdrawal_that_is_only_rehearsed_leaves_the_file(
    talk: Conversation,
    ines: User,
    django_capture_on_commit_callbacks: Settled,
) -> None:
    keep(talk, ines)

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        operations.forget_conversations(talk.participant)
        transaction.set_rollback(True)

    assert len(files_kept()) == 1


def test_on_its_day_a_recording_is_deleted_and_the_trail_says_so(
    talk: Conversation, ines: User
) -> None:
    recording = keep(talk, ines)

    day_before = operations.delete_due_recordings(at=ITS_DAY - timedelta(days=1))
    on_the_day = operations.delete_due_recordings(at=ITS_DAY)

    assert day_before == DeletionReport(deleted=0, failed=0, strays=0)
    assert on_the_day == DeletionReport(deleted=1, failed=0, strays=0)
    assert files_kept() == []
    event = queries.deletions_in(recording.programme).get()
    assert event.subject == f"recording:{recording.key}"
    assert Conversation.objects.count() == 1


def test_what_cannot_be_deleted_is_reported_and_tried_again(
    talk: Conversation, ines: User, programme: Programme
) -> None:
    recording = keep(talk, ines)

    with that_cannot_be_changed(queries.path_of(recording)):
        failed = operations.delete_due_recordings(at=ITS_DAY)
        overdue = queries.overdue_recordings(programme, today=date(2027, 3, 1))

        assert failed == DeletionReport(deleted=0, failed=1, strays=0)
        assert overdue.count() == 1
    again = operations.delete_due_recordings(at=ITS_DAY + timedelta(days=1))

    assert again.deleted == 1
    told = [(event.verb, event.reason) for event in queries.deletions_in(programme)]
    assert [verb for verb, _reason in told] == [
        "deleted a recording on its day",
        "could not delete a recording",
    ]
    assert told[1][1].endswith("Error")


def test_files_without_a_row_are_swept_up_after_a_day(
    talk: Conversation, ines: User, recordings_folder: Path
) -> None:
    keep(talk, ines)
    for name, age in (("arriving-old", 2), ("arriving-new", 0)):
        (recordings_folder / name).write_bytes(b"x")
        changed = (NOON - timedelta(days=age)).timestamp()
        os.utime(recordings_folder / name, (changed, changed))

    report = operations.delete_due_recordings(at=NOON)

    assert report.strays == 1
    assert len(files_kept()) == 2


def test_without_a_folder_the_job_has_nothing_to_do() -> None:
    assert operations.delete_due_recordings(at=NOON) == DeletionReport(0, 0, 0)


def test_a_recording_can_be_deleted_before_its_day(
    talk: Conversation, ines: User, django_capture_on_commit_callbacks: Settled
) -> None:
    recording = keep(talk, ines)

    with django_capture_on_commit_callbacks(execute=True):
        operations.delete_recording(recording=recording, at=NOON, by=ines)

    assert files_kept() == []
    assert verbs()[-1] == "deleted a recording"


def test_a_transcript_with_a_recording_is_not_undone(talk: Conversation, ines: User) -> None:
    keep(talk, ines)

    with pytest.raises(Refused, match="A recording belongs to this transcript"):
        operations.undo_transcript(
            transcript=talk.transcripts.get(), losing=0, at=NOON, by=ines
        )


def test_the_nightly_jobs_delete_and_leave(talk: Conversation, ines: User) -> None:
    past = operations.RecordingDetails(
        recorded_on=DETAILS.recorded_on, delete_on=NOON.date() + timedelta(days=1)
    )
    keep(talk, ines, details=past)

    delete_recordings_that_are_due.func()
    leave_forgotten_transcripts.func()

    assert Recording.objects.count() == 0
    assert arrived(SOUND).path.exists()


def test_the_doctor_misses_a_file_that_is_not_in_the_folder(
    talk: Conversation, ines: User
) -> None:
    recording = keep(talk, ines)
    whole = list(doctors_findings())

    queries.path_of(recording).unlink()

    assert [(it.is_well, it.says) for it in whole] == [(True, "1 kept, each with its file")]
    (missing,) = doctors_findings()
    assert (missing.is_well, missing.says[:23]) == (False, "1 of 1 files are missin")


def test_the_doctor_says_nothing_where_nothing_is_recorded() -> None:
    assert list(doctors_findings()) == []
