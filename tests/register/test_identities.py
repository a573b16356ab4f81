"""Names stay in one place, and leave it without a trace."""

from datetime import timedelta

import pytest
from django.db import connection

from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Role
from ecotone.register import operations
from ecotone.register.choices import Answer
from ecotone.register.models import Organisation, Participant, Person, PersonalLink
from ecotone.register.operations import NewParticipant
from tests.factories.foundation import NOON, make_member
from tests.factories.register import (
    make_answer,
    make_invitation,
    make_link,
    make_participant,
    make_register,
)

pytestmark = pytest.mark.django_db

PLANTED = NewParticipant(
    sector="primary",
    name="Marguerite Planted",
    email="planted@school.example",
    phone="07700 planted",
    organisation="Hillcrest",
    title="Planted lead",
    pseudonym="Ada",
    reference="planted-7",
    free=("planted-monday",),
    speaks=("planted",),
    avoid=("planted-7",),
    latitude=53.481234,
    longitude=-2.241234,
    travel_minutes=33,
)


def test_removing_an_identity_leaves_nothing_but_the_pseudonym() -> None:
    programme = make_register()
    broker = make_member(programme, Role.BROKER)
    participant = make_participant(programme, PLANTED)
    make_invitation(participant, broker)
    make_answer(participant, Answer.DECLINED)
    participant.invitation.refresh_from_db()
    participant.invitation.decline_note = participant.invitation.evidence = "planted words"
    participant.invitation.save()
    make_link(participant)

    removed = operations.remove_identity(participant)

    assert removed == {
        "names and addresses": 1,
        "personal links": 1,
        "posts": 1,
        "invitations": 1,
        "rows of lists": 0,
    }
    assert [word for word in ("planted", "Planted", "53.48", "2.24") if word in dump()] == []
    person = Person.objects.get()
    assert (person.name, person.email, person.phone, person.email_fingerprint) == (
        "",
        "",
        "",
        "",
    )
    assert not PersonalLink.objects.exists()
    assert str(Participant.objects.get()) == "Ada"


def dump() -> str:
    tables = [
        model._meta.db_table for model in (Participant, Person, PersonalLink, Organisation)
    ]
    with connection.cursor() as cursor:
        rows = []
        for table in (*tables, "register_post", "register_invitation"):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names of our own tables
            rows += cursor.fetchall()
    return str(rows)


def test_undoing_a_list_removes_its_people_and_organisations_and_nothing_else() -> None:
    programme = make_register()
    stays = make_participant(programme, NewParticipant(sector="primary", organisation="Old"))
    people = operations.register_participants(
        programme=programme,
        newcomers=[
            NewParticipant(sector="primary", organisation=name) for name in ("Old", "New")
        ],
        at=NOON,
        by=None,
    )
    new = Organisation.objects.get(name="New")

    removed = operations.remove_newcomers(
        programme=programme,
        participant_ids=[person.pk for person in people],
        organisation_ids=[new.pk],
        at=NOON,
        by=None,
    )

    assert removed == 2
    assert list(Participant.objects.all()) == [stays]
    assert Person.objects.count() == 1
    assert [str(organisation) for organisation in Organisation.objects.all()] == ["Old"]


def test_a_list_is_not_undone_once_somebody_from_it_has_answered() -> None:
    programme = make_register()
    broker = make_member(programme, Role.BROKER)
    participant = make_participant(programme)
    make_invitation(participant, broker)
    make_answer(participant)

    with pytest.raises(Refused, match="somebody from it has answered since"):
        operations.remove_newcomers(
            programme=programme,
            participant_ids=[participant.pk],
            organisation_ids=[],
            at=NOON + timedelta(days=1),
            by=broker,
        )

    assert Participant.objects.get() == participant
