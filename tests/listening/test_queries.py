"""What may be read now, and how far people have come."""

from datetime import timedelta

import pytest

from ecotone.consent.choices import Grant
from ecotone.consent.operations import withdraw_participant
from ecotone.foundation.models import Programme
from ecotone.listening import operations
from ecotone.listening.choices import AnswerState, HearingState, InstrumentKind
from ecotone.listening.queries import (
    Questionnaire,
    count_heard,
    hearing_rows,
    questionnaire_of,
    readable_revisions,
)
from ecotone.register.models import Participant
from tests.factories.consent import answer_grants, make_consenting
from tests.factories.foundation import NOON
from tests.factories.listening import make_conversation, make_sent
from tests.factories.register import make_participant, make_register

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


def texts(programme: Programme) -> list[str]:
    return [revision.text for revision in readable_revisions(programme)]


def interview_of(participant: Participant) -> Questionnaire:
    questionnaire = questionnaire_of(participant, InstrumentKind.INTERVIEW)
    assert questionnaire is not None
    return questionnaire


def test_the_newest_frozen_text_of_each_answer_may_be_read_in_order(
    programme: Programme,
) -> None:
    jane = make_consenting(programme)
    make_sent(jane, {3: "three", 1: "one"})
    make_sent(jane, {1: "one, again"})
    make_conversation(jane, {2: "a draft"})

    assert texts(programme) == ["one, again", "three"]


def test_words_vanish_with_the_leave_and_return_with_it(programme: Programme) -> None:
    jane = make_consenting(programme)
    make_sent(jane, {1: "one"})

    answer_grants(jane, {Grant.INTERVIEW: False})
    silent = texts(programme)
    answer_grants(jane, {Grant.INTERVIEW: True}, at=LATER)

    assert (silent, texts(programme)) == ([], ["one"])


def test_an_answer_taken_back_is_not_read_any_more(programme: Programme) -> None:
    jane = make_consenting(programme)
    make_sent(jane, {1: "one", 2: "two"})
    make_sent(jane, {1: ""})

    assert texts(programme) == ["two"]


def test_nothing_is_read_of_another_programme_or_of_somebody_who_left(
    programme: Programme,
) -> None:
    make_sent(make_consenting(make_register()), {1: "elsewhere"})
    leaver = make_consenting(programme)
    make_sent(leaver, {1: "gone"})
    withdraw_participant(participant=leaver, at=LATER, by=None)

    assert texts(programme) == []


def test_each_question_says_where_its_answer_stands(programme: Programme) -> None:
    jane = make_consenting(programme)
    make_sent(jane, {1: "sent", 2: "sent, then changed"})
    conversation = make_conversation(jane, {2: "changed", 3: "saved", 4: "skipped", 5: " "})
    fourth = conversation.instrument.questions.get(number=4)
    operations.skip_question(conversation=conversation, question=fourth, at=LATER, by=None)

    states = [asked.state for asked in interview_of(jane).asked]

    assert states == [
        AnswerState.SENT,
        AnswerState.CHANGED,
        AnswerState.SAVED,
        AnswerState.SKIPPED,
        *[AnswerState.NOT_STARTED] * 4,
    ]


def test_a_set_of_questions_is_not_started_then_in_progress_then_sent(
    programme: Programme,
) -> None:
    jane = make_consenting(programme)
    states = [interview_of(jane).state]

    make_conversation(jane, {1: "one"})
    states.append(interview_of(jane).state)
    make_sent(jane, {1: "one"})
    states.append(interview_of(jane).state)
    make_conversation(jane, {2: "an afterthought"})
    states.append(interview_of(jane).state)

    assert states == [
        HearingState.NOT_STARTED,
        HearingState.IN_PROGRESS,
        HearingState.SENT,
        HearingState.IN_PROGRESS,
    ]


def test_somebody_meets_the_wording_of_their_own_sector(programme: Programme) -> None:
    primary = make_consenting(programme, sector="primary")
    university = make_consenting(programme, sector="university")

    wordings = [interview_of(person).asked[6].wording for person in (primary, university)]

    assert "secondary school and at university" in wordings[0]
    assert "primary school and at secondary school" in wordings[1]


def test_a_programme_without_questions_has_no_questionnaire() -> None:
    participant = make_participant(make_register())

    assert questionnaire_of(participant, InstrumentKind.INTERVIEW) is None


def test_the_list_counts_what_was_sent_and_nothing_without_leave(programme: Programme) -> None:
    jane, tom = make_consenting(programme), make_consenting(programme)
    make_sent(jane, {1: "one", 2: "two"})
    make_sent(tom, {1: "one"})
    answer_grants(tom, {Grant.INTERVIEW: False})

    first, second = hearing_rows([jane, tom], programme)

    (heard,), *others = [of_kind.conversations for of_kind in first.heard]
    assert (heard.texts, heard.questions, heard.state) == (2, 8, HearingState.SENT)
    assert others == [(), ()]
    assert second.may_be_asked is False
    assert [of_kind.conversations for of_kind in second.heard] == [(), (), ()]
    assert count_heard(programme, InstrumentKind.INTERVIEW) == 1
