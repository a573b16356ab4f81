"""A participant's own page of consent, and leaving through it."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecotone.consent.choices import Grant
from ecotone.consent.models import ConsentRecord, GrantWording, Withdrawal
from ecotone.consent.queries import grants_of
from ecotone.foundation.languages import Language
from ecotone.foundation.models import Programme
from ecotone.register.models import Participant
from ecotone.register.operations import choose_language
from tests.factories.consent import answer_grants, make_consenting
from tests.factories.foundation import NOON
from tests.factories.listening import make_sent
from tests.factories.register import make_participant, make_register
from tests.register.pages import text_of

pytestmark = pytest.mark.django_db
BrowserOf = Callable[[Participant], Client]
MINE, LEAVE = reverse("consent:mine"), reverse("consent:leave")
OPEN = reverse("consent:questions")
INTERVIEW = reverse("consent:grant", args=("interview",))


@pytest.mark.parametrize("language", Language)
def test_the_seven_questions_stand_there_with_example_and_no_and_nothing_ticked(
    programme: Programme, browser_of: BrowserOf, language: Language
) -> None:
    jane = make_participant(programme)
    choose_language(participant=jane, language=language, at=NOON, by=None)

    page = unescape(text_of(browser_of(jane).get(MINE)))

    for wording in GrantWording.objects.filter(form__language=language):
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
    assert "Read 5 questions" in text_of(client.get(MINE))
    assert text_of(client.get(OPEN)).count('type="radio"') == 10


def test_the_name_of_the_hub_leads_to_one_s_own_page_and_not_to_signing_in(
    programme: Programme, browser_of: BrowserOf
) -> None:
    jane = make_participant(programme)
    answer_grants(jane, {Grant.INTERVIEW: True})
    client = browser_of(jane)

    pages = [text_of(client.get(page)) for page in (MINE, OPEN, INTERVIEW, LEAVE)]

    at_home = f'class="logo" href="{reverse("listening:my")}"'
    assert [page.count(at_home) for page in pages] == [1] * 4


def test_with_nothing_open_there_are_no_questions_to_read(
    programme: Programme, browser_of: BrowserOf
) -> None:
    answer = browser_of(make_consenting(programme)).get(OPEN)

    assert answer["Location"] == MINE


def test_before_a_yes_is_taken_back_the_page_says_what_goes_and_afterwards_what_went(
    programme: Programme, browser_of: BrowserOf
) -> None:
    participant = make_consenting(programme)
    make_sent(participant, {1: "Unmistakable words"})
    client = browser_of(participant)

    before = text_of(client.get(INTERVIEW))
    after = text_of(client.post(INTERVIEW, {"answer": "no"}, follow=True))

    assert "out of sight: 1 conversation." in before
    assert "Then all of it is erased for good." in before
    assert "Out of sight now: 1 conversation." in after
    assert "I did not mean that" in after
    assert grants_of(participant)[Grant.INTERVIEW] is False


def test_a_slip_is_put_right_with_one_press(
    programme: Programme, browser_of: BrowserOf
) -> None:
    participant = make_consenting(programme)
    client = browser_of(participant)
    client.post(INTERVIEW, {"answer": "no"})

    restored = text_of(client.post(INTERVIEW, {"answer": "undo"}, follow=True))

    assert "as if you had never taken it back" in restored
    assert grants_of(participant)[Grant.INTERVIEW] is True


def test_after_fourteen_days_a_page_offers_a_new_yes_and_no_undoing(
    programme: Programme, browser_of: BrowserOf
) -> None:
    participant = make_consenting(programme)
    long_ago = timezone.now() - timedelta(days=15)
    answer_grants(participant, {Grant.INTERVIEW: False}, at=long_ago)
    client = browser_of(participant)

    page = text_of(client.get(INTERVIEW))
    client.post(INTERVIEW, {"answer": "yes"})

    assert "I did not mean that" not in page
    assert "Yes, I allow this" in page
    assert grants_of(participant)[Grant.INTERVIEW] is True


def test_an_answer_that_is_none_changes_nothing_on_the_page_of_one_grant(
    programme: Programme, browser_of: BrowserOf
) -> None:
    client = browser_of(make_consenting(programme))

    client.post(INTERVIEW, {"answer": "perhaps"})
    unknown = client.get(reverse("consent:grant", args=("everything",)))

    assert ConsentRecord.objects.count() == 7
    assert unknown.status_code == 404


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


def test_leaving_has_the_device_forget_what_it_kept_of_whoever_left(
    programme: Programme, browser_of: BrowserOf
) -> None:
    client = browser_of(make_consenting(programme))

    answer = client.post(LEAVE)

    goodbye = client.get(answer["Location"])
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert "foundation/leaving.js" in goodbye.content.decode()


def test_nobody_else_sees_the_goodbye(client: Client) -> None:
    assert client.get(reverse("consent:left")).status_code == 404


@pytest.mark.parametrize("page", [MINE, LEAVE])
def test_without_a_personal_link_the_pages_stay_shut(client: Client, page: str) -> None:
    assert client.get(page).status_code == 403
    assert client.post(page).status_code == 403
