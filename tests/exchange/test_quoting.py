"""Quotes ask leave each time they are shown: on the match card, on the divide, in its files."""

import pytest
from django.urls import reverse

from ecotone.consent.choices import Grant
from ecotone.consent.operations import undo_withdrawal, withdraw_grant
from ecotone.consent.queries import uses_of
from ecotone.exchange.queries.cards import card_of, reviewable_matches
from tests.factories.exchange import Crossing, make_crossing, make_match
from tests.factories.foundation import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def crossing() -> Crossing:
    crossing = make_crossing()
    make_match(crossing)
    return crossing


def quotes_of(crossing: Crossing) -> list[str]:
    """Return what the teacher is quoted with on the one match card there is."""
    (match,) = reviewable_matches(crossing.programme)
    card = card_of(match, crossing.programme)
    return [
        passage.text
        for meeting in card.meetings
        for passage in (*meeting.given_words, *meeting.asked_words)
        if passage.participant == crossing.teacher
    ]


def test_taking_quotes_back_empties_them_and_keeps_what_the_match_rests_on(
    crossing: Crossing,
) -> None:
    before = quotes_of(crossing)

    withdraw_grant(participant=crossing.teacher, grant=Grant.QUOTED, at=NOON, by=None)

    assert all(before)
    assert quotes_of(crossing) == ["" for _ in before]


def test_the_slip_put_right_brings_every_quote_back(crossing: Crossing) -> None:
    before = quotes_of(crossing)
    withdraw_grant(participant=crossing.teacher, grant=Grant.QUOTED, at=NOON, by=None)

    undo_withdrawal(participant=crossing.teacher, grant=Grant.QUOTED, at=NOON, by=None)

    assert quotes_of(crossing) == before


@pytest.mark.parametrize(
    "page", ["exchange:divide", "exchange:divide_svg", "exchange:divide_csv"]
)
def test_no_file_of_the_divide_holds_words_that_may_not_be_quoted(
    client, crossing: Crossing, page: str
) -> None:
    words = quotes_of(crossing)
    withdraw_grant(participant=crossing.teacher, grant=Grant.QUOTED, at=NOON, by=None)
    client.force_login(crossing.broker)

    shown = client.get(reverse(page, args=(crossing.programme.slug,))).content.decode()

    assert [quote for quote in words if quote in shown] == []


def test_the_broker_reads_on_the_card_why_words_are_missing(client, crossing: Crossing) -> None:
    withdraw_grant(participant=crossing.teacher, grant=Grant.QUOTED, at=NOON, by=None)
    client.force_login(crossing.broker)

    page = client.get(reverse("exchange:matches", args=(crossing.programme.slug,)))

    assert "Hazel does not allow quotes" in page.content.decode()


def test_the_uses_of_quotes_and_matching_are_counted_in_words(crossing: Crossing) -> None:
    assert uses_of(crossing.teacher, Grant.QUOTED) == ["2 quotes on 1 match card"]
    assert uses_of(crossing.teacher, Grant.MATCHING) == ["your place on 1 match card"]
    assert uses_of(crossing.teacher, Grant.INTERVIEW) == ["2 coded passages", "1 conversation"]
    assert uses_of(crossing.teacher, Grant.AUDIO) == []
