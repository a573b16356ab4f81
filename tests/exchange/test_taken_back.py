"""Matching taken back: no card by its number, no letter that waits, no name beside another."""

from uuid import UUID

import pytest
from django.core import mail
from django.urls import reverse

from ecotone.consent.choices import Grant
from ecotone.consent.operations import withdraw_grant
from ecotone.exchange.operations import decisions
from ecotone.exchange.queries.on_person import exchange_of
from ecotone.foundation.models import MessageState, OutboxMessage
from ecotone.foundation.outbox import send_due
from tests.factories.exchange import Crossing, make_crossing, make_match
from tests.factories.foundation import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def crossing() -> Crossing:
    return make_crossing()


def take_back(crossing: Crossing) -> None:
    withdraw_grant(participant=crossing.lecturer, grant=Grant.MATCHING, at=NOON, by=None)


def test_a_match_opened_by_its_number_is_not_there_once_one_of_the_two_takes_it_back(
    crossing: Crossing, client
) -> None:
    client.force_login(crossing.broker)
    address = reverse("exchange:match", args=(crossing.programme.slug, make_match(crossing).pk))
    before = client.get(address)

    take_back(crossing)

    assert before.status_code == 200
    assert client.get(address).status_code == 404


def test_no_proposal_leaves_after_one_of_the_two_takes_matching_back(
    crossing: Crossing,
) -> None:
    leaving = decisions.propose_match(match=make_match(crossing), at=NOON, by=crossing.broker)

    take_back(crossing)

    assert send_due(at=leaving) == 0
    assert mail.outbox == []
    states = OutboxMessage.objects.values_list("state", "body")
    assert set(states) == {(MessageState.RECALLED, "")}


def test_a_proposal_both_still_allow_leaves(crossing: Crossing) -> None:
    leaving = decisions.propose_match(match=make_match(crossing), at=NOON, by=crossing.broker)

    assert send_due(at=leaving) == 2


def test_the_page_of_a_person_names_no_partner_who_takes_matching_back(
    crossing: Crossing,
) -> None:
    decisions.propose_match(match=make_match(crossing), at=NOON, by=crossing.broker)
    before = " ".join(exchange_of(crossing.teacher).lines)

    take_back(crossing)

    assert "Matched with Dorian." in before
    assert "Dorian" not in " ".join(exchange_of(crossing.teacher).lines)


@pytest.mark.parametrize("voice", ["nobody", "sector-", str(UUID(int=0))])
def test_words_of_a_voice_that_is_nobody_are_none(crossing: Crossing, client, voice) -> None:
    client.force_login(crossing.broker)

    answer = client.get(
        reverse("exchange:words", args=(crossing.programme.slug, voice, "gives")),
        {"practice": "grp"},
    )

    assert answer.status_code == 200
    assert answer.context["passages"] == []
