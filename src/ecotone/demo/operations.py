"""Bringing the story, or a synthetic region, into a database through the doors people use."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from ecotone.coding.models import Code
from ecotone.coding.operations import Marking, adopt_starter_codebook, code_passages
from ecotone.consent.choices import Grant
from ecotone.consent.operations import publish_form, record_grants
from ecotone.demo.marking import marking_of
from ecotone.demo.second_reading import read_twice
from ecotone.demo.tale import Character, Tale, Told, read_tale
from ecotone.exchange.operations import rounds
from ecotone.foundation.models import Programme, Role, User
from ecotone.foundation.operations import add_user, create_programme, grant_role
from ecotone.listening.choices import InstrumentKind, Mode
from ecotone.listening.models import Conversation, TextRevision
from ecotone.listening.operations import (
    adopt_instruments,
    begin_interview,
    finish_interview,
    open_conversation,
    save_answer,
    send_answers,
)
from ecotone.register.choices import Answer, Criterion, LawfulBasis
from ecotone.register.models import Participant
from ecotone.register.operations import (
    NewParticipant,
    ProtectionFacts,
    describe_protection,
    invite,
    open_register,
    record_answer,
    record_ethics_approval,
    register_participant,
    set_quotas,
)

SLUG = "across-the-divide"
CREDIT = (
    "Demo data: the people are the pseudonyms published in Ralls, Bianchi and Choudry (2018), "
    "“Across the Divide”, CC BY 4.0, and what they said is retold in our own words. "
    "Names in the vault, addresses, organisations and free times are invented."
)
KEPT_FOR_YEARS = 5
PURPOSE = (
    "To find out what teachers in primary schools, secondary schools and universities can give "
    "each other, to bring them together, and to write about what they learned."
)
COMPLAINTS_TO = "Data protection officer of the demo hub, privacy@example.org"
NOTICE = (
    "You told us your name, how to reach you and where you work, and what you say to our eight "
    "questions. Only your broker sees your name. The team that studies your answers knows you "
    "by a pseudonym. We share nothing with anybody you have not said yes to, sell nothing, and "
    "let no machine decide anything about you."
)
STAFF = (
    ("Alma Reed", "alma@example.org", (Role.HUB_ADMIN,)),
    ("Ines Marsh", "ines@example.org", (Role.INTERVIEWER,)),
    ("Colm Fenn", "colm@example.org", (Role.CODER,)),
    ("Vera Strand", "vera@example.org", (Role.VIEWER,)),
)


def load_story(*, at: datetime) -> Programme:
    """Make the paper's programme, or return it when it is here already."""
    found = Programme.objects.filter(slug=SLUG).first()
    return found or _tell(read_tale(), at)


@transaction.atomic
def _tell(tale: Tale, at: datetime) -> Programme:
    programme = open_programme(SLUG, tale.name, tale.hub, at=at, credit=CREDIT)
    set_quotas(programme=programme, wanted=tale.quotas, at=at, by=None)
    broker = _employ(programme, tale.broker, tale.broker_email, (Role.BROKER, Role.CODER), at)
    for name, email, roles in STAFF:
        _employ(programme, name, email, roles, at)
    codes = {code.key: code for code in Code.objects.filter(programme=programme)}
    for character in tale.characters:
        _bring_in(programme, character, codes, broker, at)
    read_twice(programme, codes, broker=broker, at=at)
    _match(programme, broker, at)
    return programme


def open_programme(
    slug: str, name: str, hub: str, *, at: datetime, credit: str = ""
) -> Programme:
    """Make a programme with everything it needs before the first person comes."""
    programme = create_programme(
        slug=slug,
        name=name,
        hub_name=hub,
        starts_on=at.date(),
        credit=credit,
        at=at,
        by=None,
    )
    open_register(programme=programme, at=at, by=None)
    _state_the_ground(programme, at)
    publish_form(programme=programme, at=at, by=None)
    adopt_instruments(programme=programme, at=at, by=None)
    adopt_starter_codebook(programme=programme, at=at, by=None)
    return programme


def _state_the_ground(programme: Programme, at: datetime) -> None:
    """Say who answers for the data; without that nobody could be taken in."""
    last_day = date(at.year + KEPT_FOR_YEARS, 12, 31)
    describe_protection(
        programme=programme,
        facts=ProtectionFacts(
            controller=programme.hub_name,
            purpose=PURPOSE,
            lawful_basis=LawfulBasis.PUBLIC_TASK,
            kept_until=last_day,
            complaints_to=COMPLAINTS_TO,
            notice=NOTICE,
        ),
        at=at,
        by=None,
    )
    record_ethics_approval(
        programme=programme,
        reference="2026-117",
        approved_on=at.date(),
        body="Demo Research Ethics Board",
        at=at,
        by=None,
    )


def _employ(
    programme: Programme, name: str, email: str, roles: Iterable[Role], at: datetime
) -> User:
    user = User.objects.filter(email=email).first()
    user = user or add_user(email=email, name=name, at=at, by=None)
    for role in roles:
        grant_role(user=user, programme=programme, role=role, at=at, by=None)
    return user


def _bring_in(
    programme: Programme,
    character: Character,
    codes: dict[str, Code],
    broker: User,
    at: datetime,
) -> None:
    participant = register_participant(
        programme=programme, newcomer=_newcomer(character), at=at, by=broker
    )
    invite(
        participant=participant,
        criterion=Criterion(character.criterion),
        evidence=character.evidence,
        at=at,
        by=broker,
    )
    record_answer(participant=participant, answer=Answer.ACCEPTED, at=at, by=broker)
    answers = {grant: grant.value in character.consents for grant in Grant}
    record_grants(participant=participant, answers=answers, at=at, by=None)
    for kind in InstrumentKind:
        told = [answer for answer in character.told if answer.instrument == kind]
        if told:
            _hear_and_code(participant, kind, told, codes, broker, at)
    if not character.told:
        _talk_without_notes(participant, broker, at)


def _talk_without_notes(participant: Participant, broker: User, at: datetime) -> None:
    """Let somebody be heard of whom the study reports no word: they count all the same."""
    talk = begin_interview(
        participant=participant, kind=InstrumentKind.INTERVIEW, at=at, by=broker
    )
    finish_interview(conversation=talk, at=at, by=broker)


def _newcomer(character: Character) -> NewParticipant:
    return NewParticipant(
        sector=character.sector,
        name=character.real_name,
        email=character.email,
        pseudonym=character.pseudonym,
        title=character.post,
        organisation=character.organisation,
        capacity=character.capacity,
        free=character.free,
        speaks=character.speaks,
    )


def _hear_and_code(  # who, what, with which codes, by whom and when
    participant: Participant,
    kind: InstrumentKind,
    told: list[Told],
    codes: dict[str, Code],
    broker: User,
    at: datetime,
) -> None:
    conversation = open_conversation(
        participant=participant, kind=kind, mode=Mode.WRITTEN, at=at, by=None
    )
    by_number = {
        question.number: question for question in conversation.instrument.questions.all()
    }
    for answer in told:
        save_answer(
            conversation=conversation,
            question=by_number[answer.question],
            text=answer.text,
            at=at,
            by=None,
        )
    send_answers(conversation=conversation, at=at, by=None)
    code_passages(
        programme=participant.programme,
        markings=_markings(conversation, told, codes),
        at=at,
        by=broker,
    )


def _markings(
    conversation: Conversation, told: Iterable[Told], codes: Mapping[str, Code]
) -> list[Marking]:
    revisions = TextRevision.objects.filter(response__conversation=conversation)
    numbers = revisions.values_list("response__question__number", "pk")
    by_id = revisions.in_bulk()
    texts = {number: by_id[pk] for number, pk in numbers}
    return [
        marking_of(texts[answer.question], coded, codes)
        for answer in told
        for coded in answer.codings
    ]


def _match(programme: Programme, broker: User, at: datetime) -> None:
    opened = rounds.open_matching_round(programme=programme, at=at, by=broker)
    rounds.run_matching_round(matching_round=opened, at=at, report=lambda _step: None)
