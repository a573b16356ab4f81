"""Programmes with people who have spoken, a codebook and codings, to test with."""

from collections.abc import Mapping

from django.test import Client
from django.urls import reverse

from ecotone.coding import operations
from ecotone.coding.choices import Pole, Target
from ecotone.coding.models import Code, Coding
from ecotone.consent.choices import Grant
from ecotone.consent.operations import publish_form, record_grants
from ecotone.foundation.models import Programme, Role, User
from ecotone.listening.choices import InstrumentKind, Mode
from ecotone.listening.models import Conversation, TextRevision
from ecotone.listening.operations import (
    adopt_instruments,
    open_conversation,
    save_answer,
    send_answers,
)
from ecotone.register.models import Participant
from tests.factories.foundation import NOON, make_member
from tests.factories.register import make_newcomer, make_participant, make_register

PLENTY = "We plan the work in groups. Each of them marks the others. It took me years."


def make_study(*, name: str = "Across the divide") -> Programme:
    """Make a programme with sectors, consent form, questions and our codebook."""
    programme = make_register(name=name)
    publish_form(programme=programme, at=NOON, by=None)
    adopt_instruments(programme=programme, at=NOON, by=None)
    operations.adopt_starter_codebook(programme=programme, at=NOON, by=None)
    return programme


def make_coder(programme: Programme, *, name: str = "Robin Brook") -> User:
    return make_member(programme, Role.CODER, name=name)


def make_speaker(
    programme: Programme,
    *grants: Grant,
    sector: str = "primary",
    pseudonym: str = "",
) -> Participant:
    """Take somebody in who lets us interview them, and grants what else is named."""
    newcomer = make_newcomer(sector=sector, pseudonym=pseudonym)
    participant = make_participant(programme, newcomer)
    given = dict.fromkeys((Grant.INTERVIEW, *grants), True)
    record_grants(participant=participant, answers=given, at=NOON, by=None)
    return participant


def make_conversation(
    speaker: Participant,
    answers: Mapping[int, str] | None = None,
    *,
    kind: InstrumentKind = InstrumentKind.INTERVIEW,
) -> Conversation:
    """Let somebody answer, by question number, and send the answers."""
    conversation = open_conversation(
        participant=speaker, kind=kind, mode=Mode.WRITTEN, at=NOON, by=None
    )
    questions = {asked.number: asked for asked in conversation.instrument.questions.all()}
    for number, text in (answers or {2: PLENTY}).items():
        save_answer(
            conversation=conversation, question=questions[number], text=text, at=NOON, by=None
        )
    send_answers(conversation=conversation, at=NOON, by=None)
    return conversation


def make_revision(
    speaker: Participant, text: str = PLENTY, *, question: int = 2
) -> TextRevision:
    """Let somebody answer one question; return the frozen text."""
    conversation = make_conversation(speaker, {question: text})
    return TextRevision.objects.get(
        response__conversation=conversation, response__question__number=question
    )


def text_of(conversation: Conversation) -> TextRevision:
    """Return the frozen text of a conversation with one answer."""
    return TextRevision.objects.get(response__conversation=conversation)


def make_coding(
    revision: TextRevision,
    words: str,
    *,
    by: User,
    code: str = "grp",
    pole: Pole = Pole.GIVES,
    target: Target = Target.SELF,
) -> Coding:
    """Put a code, by key, on words that stand in the text."""
    start = revision.text.index(words)
    programme = revision.response.conversation.participant.programme
    marking = operations.Marking(
        revision=revision,
        start=start,
        end=start + len(words),
        code=Code.objects.get(programme=programme, key=code),
        pole=pole,
        target=target,
    )
    return operations.code_passage(marking=marking, at=NOON, by=by)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(name: str, programme: Programme, *parts: object) -> str:
    """Return the address of a page of this room."""
    return reverse(name, args=(programme.slug, *parts))
