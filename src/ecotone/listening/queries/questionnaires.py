"""The questions one participant is asked, and how far they have come."""

from collections.abc import Mapping
from dataclasses import dataclass

from ecotone.consent.choices import Grant
from ecotone.consent.queries import has_granted
from ecotone.foundation.models import Programme
from ecotone.listening.choices import AnswerState, HearingState, InstrumentKind, Mode
from ecotone.listening.models import (
    Conversation,
    Instrument,
    Question,
    Response,
    TextRevision,
    Wording,
)
from ecotone.listening.queries.readable import newest_revisions
from ecotone.register.models import Participant


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One question as one participant meets it, with what they have written so far."""

    question: Question
    said: Wording
    response: Response | None
    sent: TextRevision | None

    @property
    def number(self) -> int:
        return self.question.number

    @property
    def wording(self) -> str:
        return self.said.text

    @property
    def draft(self) -> str:
        return self.response.draft if self.response else ""

    @property
    def answer(self) -> str:
        """The words that would go if the answers were sent now."""
        return self.response.answer if self.response else ""

    @property
    def state(self) -> AnswerState:
        sent_words = self.sent.raw.text if self.sent else ""
        if self.answer != sent_words:
            return AnswerState.CHANGED if sent_words else AnswerState.SAVED
        if sent_words:
            return AnswerState.SENT
        if self.response and self.response.is_skipped:
            return AnswerState.SKIPPED
        return AnswerState.NOT_STARTED


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A set of questions as one participant meets it."""

    instrument: Instrument
    conversation: Conversation | None
    asked: tuple[AskedQuestion, ...]

    @property
    def kind(self) -> InstrumentKind:
        return InstrumentKind(self.instrument.kind)

    @property
    def answered(self) -> int:
        return sum(bool(asked.answer) for asked in self.asked)

    @property
    def has_something_to_send(self) -> bool:
        unsent = (AnswerState.SAVED, AnswerState.CHANGED)
        return any(asked.state in unsent for asked in self.asked)

    @property
    def state(self) -> HearingState:
        states = {asked.state for asked in self.asked}
        if self.conversation is None or states == {AnswerState.NOT_STARTED}:
            return HearingState.NOT_STARTED
        if self.conversation.finished_at and not self.has_something_to_send:
            return HearingState.SENT
        return HearingState.IN_PROGRESS

    @property
    def next_question(self) -> AskedQuestion | None:
        """The first question that has neither an answer nor been skipped."""
        waiting = (a for a in self.asked if a.state == AnswerState.NOT_STARTED)
        return next(waiting, None)

    def question(self, number: int) -> AskedQuestion | None:
        return next((asked for asked in self.asked if asked.number == number), None)

    def after(self, number: int) -> AskedQuestion | None:
        return next((asked for asked in self.asked if asked.number > number), None)


def current_instrument(programme: Programme, kind: InstrumentKind) -> Instrument | None:
    """Return the questions of this kind that are asked from now on."""
    return (
        Instrument.objects.filter(programme=programme, kind=kind).order_by("-version").first()
    )


def written_conversation(participant: Participant, kind: InstrumentKind) -> Conversation | None:
    """Return what this participant is writing, or last wrote, in answer to such questions."""
    written = Conversation.objects.filter(
        participant=participant, instrument__kind=kind, mode=Mode.WRITTEN
    )
    return written.select_related("instrument").order_by("-pk").first()


def questionnaire_of(participant: Participant, kind: InstrumentKind) -> Questionnaire | None:
    """Return the questions this participant is asked; nothing when there are none.

    Somebody who began under an older version goes on with the questions they began.
    """
    conversation = written_conversation(participant, kind)
    if conversation is not None:
        instrument: Instrument | None = conversation.instrument
    else:
        instrument = current_instrument(participant.programme, kind)
    if instrument is None:
        return None
    return _as_met_by(participant, instrument, conversation)


def questionnaire_in(conversation: Conversation) -> Questionnaire:
    """Return the questions of one conversation, whoever writes down the answers."""
    return _as_met_by(conversation.participant, conversation.instrument, conversation)


def questionnaires_of(participant: Participant) -> list[Questionnaire]:
    found = (questionnaire_of(participant, kind) for kind in InstrumentKind)
    return [questionnaire for questionnaire in found if questionnaire is not None]


def may_be_asked(participant: Participant) -> bool:
    return has_granted(participant, Grant.INTERVIEW)


def _as_met_by(
    participant: Participant, instrument: Instrument, conversation: Conversation | None
) -> Questionnaire:
    responses = _responses_by_question(conversation)
    sent = {} if conversation is None else _sent_by_response(conversation)
    asked = [
        AskedQuestion(
            question=question,
            said=question.put_to(participant),
            response=(response := responses.get(question.pk)),
            sent=sent.get(response.pk) if response else None,
        )
        for question in instrument.questions.order_by("number")
    ]
    return Questionnaire(instrument, conversation, tuple(asked))


def _responses_by_question(conversation: Conversation | None) -> Mapping[int | None, Response]:
    if conversation is None:
        return {}
    return {response.question_id: response for response in conversation.responses.all()}


def _sent_by_response(conversation: Conversation) -> Mapping[int, TextRevision]:
    revisions = newest_revisions().filter(response__conversation=conversation)
    revisions = revisions.select_related("raw")
    return {revision.response_id: revision for revision in revisions}
