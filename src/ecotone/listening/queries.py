"""What people said and how far they have come. Words leave only while INTERVIEW is granted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from ecotone.consent.choices import Grant
from ecotone.consent.queries import has_granted, participants_granting
from ecotone.foundation.models import Programme
from ecotone.listening.choices import AnswerState, HearingState, InstrumentKind, Mode
from ecotone.listening.models import (
    Conversation,
    Instrument,
    Question,
    Response,
    TextRevision,
)
from ecotone.register.models import Participant

# --- what may be read ------------------------------------------------------------------------


def newest_revisions() -> QuerySet[TextRevision]:
    """Keep the newest frozen text of each response; an answer taken back has none."""
    later = TextRevision.objects.filter(response=OuterRef("response")).order_by("-number")
    newest = TextRevision.objects.filter(pk=Subquery(later.values("pk")[:1]))
    return newest.exclude(text="")


def readable_revisions(programme: Programme) -> QuerySet[TextRevision]:
    """Keep what may be read and studied now, in the order in which it was said."""
    speaking = participants_granting(Grant.INTERVIEW, programme)
    return (
        newest_revisions()
        .filter(response__conversation__participant__in=speaking)
        .order_by("response__conversation", "response__question__number", "pk")
    )


def readable_revisions_of(conversation: Conversation) -> QuerySet[TextRevision]:
    """Keep what may be read of one conversation, with the questions it answers."""
    revisions = readable_revisions(conversation.participant.programme)
    return revisions.filter(response__conversation=conversation).select_related(
        "response__question"
    )


@dataclass(frozen=True, slots=True)
class ReadableAnswer:
    """A question as it was put, with the words said to it; a brought text has no question."""

    question: Question | None
    wording: str
    revision: TextRevision | None


def answers_in(conversation: Conversation) -> list[ReadableAnswer]:
    """Return a conversation as it may be read now: every question, answered or not."""
    revisions = list(readable_revisions_of(conversation))
    if conversation.mode == Mode.TEXT:
        return [ReadableAnswer(None, "", revision) for revision in revisions]
    said = {revision.response.question_id: revision for revision in revisions}
    sector = conversation.participant.sector.key
    return [
        ReadableAnswer(question, question.wording_for(sector), said.get(question.pk))
        for question in conversation.instrument.questions.order_by("number")
    ]


def conversations_in(programme: Programme) -> QuerySet[Conversation]:
    """Return a programme's conversations, with whom, about what and in whose hand."""
    return (
        Conversation.objects.filter(participant__in=Participant.objects.in_programme(programme))
        .select_related(
            "participant__programme",
            "participant__sector",
            "participant__organisation",
            "instrument",
            "asked_by",
        )
        .order_by("started_at", "pk")
    )


# --- the questions one participant is asked --------------------------------------------------


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One question as one participant meets it, with what they have written so far."""

    question: Question
    wording: str
    response: Response | None
    sent: TextRevision | None

    @property
    def number(self) -> int:
        return self.question.number

    @property
    def draft(self) -> str:
        return self.response.draft if self.response else ""

    @property
    def answer(self) -> str:
        """The words that would go if the answers were sent now."""
        return self.response.answer if self.response else ""

    @property
    def state(self) -> AnswerState:
        sent_words = self.sent.text if self.sent else ""
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
    responses = _responses_by_question(conversation)
    sent = {} if conversation is None else _sent_by_response(conversation)
    asked = [
        AskedQuestion(
            question=question,
            wording=question.wording_for(participant.sector.key),
            response=(response := responses.get(question.pk)),
            sent=sent.get(response.pk) if response else None,
        )
        for question in instrument.questions.order_by("number")
    ]
    return Questionnaire(instrument, conversation, tuple(asked))


def questionnaires_of(participant: Participant) -> list[Questionnaire]:
    found = (questionnaire_of(participant, kind) for kind in InstrumentKind)
    return [questionnaire for questionnaire in found if questionnaire is not None]


def may_be_asked(participant: Participant) -> bool:
    return has_granted(participant, Grant.INTERVIEW)


def _responses_by_question(conversation: Conversation | None) -> Mapping[int | None, Response]:
    if conversation is None:
        return {}
    return {response.question_id: response for response in conversation.responses.all()}


def _sent_by_response(conversation: Conversation) -> Mapping[int, TextRevision]:
    revisions = newest_revisions().filter(response__conversation=conversation)
    return {revision.response_id: revision for revision in revisions}


# --- who has been heard ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heard:
    """One conversation in the listening list: how it came about and how much there is."""

    conversation: Conversation
    texts: int
    questions: int

    @property
    def state(self) -> HearingState:
        return HearingState.SENT if self.texts else HearingState.IN_PROGRESS

    @property
    def is_text(self) -> bool:
        return self.conversation.mode == Mode.TEXT


@dataclass(frozen=True, slots=True)
class HearingRow:
    """One participant in the listening list, with what was heard of each kind."""

    participant: Participant
    may_be_asked: bool
    heard: tuple[tuple[Heard, ...], ...]


def hearing_rows(participants: Sequence[Participant], programme: Programme) -> list[HearingRow]:
    """Line up people with the kinds of conversation; without leave, nothing is counted."""
    asked = participants_granting(Grant.INTERVIEW, programme).filter(
        pk__in=[person.pk for person in participants]
    )
    speaking = set(asked.values_list("pk", flat=True))
    heard = _heard_by_person(speaking)
    return [
        HearingRow(
            participant=person,
            may_be_asked=person.pk in speaking,
            heard=tuple(tuple(heard.get((person.pk, kind), ())) for kind in InstrumentKind),
        )
        for person in participants
    ]


def _heard_by_person(people: Iterable[int]) -> Mapping[tuple[int, str], list[Heard]]:
    with_words = Q(responses__in=newest_revisions().values("response"))
    conversations = Conversation.objects.filter(participant__in=people).annotate(
        texts=Count("responses", filter=with_words, distinct=True),
        questions=Count("instrument__questions", distinct=True),
    )
    heard: dict[tuple[int, str], list[Heard]] = {}
    for conversation in conversations.select_related("instrument").order_by("started_at", "pk"):
        place = (conversation.participant_id, conversation.instrument.kind)
        heard.setdefault(place, []).append(
            Heard(conversation, conversation.texts, conversation.questions)
        )
    return heard


def count_heard(programme: Programme, kind: InstrumentKind) -> int:
    """Count the people of whom there is something to read."""
    words = readable_revisions(programme).filter(response__conversation__instrument__kind=kind)
    return words.values("response__conversation__participant").distinct().count()
