"""On a phone somebody takes quoting back; the quote vanishes everywhere, and comes back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from ecotone.demo.operations import load_story
from ecotone.foundation.models import Programme, User
from ecotone.register.models import Participant
from tests.factories.foundation import NOON
from tests.journeys.conftest import PHONE, Watched
from tests.journeys.participants import way_in

Check = Callable[[Page], None]
QUOTE = "I am good at assessing"
ON_THE_CARD = "I plan practicals and tasks that they do together"


@pytest.fixture
def story(come_in: Callable[..., None]) -> Programme:
    programme = load_story(at=NOON)
    come_in(User.objects.get(email="robin@example.org"))
    return programme


@pytest.fixture
def phone(
    new_context: Callable[..., BrowserContext], watched: Watched, story: Programme
) -> Page:
    """Heather's own phone, come in through her personal link."""
    context = new_context()
    watched.follow(context)
    page = context.new_page()
    page.set_viewport_size(PHONE)
    heather = Participant.objects.get(programme=story, pseudonym="Heather")
    page.goto(way_in(heather))
    page.get_by_role("button", name="Continue as").click()
    return page


def exported(desk: Page, story: Programme) -> str:
    return desk.request.get(f"/programmes/{story.slug}/divide.svg").text()


def words_page(desk: Page, story: Programme) -> None:
    desk.goto(f"/programmes/{story.slug}/")
    desk.get_by_role("link", name="Heather gives Assessment and feedback: 1 passage").press(
        "Enter"
    )


def test_taking_quoting_back_empties_card_and_export_and_undoing_brings_it_back(
    page: Page, phone: Page, story: Programme, axe: Check, is_fit: Check
) -> None:
    matches = f"/programmes/{story.slug}/matches/"
    page.goto(matches)
    page.get_by_role("link", name="Heather").first.click()
    expect(page.get_by_text(ON_THE_CARD)).to_be_visible()
    card = page.url
    assert QUOTE in exported(page, story)

    phone.goto("/my/consent/")
    is_fit(phone)
    phone.get_by_role("link", name="Quoting you inside the project").click()
    expect(phone.get_by_text("At once, out of sight:")).to_be_visible()
    is_fit(phone)
    phone.get_by_role("button", name="Take it back").press("Enter")
    expect(phone.get_by_text("Out of sight now:")).to_be_visible()
    axe(phone)

    page.goto(card)
    expect(page.get_by_text("Heather does not allow quotes").first).to_be_visible()
    expect(page.get_by_text(ON_THE_CARD)).to_have_count(0)
    axe(page)
    words_page(page, story)
    expect(page.get_by_text(QUOTE)).to_have_count(0)
    assert QUOTE not in exported(page, story)

    phone.get_by_role("button", name="I did not mean that").press("Enter")
    expect(phone.get_by_text("as if you had never taken it back")).to_be_visible()

    page.goto(card)
    expect(page.get_by_text(ON_THE_CARD)).to_be_visible()
    assert QUOTE in exported(page, story)


def test_the_privacy_page_leads_to_a_complaint_that_the_hub_answers(
    page: Page,
    phone: Page,
    story: Programme,
    come_in: Callable[..., None],
    axe: Check,
    is_fit: Check,
) -> None:
    phone.get_by_role("link", name="Your data").click()
    is_fit(phone)
    phone.get_by_role("link", name="Complain", exact=True).click()
    axe(phone)
    phone.get_by_label("What went wrong?").fill("The day was moved twice and nobody told me.")
    phone.get_by_role("button", name="Send the complaint").press("Enter")
    expect(phone.get_by_text("answers within 30 days")).to_be_visible()

    come_in(User.objects.get(email="alma@example.org"))
    page.goto(f"/programmes/{story.slug}/consent/complaints/")
    expect(page.get_by_text("The day was moved twice")).to_be_visible()
    is_fit(page)
    page.get_by_text("Close it").click()
    page.get_by_label("What came of it").fill("Days are moved by telephone from now on.")
    page.get_by_role("button", name="Close with these words").press("Enter")
    expect(page.get_by_text("Whoever complained reads what came of it.")).to_be_visible()

    phone.reload()
    expect(phone.get_by_text("Days are moved by telephone")).to_be_visible()


def test_the_hub_words_the_form_anew_and_everybody_is_told(
    page: Page,
    phone: Page,
    story: Programme,
    come_in: Callable[..., None],
    is_fit: Check,
) -> None:
    come_in(User.objects.get(email="alma@example.org"))
    register = f"/programmes/{story.slug}/consent/"
    page.goto(register)
    is_fit(page)
    page.get_by_role("link", name="The wording").click()
    is_fit(page)
    page.get_by_role("link", name="Word it anew").click()
    is_fit(page)
    page.get_by_label("Title").first.fill("A few questions for you")
    page.get_by_role("button", name="Look at it first").press("Enter")
    expect(page.get_by_text("stays in force")).to_be_visible()
    is_fit(page)
    page.get_by_role("button", name="Publish version 2").press("Enter")
    expect(page.get_by_text("Version 2 is what people read now.")).to_be_visible()
    page.goto(f"{register}protection/")
    is_fit(page)

    phone.goto("/my/consent/")
    expect(phone.get_by_text("What you allowed stays in force.")).to_be_visible()
    is_fit(phone)
