"""Talks to test with: noted by an interviewer, finished, returned to the person."""

from collections.abc import Mapping
from datetime import date, datetime

from ecotone.foundation.models import Role, User
from ecotone.listening import operations
from ecotone.listening.choices import InstrumentKind, Mode
from ecotone.listening.models import Conversation
from ecotone.register.models import Participant
from tests.factories.foundation import NOON, make_member
from tests.factories.listening import make_sure_of_questions

TODAY = NOON.date()


def make_interviewer(participant: Participant, *, name: str = "Ines Marsh") -> User:
    return make_member(participant.programme, Role.INTERVIEWER, name=name)


def make_talk(
    participant: Participant,
    notes: Mapping[int, str],
    *,
    by: User,
    kind: InstrumentKind = InstrumentKind.INTERVIEW,
    at: datetime = NOON,
) -> Conversation:
    """Talk with somebody and note something under some questions, without finishing."""
    make_sure_of_questions(participant.programme, kind)
    talk = operations.begin_interview(participant=participant, kind=kind, at=at, by=by)
    note_down(talk, notes, by=by, at=at)
    return talk


def note_down(
    talk: Conversation, notes: Mapping[int, str], *, by: User, at: datetime = NOON
) -> None:
    for question in talk.instrument.questions.filter(number__in=notes):
        operations.keep_note(
            conversation=talk, question=question, text=notes[question.number], at=at, by=by
        )


def make_finished(
    participant: Participant,
    notes: Mapping[int, str],
    *,
    by: User,
    kind: InstrumentKind = InstrumentKind.INTERVIEW,
    at: datetime = NOON,
) -> Conversation:
    talk = make_talk(participant, notes, by=by, kind=kind, at=at)
    return operations.finish_interview(conversation=talk, at=at, by=by)


def make_returned(
    participant: Participant, notes: Mapping[int, str], *, by: User, at: datetime = NOON
) -> Conversation:
    """Finish a talk and lay its notes before the person they are about."""
    talk = make_finished(participant, notes, by=by, at=at)
    operations.return_notes(conversation=talk, at=at, by=by)
    return talk


def make_paper(
    participant: Participant,
    answers: Mapping[int, str],
    *,
    by: User,
    kind: InstrumentKind = InstrumentKind.REFLECTION,
    held_on: date = TODAY,
) -> Conversation:
    make_sure_of_questions(participant.programme, kind)
    paper = operations.write_up(
        participant=participant, kind=kind, mode=Mode.PAPER, held_on=held_on, at=NOON, by=by
    )
    note_down(paper, answers, by=by)
    return operations.finish_interview(conversation=paper, at=NOON, by=by)
