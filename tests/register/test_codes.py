"""The six-digit code: the same way in for another device."""

from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecotone.register import operations
from ecotone.register.models import Participant, PersonalLink
from ecotone.register.operations import IssuedLink
from tests.factories.register import make_newcomer, make_participant, make_register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("code_page_first")]


@pytest.mark.parametrize("who", ["Ada", " ada ", "ADA@school.example"])
def test_a_code_opens_the_same_page_on_another_device(
    client: Client, issued: IssuedLink, who: str
) -> None:
    answer = client.post(reverse("register:my_code"), {"who": who, "code": issued.spaced_code})

    assert answer.status_code == 302
    assert client.session["personal_link"] == PersonalLink.objects.get().pk


def test_the_page_of_the_code_has_a_form(client: Client) -> None:
    page = client.get(reverse("register:my_code"))

    assert "Come in with your code" in page.content.decode()
    assert 'autocomplete="one-time-code"' in page.content.decode()


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_after_five_wrong_tries_a_code_is_closed_and_the_link_is_not(
    client: Client, issued: IssuedLink
) -> None:
    for _ in range(5):
        answer = client.post(
            reverse("register:my_code"), {"who": "Ada", "code": wrong(issued.code)}
        )
        assert answer.status_code == 422

    right = client.post(reverse("register:my_code"), {"who": "Ada", "code": issued.code})

    assert right.status_code == 422
    assert "do not open anything together" in right.content.decode()
    assert client.post(issued.address).status_code == 302


def test_a_code_that_fits_starts_the_count_anew(issued: IssuedLink) -> None:
    at = timezone.now()
    for _ in range(4):
        operations.enter_by_code(who="Ada", code=wrong(issued.code), at=at)

    opened = operations.enter_by_code(who="Ada", code=issued.code, at=at)

    assert opened is not None
    assert PersonalLink.objects.get().code_attempts == 0


def test_one_person_s_code_does_not_open_another_s_page(
    participant: Participant, issued: IssuedLink
) -> None:
    other = make_participant(participant.programme, make_newcomer(pseudonym="Bela"))
    operations.open_personal_link(participant=other, at=timezone.now(), by=None)

    opened = operations.enter_by_code(who="Bela", code=issued.code, at=timezone.now())

    assert opened is None or opened.participant == other


@pytest.mark.usefixtures("issued")
def test_namesakes_in_two_programmes_each_enter_by_their_own_code() -> None:
    namesake = make_participant(make_register(), make_newcomer(pseudonym="Ada"))
    at = timezone.now()
    of_namesake = operations.open_personal_link(participant=namesake, at=at, by=None)

    opened = operations.enter_by_code(who="Ada", code=of_namesake.code, at=at)

    assert opened is not None
    assert opened.participant == namesake


def test_a_stranger_learns_nothing_from_the_answer(client: Client, issued: IssuedLink) -> None:
    pages = [
        client.post(
            reverse("register:my_code"), {"who": who, "code": wrong(issued.code)}
        ).content.decode()
        for who in ("Ada", "Nobody at all")
    ]

    answers = [page.partition('<p class="mistake"')[2].partition("</p>")[0] for page in pages]
    assert [before == after for before, after in pairwise(answers)] == [True]
