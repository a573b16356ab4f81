"""Transcripts: each person's own words and the interviewer's, all or nothing, undone as one."""

from datetime import timedelta

import pytest
from django.db import connection

from ecotone.coding import operations as coding
from ecotone.coding.choices import Pole
from ecotone.coding.models import Code, Coding, CodingRound
from ecotone.consent.choices import Grant
from ecotone.consent.operations import rehearse_withdrawal, withdraw_participant
from ecotone.foundation.documents import NobodyNamed
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import AuditEvent, Programme, Role, User
from ecotone.listening import operations, queries
from ecotone.listening.choices import InstrumentKind, Mode, SpeakerIs, TranscriptState, Voice
from ecotone.listening.models import Conversation, TextRevision, Transcript, Turn
from ecotone.register.models import Participant
from tests.factories.coding import make_study
from tests.factories.consent import answer_grants, make_consenting
from tests.factories.files import vtt
from tests.factories.foundation import NOON, make_member
from tests.factories.transcripts import (
    HELD_ON,
    THREE_SPEAK,
    bring,
    named,
    occasion,
    take_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    return make_study()


@pytest.fixture
def tom(programme: Programme) -> Participant:
    return make_consenting(programme, sector="university")


def text_about(participant: Participant) -> TextRevision:
    return TextRevision.objects.get(response__conversation__participant=participant)


# --- bringing and naming ---------------------------------------------------------------------


def test_what_waits_is_encrypted_and_guesses_who_asked(
    programme: Programme, ines: User
) -> None:
    transcript = bring(programme, ines, file_name="Jane Eyre.vtt")

    with connection.cursor() as cursor:
        cursor.execute("SELECT file_name, turns, speakers FROM listening_transcript")
        stored = str(cursor.fetchone())

    assert "Jane" not in stored
    assert "groups" not in stored
    assert Transcript.objects.get().speakers == {"Interviewer": "interviewer"}
    assert str(transcript) == f"transcript {transcript.pk}"


def test_a_speaker_is_recognised_by_pseudonym(
    programme: Programme, ines: User, jane: Participant
) -> None:
    content = vtt(("00:01.000", "00:02.000", f"{jane.pseudonym.upper()}: I see."))

    transcript = bring(programme, ines, content)

    assert transcript.speakers == {jane.pseudonym.upper(): str(jane.pk)}


def test_the_speakers_are_listed_with_what_they_say(programme: Programme, ines: User) -> None:
    speakers = queries.speakers_in(bring(programme, ines))

    assert [(found.label, found.turns, found.words, found.sample) for found in speakers] == [
        ("Interviewer", 2, 8, "What works in your classes?"),
        ("Jane Eyre", 2, 12, "That is what I never managed."),
        ("Tom Wren", 1, 6, "I let them mark each other."),
    ]


def test_who_may_not_listen_brings_nothing(programme: Programme) -> None:
    with pytest.raises(NotYours):
        bring(programme, make_member(programme, Role.CODER))


def test_a_refused_file_leaves_nothing_behind(programme: Programme, ines: User) -> None:
    with pytest.raises(NobodyNamed):
        bring(programme, ines, b"No names here.", file_name="a.txt")

    assert Transcript.objects.count() == 0


def test_a_day_to_come_is_refused(programme: Programme, ines: User) -> None:
    tomorrow = operations.Occasion(
        InstrumentKind.INTERVIEW, NOON.date() + timedelta(days=1), ines
    )

    with pytest.raises(Refused, match="3 March 2026 has not come yet"):
        operations.bring_transcript(
            programme=programme,
            occasion=tomorrow,
            file_name="talk.vtt",
            content=THREE_SPEAK,
            at=NOON,
            by=ines,
        )


def test_every_speaker_is_named_and_one_of_them_takes_part(
    programme: Programme, ines: User, jane: Participant
) -> None:
    transcript = bring(programme, ines)
    nobody = dict.fromkeys(("Interviewer", "Jane Eyre", "Tom Wren"), SpeakerIs.SOMEBODY_ELSE)

    with pytest.raises(Refused, match="Not every speaker is named yet"):
        operations.name_speakers(
            transcript=transcript, speakers={"Jane Eyre": str(jane.pk)}, at=NOON, by=ines
        )
    with pytest.raises(Refused, match="None of the speakers is a participant"):
        operations.name_speakers(transcript=transcript, speakers=nobody, at=NOON, by=ines)


def test_only_whoever_brought_it_decides_about_it(
    programme: Programme, ines: User, jane: Participant
) -> None:
    transcript = bring(programme, ines)
    other = make_member(programme, Role.INTERVIEWER)

    with pytest.raises(NotYours):
        operations.name_speakers(transcript=transcript, speakers=named(jane), at=NOON, by=other)


# --- taking in -------------------------------------------------------------------------------


def test_each_participant_gets_their_own_turns_and_the_interviewers_and_nobody_elses(
    ines: User, jane: Participant, tom: Participant
) -> None:
    take_in(jane, tom, by=ines)

    assert text_about(jane).text == (
        "What works in your classes?\n\nI plan the work in groups.\n\n"
        "And you, Jane?\n\nThat is what I never managed."
    )
    assert text_about(tom).text == (
        "What works in your classes?\n\nI let them mark each other.\n\nAnd you, Jane?"
    )


def test_kind_day_and_who_asked_are_kept(ines: User, jane: Participant) -> None:
    take_in(jane, by=ines)

    conversation = Conversation.objects.get()
    assert conversation.mode == Mode.TRANSCRIPT
    assert conversation.is_verbatim
    assert conversation.instrument.kind == InstrumentKind.INTERVIEW
    assert (conversation.held_on, conversation.asked_by) == (HELD_ON, ines)
    assert conversation.finished_at == NOON


def test_turns_and_cues_stand_where_their_words_are(ines: User, jane: Participant) -> None:
    take_in(jane, by=ines)

    revision = text_about(jane)
    turns = queries.turns_of(revision)
    cues = [
        (revision.passage(start, end), from_ms, to_ms)
        for turn in Turn.objects.order_by("position")
        for start, end, from_ms, to_ms in turn.cues
    ]
    assert [(turn.voice, turn.text, turn.from_ms, turn.to_ms) for turn in turns] == [
        (Voice.INTERVIEWER, "What works in your classes?", 0, 4_000),
        (Voice.PARTICIPANT, "I plan the work in groups.", 4_500, 11_000),
        (Voice.INTERVIEWER, "And you, Jane?", 16_000, 19_000),
        (Voice.PARTICIPANT, "That is what I never managed.", 20_000, 24_000),
    ]
    assert cues[1:3] == [("I plan the work", 4_500, 8_000), ("in groups.", 8_000, 11_000)]


def test_turns_keep_their_place_when_a_name_in_them_is_replaced(
    programme: Programme, ines: User
) -> None:
    someone = make_consenting(programme, name="Bartholomew Eyre")
    content = b"INT: And you, Bartholomew?\nSomeone: Bartholomew plans.\nINT: Does he?"
    transcript = bring(programme, ines, content, file_name="a.txt")
    speakers = {"INT": SpeakerIs.INTERVIEWER, "Someone": str(someone.pk)}

    operations.name_speakers(transcript=transcript, speakers=speakers, at=NOON, by=ines)
    operations.take_in_transcript(transcript=transcript, at=NOON, by=ines)

    first, second, third = queries.turns_of(text_about(someone))
    assert first.text == f"And you, {someone.pseudonym}?"
    assert second.text == f"{someone.pseudonym} plans."
    assert third.text == "Does he?"
    assert third.start != Turn.objects.get(position=2).start


def test_words_of_no_speaker_go_back_to_whoever_spoke_before(
    programme: Programme, ines: User, jane: Participant
) -> None:
    transcript = bring(
        programme, ines, b"Jane: Two things.\nTeaching: I like it.\n", file_name="a.txt"
    )
    speakers = {"Jane": str(jane.pk), "Teaching": SpeakerIs.NO_SPEAKER}

    operations.name_speakers(transcript=transcript, speakers=speakers, at=NOON, by=ines)
    operations.take_in_transcript(transcript=transcript, at=NOON, by=ines)

    assert text_about(jane).text == "Two things. Teaching: I like it."


def test_without_everybodys_yes_nothing_at_all_is_taken_in(
    programme: Programme, ines: User, jane: Participant
) -> None:
    silent = make_consenting(programme, Grant.QUOTED)

    with pytest.raises(Refused, match=f"No yes to being asked questions: {silent}"):
        take_in(jane, silent, by=ines)

    assert Conversation.objects.count() == 0
    assert Transcript.objects.get().is_waiting


def test_once_settled_no_word_and_no_name_waits_any_more(
    programme: Programme, ines: User, jane: Participant
) -> None:
    taken = take_in(jane, by=ines)
    left = bring(programme, ines)
    operations.leave_transcript(transcript=left, at=NOON, by=ines)

    for transcript in Transcript.objects.all():
        assert (transcript.file_name, transcript.turns, transcript.speakers) == ("", [], {})
    assert taken.state == TranscriptState.TAKEN_IN
    with pytest.raises(Refused, match="settled already"):
        operations.take_in_transcript(transcript=taken, at=NOON, by=ines)


def test_the_trail_tells_of_it_without_a_name_or_a_word(ines: User, jane: Participant) -> None:
    take_in(jane, by=ines)

    trail = [(event.verb, event.reason) for event in AuditEvent.objects.order_by("pk")]
    assert ("took in a transcript", "1 conversations") in trail
    assert "Eyre" not in str(trail)


def test_one_persons_words_with_times_need_no_name(ines: User, jane: Participant) -> None:
    content = vtt(
        ("00:01.000", "00:02.000", "I saw it."), ("00:02.000", "00:03.000", "Really.")
    )

    transcript = operations.bring_speech(
        participant=jane,
        occasion=occasion(ines, kind=InstrumentKind.REFLECTION),
        file_name="a.vtt",
        content=content,
        at=NOON,
        by=ines,
    )
    operations.take_in_transcript(transcript=transcript, at=NOON, by=ines)

    assert [(turn.text, turn.from_ms) for turn in queries.turns_of(text_about(jane))] == [
        ("I saw it. Really.", 1_000)
    ]


def test_a_pasted_conversation_waits_like_a_file(programme: Programme, ines: User) -> None:
    transcript = operations.paste_transcript(
        programme=programme, occasion=occasion(ines), text="Jane: I see.", at=NOON, by=ines
    )

    assert [found.label for found in queries.speakers_in(transcript)] == ["Jane"]
    with pytest.raises(NobodyNamed, match="the pasted text"):
        operations.paste_transcript(
            programme=programme, occasion=occasion(ines), text="I see.", at=NOON, by=ines
        )


# --- undoing, leaving, forgetting ------------------------------------------------------------


def code(programme: Programme, text: TextRevision, words: str, *, by: User) -> Coding:
    start = text.text.index(words)
    first = Code.objects.filter(programme=programme)[0]
    marking = coding.Marking(text, start, start + len(words), first, Pole.GIVES)
    return coding.code_passage(marking=marking, at=NOON, by=by)


def test_undoing_removes_every_conversation_of_it(
    ines: User, jane: Participant, tom: Participant
) -> None:
    transcript = take_in(jane, tom, by=ines)

    operations.undo_transcript(transcript=transcript, losing=0, at=NOON, by=ines)

    assert Conversation.objects.count() == Turn.objects.count() == 0
    assert Transcript.objects.get().state == TranscriptState.UNDONE
    with pytest.raises(Refused, match="nothing to undo"):
        operations.undo_transcript(transcript=transcript, losing=0, at=NOON, by=ines)


def test_codings_go_along_only_when_their_number_was_said(
    programme: Programme, ines: User, jane: Participant
) -> None:
    transcript = take_in(jane, by=ines)
    code(programme, text_about(jane), "in groups", by=make_member(programme, Role.CODER))

    with pytest.raises(Refused, match="1 coding rests on these texts"):
        operations.undo_transcript(transcript=transcript, losing=0, at=NOON, by=ines)
    assert Coding.objects.count() == 1
    operations.undo_transcript(transcript=transcript, losing=1, at=NOON, by=ines)

    assert Coding.objects.count() == 0


@pytest.mark.parametrize("is_coded", [True, False])
def test_a_transcript_that_is_coded_blind_stays_and_tells_no_number(
    programme: Programme, ines: User, jane: Participant, *, is_coded: bool
) -> None:
    transcript = take_in(jane, by=ines)
    coder = make_member(programme, Role.CODER)
    blind = CodingRound.objects.create(programme=programme, name="First", opened_at=NOON)
    blind.coders.add(coder)
    blind.texts.add(text_about(jane).response.conversation)
    if is_coded:
        code(programme, text_about(jane), "in groups", by=coder)

    told = operations.count_resting_on(transcript)
    with pytest.raises(Refused, match="nobody may know yet what was found"):
        operations.undo_transcript(transcript=transcript, losing=9, at=NOON, by=ines)

    assert told == 0
    assert Conversation.objects.count() == 1


def test_only_the_participants_words_can_be_coded(
    programme: Programme, ines: User, jane: Participant
) -> None:
    take_in(jane, by=ines)
    coder = make_member(programme, Role.CODER)
    text = text_about(jane)
    marking = coding.Marking(
        text, 0, 5, Code.objects.filter(programme=programme)[0], Pole.GIVES
    )

    for words in ("What works", "classes?\n\nI plan"):
        with pytest.raises(Refused, match="These are the interviewer"):
            code(programme, text, words, by=coder)
    with pytest.raises(Refused, match="These are the interviewer"):
        coding.code_passages(programme=programme, markings=[marking], at=NOON, by=coder)
    assert code(programme, text, "I plan the work in groups.", by=coder).pk


def test_who_leaves_takes_what_waits_along(
    programme: Programme, ines: User, jane: Participant
) -> None:
    waiting = bring(programme, ines)
    operations.name_speakers(transcript=waiting, speakers=named(jane), at=NOON, by=ines)
    bring(programme, ines)

    promised = rehearse_withdrawal(participant=jane, by=None)
    withdraw_participant(participant=jane, at=NOON, by=None)

    assert promised["transcripts that waited"] == 1
    assert Transcript.objects.count() == 1


def test_what_nobody_decides_about_for_a_fortnight_is_left(
    programme: Programme, ines: User
) -> None:
    bring(programme, ines)

    soon = operations.leave_forgotten_transcripts(at=NOON + timedelta(days=13))
    later = operations.leave_forgotten_transcripts(at=NOON + timedelta(days=15))

    assert (soon, later) == (0, 1)
    assert Transcript.objects.get().turns == []


def test_a_preview_says_who_may_be_taken_in(
    programme: Programme, ines: User, jane: Participant, tom: Participant
) -> None:
    transcript = bring(programme, ines)
    operations.name_speakers(transcript=transcript, speakers=named(jane, tom), at=NOON, by=ines)
    answer_grants(tom, {Grant.INTERVIEW: False})
    transcript.refresh_from_db()

    said = queries.said_in(transcript)
    parts = {part.participant: part for part in queries.parts_of(transcript, said)}

    assert (parts[jane].turns, parts[jane].words, parts[jane].may_be_taken_in) == (2, 12, True)
    assert parts[tom].may_be_taken_in is False
