"""A participant's own page of consent, and leaving through it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from ecotone.consent.choices import Grant
from ecotone.consent.models import ConsentRecord, GrantWording, Withdrawal
from ecotone.consent.queries import grants_of
from ecotone.foundation.models import Programme
from ecotone.register.models import Participant
from tests.factories.consent import make_consenting
from tests.factories.listening import make_sent
from tests.factories.register import make_participant, make_register
from tests.register.pages import text_of

pytestmark = pytest.mark.django_db
BrowserOf = Callable[[Participant], Client]
MINE, LEAVE = reverse("consent:mine"), reverse("consent:leave")


def test_the_seven_questions_stand_there_with_example_and_no_and_nothing_ticked(
    programme: Programme,
    browser_of: BrowserOf,
) -> None:
    page = text_of(browser_of(make_participant(programme)).get(MINE))

    for wording in GrantWording.objects.all():
        for words in (wording.title, wording.question, wording.example, wording.no_means):
            assert words in page
    assert page.count('type="radio"') == 14
    assert "checked" not in page


def test_answers_are_kept_as_in_their_own_hand_and_open_ones_stay_open(
    programme: Programme,
    browser_of: BrowserOf,
) -> None:
    participant = make_participant(programme)
    client = browser_of(participant)

    answer = client.post(MINE, {"interview": "yes", "video": "no"})

    assert answer["Location"] == reverse("listening:my")
    kept = ConsentRecord.objects.order_by("pk").values_list("grant", "is_given", "recorded_by")
    assert list(kept) == [("interview", True, None), ("video", False, None)]
    assert text_of(client.get(MINE)).count("checked") == 2


def test_a_change_of_mind_on_the_same_page_works_at_once_and_says_so(
    programme: Programme,
    browser_of: BrowserOf,
) -> None:
    participant = make_consenting(programme)

    answer = browser_of(participant).post(MINE, {"publication": "no"}, follow=True)

    assert grants_of(participant)[Grant.PUBLICATION] is False
    assert "What you took back stopped holding this minute" in text_of(answer)


def test_an_answer_that_is_none_of_the_two_changes_nothing(
    programme: Programme,
    browser_of: BrowserOf,
) -> None:
    answer = browser_of(make_participant(programme)).post(MINE, {"quoted": "all"})

    assert answer.status_code == 422
    assert ConsentRecord.objects.count() == 0


def test_the_same_answers_again_change_nothing_and_say_so(
    programme: Programme,
    browser_of: BrowserOf,
) -> None:
    answer = browser_of(make_consenting(programme)).post(MINE, {"audio": "yes"}, follow=True)

    assert "Nothing has changed" in text_of(answer)


def test_before_the_wording_is_published_there_is_a_word_instead_of_a_form(
    browser_of: BrowserOf,
) -> None:
    page = browser_of(make_participant(make_register())).get(MINE)

    assert page.status_code == 409
    assert "There is no consent form in this programme yet" in text_of(page)


def test_leaving_shows_what_goes_removes_it_and_closes_the_door(
    programme: Programme,
    browser_of: BrowserOf,
) -> None:
    participant = make_consenting(programme)
    make_sent(participant, {1: "Unmistakable words"})
    client = browser_of(participant)
    before = text_of(client.get(LEAVE))
    still_there = Participant.objects.filter(pk=participant.pk).exists()

    goodbye = client.post(LEAVE, follow=True)

    assert "answers and texts" in before
    assert still_there
    assert "You have left" in text_of(goodbye)
    assert Withdrawal.objects.get().by is None
    assert Participant.objects.count() == 0
    assert client.get(MINE).status_code == 403


def test_nobody_else_sees_the_goodbye(client: Client) -> None:
    assert client.get(reverse("consent:left")).status_code == 404


@pytest.mark.parametrize("page", [MINE, LEAVE])
def test_without_a_personal_link_the_pages_stay_shut(client: Client, page: str) -> None:
    assert client.get(page).status_code == 403
    assert client.post(page).status_code == 403
