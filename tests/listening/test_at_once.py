"""Two people at once: sent twice, and written while its person leaves."""

import pytest

from ecotone.consent.choices import Grant
from ecotone.consent.models import ConsentRecord, Withdrawal
from ecotone.consent.operations import withdraw_participant
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme
from ecotone.listening import operations
from ecotone.listening.choices import NameKind
from ecotone.listening.models import Conversation, RawText, Response, Transcript
from ecotone.listening.operations import Judgement
from ecotone.register.models import Participant
from tests.factories.at_once import while_undecided
from tests.factories.consent import answer_grants, make_consenting
from tests.factories.foundation import NOON
from tests.factories.listening import make_conversation, make_sent
from tests.factories.talks import make_interviewer
from tests.factories.transcripts import bring, named
from tests.foundation.conftest import migrated_file, shared_database  # noqa: F401  # fixtures

pytestmark = pytest.mark.usefixtures("shared_database")


@pytest.fixture
def jane(shared_database: object, programme: Programme) -> Participant:  # noqa: ARG001, F811  # first the database
    return make_consenting(programme, Grant.INTERVIEW)


def leave(participant: Participant) -> None:
    withdraw_participant(participant=participant, at=NOON, by=None)


def send(conversation: Conversation) -> None:
    operations.send_answers(conversation=conversation, at=NOON, by=None)


def write(conversation: Conversation, number: int) -> None:
    question = conversation.instrument.questions.get(number=number)
    operations.save_answer(
        conversation=conversation, question=question, text="Late words", at=NOON, by=None
    )


def test_sent_twice_at_once_arrives_once(jane: Participant) -> None:
    conversation = make_conversation(jane, {1: "Once is enough."})

    came = while_undecided(lambda: send(conversation), lambda: send(conversation))

    assert isinstance(came, Refused)
    assert "nothing new to send" in came.message
    assert RawText.objects.count() == 1


def test_an_answer_saved_while_its_person_leaves_is_refused(jane: Participant) -> None:
    conversation = make_conversation(jane, {1: "Before"})

    came = while_undecided(lambda: leave(jane), lambda: write(conversation, 2))

    assert isinstance(came, Refused)
    assert Response.objects.count() == 0


def test_leaving_takes_along_what_is_being_saved_at_that_moment(jane: Participant) -> None:
    conversation = make_conversation(jane, {1: "Before"})

    came = while_undecided(lambda: write(conversation, 2), lambda: leave(jane))

    assert came is None
    assert (Participant.objects.count(), Response.objects.count()) == (0, 0)


def test_a_talk_begun_while_its_person_leaves_is_refused(jane: Participant) -> None:
    ines = make_interviewer(jane)

    came = while_undecided(
        lambda: leave(jane),
        lambda: operations.begin_interview(
            participant=jane, kind="INTERVIEW", at=NOON, by=ines
        ),
    )

    assert isinstance(came, Refused)
    assert Conversation.objects.count() == 0


def test_a_transcript_taken_in_while_somebody_in_it_leaves_is_refused(
    jane: Participant,
) -> None:
    ines = make_interviewer(jane)
    transcript = bring(jane.programme, ines)
    operations.name_speakers(transcript=transcript, speakers=named(jane), at=NOON, by=ines)

    came = while_undecided(
        lambda: leave(jane),
        lambda: operations.take_in_transcript(transcript=transcript, at=NOON, by=ines),
    )

    assert isinstance(came, Refused)
    assert (Transcript.objects.count(), RawText.objects.count()) == (0, 0)


def test_leaving_takes_along_a_transcript_that_is_being_taken_in(jane: Participant) -> None:
    ines = make_interviewer(jane)
    transcript = bring(jane.programme, ines)
    operations.name_speakers(transcript=transcript, speakers=named(jane), at=NOON, by=ines)

    came = while_undecided(
        lambda: operations.take_in_transcript(transcript=transcript, at=NOON, by=ines),
        lambda: leave(jane),
    )

    assert came is None
    assert (Conversation.objects.count(), RawText.objects.count()) == (0, 0)


def judge(jane: Participant) -> None:
    operations.judge_words(
        programme=jane.programme,
        judgements=[Judgement("Seaview", NameKind.PLACE, "Hilltop")],
        at=NOON,
        by=make_interviewer(jane),
    )


def test_somebody_leaves_while_a_word_in_their_text_is_judged(jane: Participant) -> None:
    make_sent(jane, {1: "We teach at Seaview."})

    came = while_undecided(lambda: judge(jane), lambda: leave(jane))

    assert came is None
    assert RawText.objects.count() == 0


def test_a_word_is_judged_while_somebody_leaves_whose_text_it_is_in(jane: Participant) -> None:
    make_sent(jane, {1: "We teach at Seaview."})

    came = while_undecided(lambda: leave(jane), lambda: judge(jane))

    assert came is None
    assert RawText.objects.count() == 0


def test_leaving_twice_at_once_is_leaving_once(jane: Participant) -> None:
    came = while_undecided(lambda: leave(jane), lambda: leave(jane))

    assert isinstance(came, Refused)
    assert Withdrawal.objects.count() == 1


def test_a_yes_given_while_its_person_leaves_is_refused(jane: Participant) -> None:
    came = while_undecided(
        lambda: leave(jane), lambda: answer_grants(jane, {Grant.QUOTED: True})
    )

    assert isinstance(came, Refused)
    assert ConsentRecord.objects.count() == 0
