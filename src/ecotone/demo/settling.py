"""Settling a synthetic region: everybody heard and coded, written in bulk.

The operations of the lower rooms take one person at a time and audit each; for thousands of
invented people that would only be slow. So their rows are written here in the shape those
operations leave, which the tests hold against a person who came in through them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ecotone.coding.choices import Pole, Target, Verb
from ecotone.coding.models import Code, Coding, Step
from ecotone.coding.operations.steps import creation_of, record_step
from ecotone.consent.choices import Grant
from ecotone.consent.models import ConsentForm, ConsentRecord
from ecotone.consent.queries import form_in_force
from ecotone.demo.operations import open_programme
from ecotone.demo.region import Said, SyntheticParticipant, in_words, synthetic_region
from ecotone.foundation.models import Programme, Role, User
from ecotone.foundation.operations import add_user, grant_role
from ecotone.foundation.statistics import gather_statistics
from ecotone.listening.choices import InstrumentKind, Mode
from ecotone.listening.models import Conversation, Question, RawText, Response, TextRevision
from ecotone.listening.operations import index_texts
from ecotone.register.models import Participant
from ecotone.register.operations import NewParticipant, register_participants

SEED = 2018
STRENGTHS, WISHES = 2, 3
BATCH = 5_000


@dataclass(frozen=True, slots=True)
class _Ground:
    """What everybody's rows refer to."""

    form: ConsentForm
    questions: dict[int, Question]
    codes: dict[str, Code]
    coder: User
    at: datetime

    @property
    def programme(self) -> Programme:
        return self.form.programme


@dataclass(frozen=True, slots=True)
class _Heard:
    """One participant with one answer, and what was said in it."""

    response: Response
    said: tuple[Said, ...]
    pole: Pole


@transaction.atomic
def settle_region(*, size: int, at: datetime) -> Programme:
    """Make a programme with `size` invented people, all heard and coded."""
    slug = f"region-{size}"
    found = Programme.objects.filter(slug=slug).first()
    if found is not None:
        return found
    programme = open_programme(slug, f"A region of {size:,}", "Region hub", at=at)
    coder = _broker(programme, at)
    people = synthetic_region(size, seed=SEED)
    participants = register_participants(
        programme=programme, newcomers=[_newcomer(person) for person in people], at=at, by=coder
    )
    ground = _ground(programme, coder, at)
    _consent(participants, ground)
    _hear_and_code(participants, people, ground)
    gather_statistics()
    return programme


def _broker(programme: Programme, at: datetime) -> User:
    email = "region@example.org"
    user = User.objects.filter(email=email).first()
    user = user or add_user(email=email, name="Rhona Weir", at=at, by=None)
    for role in (Role.BROKER, Role.CODER):
        grant_role(user=user, programme=programme, role=role, at=at, by=None)
    return user


def _newcomer(person: SyntheticParticipant) -> NewParticipant:
    return NewParticipant(
        sector=person.sector,
        reference=person.key,
        organisation=person.workplace.name,
        capacity=person.capacity,
        free=person.free,
        latitude=person.workplace.latitude,
        longitude=person.workplace.longitude,
        travel_minutes=person.travel_minutes,
    )


def _ground(programme: Programme, coder: User, at: datetime) -> _Ground:
    questions = Question.objects.filter(
        instrument__programme=programme, instrument__kind=InstrumentKind.INTERVIEW
    ).select_related("instrument")
    return _Ground(
        form=form_in_force(programme),
        questions={question.number: question for question in questions},
        codes={code.key: code for code in Code.objects.filter(programme=programme)},
        coder=coder,
        at=at,
    )


def _consent(participants: Iterable[Participant], ground: _Ground) -> None:
    records = (
        ConsentRecord(
            participant=participant,
            form=ground.form,
            grant=grant,
            is_given=True,
            recorded_at=ground.at,
        )
        for participant in participants
        for grant in Grant
    )
    ConsentRecord.objects.bulk_create(records, batch_size=BATCH)


def _hear_and_code(
    participants: Sequence[Participant],
    people: Sequence[SyntheticParticipant],
    ground: _Ground,
) -> None:
    conversations = Conversation.objects.bulk_create(
        (
            Conversation(
                participant=participant,
                instrument=ground.questions[STRENGTHS].instrument,
                mode=Mode.WRITTEN,
                started_at=ground.at,
                finished_at=ground.at,
            )
            for participant in participants
        ),
        batch_size=BATCH,
    )
    heard = [
        heard
        for conversation, person in zip(conversations, people, strict=True)
        for heard in _answers(conversation, person, ground)
    ]
    Response.objects.bulk_create((answer.response for answer in heard), batch_size=BATCH)
    arrived = RawText.objects.bulk_create(
        (_raw(answer, ground) for answer in heard), batch_size=BATCH
    )
    revisions = TextRevision.objects.bulk_create(
        (_revision(raw, ground) for raw in arrived), batch_size=BATCH
    )
    index_texts(revisions)
    codings = Coding.objects.bulk_create(
        (
            coding
            for revision, answer in zip(revisions, heard, strict=True)
            for coding in _codings(revision, answer, ground)
        ),
        batch_size=BATCH,
    )
    step = Step(programme=ground.programme, verb=Verb.CODED, by=ground.coder, at=ground.at)
    record_step(step, [creation_of(coding) for coding in codings])


def _answers(
    conversation: Conversation, person: SyntheticParticipant, ground: _Ground
) -> Iterator[_Heard]:
    told = ((STRENGTHS, person.gives, Pole.GIVES), (WISHES, person.asks, Pole.ASKS))
    for number, said, pole in told:
        response = Response(
            conversation=conversation,
            question=ground.questions[number],
            draft=in_words(said),
            saved_at=ground.at,
        )
        yield _Heard(response, said, pole)


def _raw(answer: _Heard, ground: _Ground) -> RawText:
    words = answer.response.draft
    return RawText(response=answer.response, text=words, arrived_at=ground.at)


def _revision(raw: RawText, ground: _Ground) -> TextRevision:
    """Take the words as they are: invented people name nobody."""
    return TextRevision(
        response=raw.response,
        raw=raw,
        number=1,
        text=raw.text,
        sha256=TextRevision.digest(raw.text),
        frozen_at=ground.at,
    )


def _codings(revision: TextRevision, answer: _Heard, ground: _Ground) -> Iterator[Coding]:
    for said in answer.said:
        for sentence in said.sentences:
            start = revision.text.index(sentence)
            yield Coding(
                revision=revision,
                start=start,
                end=start + len(sentence),
                code=ground.codes[said.practice],
                pole=answer.pole,
                target=Target.SELF,
                coder=ground.coder,
            )
