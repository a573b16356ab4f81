"""Sectors, people, invitations and personal links to test with."""

from datetime import date
from itertools import count

from ecotone.foundation.models import Programme, User
from ecotone.register import operations
from ecotone.register.choices import Answer, Criterion, DeclineReason, LawfulBasis
from ecotone.register.models import DataProtection, Invitation, Participant
from ecotone.register.operations import IssuedLink, NewParticipant, ProtectionFacts
from tests.factories.foundation import NOON, make_programme

_numbers = count(1)


def make_register(*, name: str = "Across the divide") -> Programme:
    """Make a programme with the three sectors of the study."""
    programme = make_programme(name=name)
    operations.open_register(programme=programme, at=NOON, by=None)
    make_protection(programme)
    return programme


def make_protection(
    programme: Programme, *, basis: LawfulBasis = LawfulBasis.PUBLIC_TASK
) -> DataProtection:
    """Say on what ground the programme keeps anything about people."""
    return operations.describe_protection(
        programme=programme,
        facts=ProtectionFacts(
            controller="University of the Hills",
            purpose="Learning how schools and universities can learn from each other.",
            lawful_basis=basis,
            kept_until=date(2031, 12, 31),
            complaints_to="Data protection officer, dpo@hills.example",
            notice="We keep what you tell us, under a pseudonym, until the end of 2031.",
        ),
        at=NOON,
        by=None,
    )


def make_participant(
    programme: Programme | None = None, newcomer: NewParticipant | None = None
) -> Participant:
    """Take somebody in, by default a primary teacher with a name and an address."""
    return operations.register_participant(
        programme=programme or make_register(),
        newcomer=newcomer or make_newcomer(),
        at=NOON,
        by=None,
    )


def make_newcomer(
    *, sector: str = "primary", pseudonym: str = "", name: str = "", email: str = ""
) -> NewParticipant:
    number = next(_numbers)
    return NewParticipant(
        sector=sector,
        pseudonym=pseudonym,
        name=name or f"Marguerite Planted-Name {number}",
        email=email or f"planted{number}@school.example",
        phone=f"07700 900{number:03}",
        organisation="Hillcrest Primary School",
        title="Science lead",
    )


def make_invitation(participant: Participant, by: User) -> Invitation:
    return operations.invite(
        participant=participant,
        criterion=Criterion.OUTREACH,
        evidence="Brought a class to the open laboratory in May.",
        at=NOON,
        by=by,
    )


def make_answer(
    participant: Participant, answer: Answer = Answer.ACCEPTED, *, by: User | None = None
) -> Invitation:
    declined = answer == Answer.DECLINED
    return operations.record_answer(
        participant=participant,
        answer=answer,
        reason=DeclineReason.TIMETABLE if declined else "",
        at=NOON,
        by=by,
    )


def make_link(participant: Participant) -> IssuedLink:
    return operations.open_personal_link(participant=participant, at=NOON, by=None)
