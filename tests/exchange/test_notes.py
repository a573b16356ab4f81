"""Notes as evidence: they count like words, and are nowhere shown as a quote."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from ecotone.coding.queries import matching_passages
from ecotone.exchange.queries.words import first_words
from ecotone.listening.choices import Mode
from ecotone.listening.models import Conversation
from ecotone.register.models import Participant
from tests.factories.exchange import Crossing, make_crossing, make_match
from tests.register.pages import text_of

pytestmark = pytest.mark.django_db


def turn_into_notes(speaker: Participant) -> str:
    """Have what somebody said stand as somebody else's notes; return a passage of it."""
    Conversation.objects.filter(participant=speaker).update(mode=Mode.NOTES)
    return next(
        passage.text
        for passage in matching_passages(speaker.programme)
        if passage.participant == speaker
    )


def quoted_on(page: str) -> str:
    return " ".join(re.findall(r"<q>(.*?)</q>", page, re.DOTALL))


def pages_with_words(crossing: Crossing) -> list[str]:
    slug = crossing.programme.slug
    words = reverse("exchange:words", args=(slug, crossing.teacher.key, "gives"))
    match = make_match(crossing)
    return [f"{words}?practice=grp", reverse("exchange:match", args=(slug, match.pk))]


def test_notes_stand_on_match_cards_and_beside_bridges_without_quotation_marks(
    client: Client,
) -> None:
    crossing = make_crossing()
    noted = turn_into_notes(crossing.teacher)
    client.force_login(crossing.broker)

    pages = [text_of(client.get(page)) for page in pages_with_words(crossing)]

    for page in pages:
        assert noted in page
        assert "from notes" in page
        assert noted not in quoted_on(page)


def test_words_of_their_own_are_quoted_as_before(client: Client) -> None:
    crossing = make_crossing()
    client.force_login(crossing.broker)

    pages = [text_of(client.get(page)) for page in pages_with_words(crossing)]

    assert all(quoted_on(page) for page in pages)
    assert not any("from notes" in page for page in pages)


def test_the_picture_of_the_divide_quotes_no_notes() -> None:
    crossing = make_crossing()
    before = {voice for voice, _practice, _pole in first_words(crossing.programme)}

    turn_into_notes(crossing.teacher)

    after = {voice for voice, _practice, _pole in first_words(crossing.programme)}
    assert before - after == {str(crossing.teacher.key)}
