"""Every address is tried with every role: who may comes in, all others are told nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from ecotone.foundation.models import AuditEvent, Programme, Role
from ecotone.foundation.permissions import ALLOWED, Action
from tests.factories.foundation import make_member, make_programme
from tests.house.addresses import STAND_IN, parts_of
from tests.house.authorisation import TABLE, Door

pytestmark = pytest.mark.django_db

INSIDE = sorted(name for name, row in TABLE.items() if isinstance(row, Action))
OF_PARTICIPANTS = sorted(name for name, row in TABLE.items() if row == Door.PARTICIPANT)
OF_STAFF = sorted(name for name, row in TABLE.items() if row == Door.SIGNED_IN)


def address_of(name: str, programme: Programme) -> str:
    """Write an address of things that do not exist: the door is asked before them."""
    parts = {part: STAND_IN[kind] for part, kind in parts_of(name).items()}
    if "programme" in parts:
        parts["programme"] = programme.slug
    return reverse(name, kwargs=parts)


def turned_away(name: str) -> int:
    """Count who was turned away at the door itself, not for a thing that is not there."""
    at_the_door = f"{TABLE[name]} in programme:"
    events = AuditEvent.objects.filter(verb="was turned away")
    return events.filter(subject__startswith=at_the_door).count()


@pytest.mark.parametrize("name", INSIDE)
def test_each_role_comes_in_where_it_may_and_nowhere_else(name: str) -> None:
    programme = make_programme()
    address = address_of(name, programme)

    for role in Role:
        client = Client()
        client.force_login(make_member(programme, role))
        before = turned_away(name)
        answers = [client.get(address), client.post(address)]
        refused = turned_away(name) - before

        is_allowed = role in ALLOWED[TABLE[name]]
        assert refused == (0 if is_allowed else len(answers) - codes(answers).count(405)), role
        assert is_allowed or set(codes(answers)) <= {404, 405}, role


def codes(answers: list[object]) -> list[int]:
    return [answer.status_code for answer in answers]


@pytest.mark.parametrize("name", INSIDE)
def test_nobody_comes_in_from_another_programme(name: str) -> None:
    programme, elsewhere = make_programme(), make_programme()
    client = Client()
    client.force_login(make_member(elsewhere, *Role))
    address = address_of(name, programme)

    answers = [client.get(address), client.post(address)]

    assert set(codes(answers)) <= {404, 405}
    assert turned_away(name) == len(answers) - codes(answers).count(405)


@pytest.mark.parametrize("name", [*INSIDE, *OF_STAFF])
def test_who_has_not_signed_in_is_asked_to(client: Client, name: str) -> None:
    address = address_of(name, make_programme())

    answers = [client.get(address), client.post(address)]

    led_to = {answer.headers.get("Location", "").partition("?")[0] for answer in answers}
    assert set(codes(answers)) <= {302, 405}
    assert led_to <= {reverse("account_request_login_code"), ""}


@pytest.mark.parametrize("name", OF_PARTICIPANTS)
def test_without_a_personal_link_nobody_sees_a_participants_pages(
    client: Client, name: str
) -> None:
    programme = make_programme()
    client.force_login(make_member(programme, *Role))
    address = address_of(name, programme)

    answers = [client.get(address), client.post(address)]

    assert all(code >= 300 for code in codes(answers))
