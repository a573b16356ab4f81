"""Who finds the pages, and what they do with a script."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from ecotone.foundation.models import AuditEvent, Programme, Role, User
from ecotone.register import operations
from ecotone.register.choices import Answer, Criterion
from ecotone.register.models import Participant
from ecotone.register.operations import NewParticipant
from tests.factories.foundation import NOON, make_member
from tests.factories.register import (
    make_participant,
    make_register,
)
from tests.register.pages import address, text_of

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"


def test_what_looks_like_a_script_is_shown_as_text(
    client: Client, programme: Programme, broker: User
) -> None:
    newcomer = NewParticipant(
        sector="primary",
        name=SCRIPT,
        email=f"{SCRIPT}@x",
        phone=SCRIPT,
        organisation=SCRIPT,
        title=SCRIPT,
        pseudonym=SCRIPT,
        reference=SCRIPT,
        free=(SCRIPT,),
        speaks=(SCRIPT,),
    )
    person = make_participant(programme, newcomer)
    operations.invite(
        participant=person, criterion=Criterion.OUTREACH, evidence=SCRIPT, at=NOON, by=broker
    )
    operations.record_answer(
        participant=person,
        answer=Answer.DECLINED,
        reason="OTHER",
        note=SCRIPT,
        at=NOON,
        by=broker,
    )

    pages = [
        text_of(client.get(address("register:people", programme))),
        text_of(client.get(address("register:add", programme))),
        text_of(client.get(address("register:change_post", programme, person))),
        text_of(client.post(address("register:show_name", programme, person))),
    ]

    assert [page.count(SCRIPT) for page in pages] == [0, 0, 0, 0]
    assert all("&lt;script&gt;" in page for page in pages)


PERSON_ADDRESSES = (
    "register:person",
    "register:show_name",
    "register:change_post",
    "register:invite",
    "register:answer",
    "register:make_link",
    "register:send_link",
    "register:revoke_link",
)


@pytest.mark.parametrize("name", PERSON_ADDRESSES)
def test_somebody_of_another_programme_is_not_here_and_the_attempt_is_kept(
    client: Client, programme: Programme, broker: User, name: str
) -> None:
    elsewhere = make_participant(make_register())
    act = client.get if name in {"register:person", "register:change_post"} else client.post

    answer = act(address(name, programme, elsewhere))

    assert answer.status_code == 404
    turned_away = AuditEvent.objects.get(verb="was turned away")
    assert (turned_away.actor, turned_away.subject) == (
        f"user:{broker.pk}",
        f"{elsewhere.subject} in programme:{programme.pk}",
    )


@pytest.mark.parametrize(
    "name", ["register:people", "register:add", "register:quotas", *PERSON_ADDRESSES]
)
def test_a_coder_finds_none_of_the_pages_and_the_attempt_is_kept(
    client: Client, programme: Programme, ada: Participant, name: str
) -> None:
    client.force_login(make_member(programme, Role.CODER))
    participant = ada if name in PERSON_ADDRESSES else None
    act = client.post if name in PERSON_ADDRESSES[1:] else client.get

    answer = act(address(name, programme, participant))

    assert answer.status_code == 404
    assert AuditEvent.objects.filter(verb="was turned away").count() == 1


@pytest.mark.usefixtures("broker")
def test_an_unknown_person_is_not_here(client: Client, programme: Programme) -> None:
    page = client.get(reverse("register:person", args=(programme.slug, uuid4())))

    assert page.status_code == 404
