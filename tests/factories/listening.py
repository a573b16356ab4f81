"""Conversations to test with: questions, answers and texts, through the operations."""

from collections.abc import Mapping
from datetime import datetime

from ecotone.foundation.models import Programme, User
from ecotone.listening import operations
from ecotone.listening.choices import InstrumentKind, Mode
from ecotone.listening.models import Conversation, Instrument, TextRevision
from ecotone.listening.queries import current_instrument
from ecotone.register.models import Participant
from tests.factories.foundation import NOON


def make_instruments(programme: Programme) -> list[Instrument]:
    return operations.adopt_instruments(programme=programme, at=NOON, by=None)


def make_sure_of_questions(programme: Programme, kind: InstrumentKind) -> None:
    """Give a programme its questions, once however often they are asked for."""
    if current_instrument(programme, kind) is None:
        make_instruments(programme)


def make_conversation(
    participant: Participant,
    answers: Mapping[int, str],
    *,
    kind: InstrumentKind = InstrumentKind.INTERVIEW,
    at: datetime = NOON,
) -> Conversation:
    """Write answers by the number of their question, without sending them."""
    make_sure_of_questions(participant.programme, kind)
    conversation = operations.open_conversation(
        participant=participant, kind=kind, mode=Mode.WRITTEN, at=at, by=None
    )
    for question in conversation.instrument.questions.filter(number__in=answers):
        operations.save_answer(
            conversation=conversation,
            question=question,
            text=answers[question.number],
            at=at,
            by=None,
        )
    return conversation


def make_sent(
    participant: Participant,
    answers: Mapping[int, str],
    *,
    kind: InstrumentKind = InstrumentKind.INTERVIEW,
    at: datetime = NOON,
) -> list[TextRevision]:
    """Write answers by the number of their question, and send them."""
    conversation = make_conversation(participant, answers, kind=kind, at=at)
    return operations.send_answers(conversation=conversation, at=at, by=None)


def make_text(participant: Participant, text: str, *, by: User) -> TextRevision:
    make_sure_of_questions(participant.programme, InstrumentKind.INTERVIEW)
    return operations.paste_text(
        participant=participant, kind=InstrumentKind.INTERVIEW, text=text, at=NOON, by=by
    )
