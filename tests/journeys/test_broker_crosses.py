"""A broker sees who can learn from whom, finds matches, proposes one and takes it back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ecotone.demo.operations import load_story
from ecotone.exchange.choices import MatchState
from ecotone.exchange.models import Match
from ecotone.foundation.jobs import run_ready_jobs
from ecotone.foundation.models import MessageState, OutboxMessage, Programme, User
from tests.factories.foundation import NOON

Check = Callable[[Page], None]


@pytest.fixture
def story(come_in: Callable[..., None]) -> Programme:
    programme = load_story(at=NOON)
    come_in(User.objects.get(email="robin@example.org"))
    return programme


def test_a_broker_opens_a_ribbon_and_reads_the_words_it_rests_on(
    page: Page,
    story: Programme,
    is_fit: Check,
    look: Callable[[Page, str], Path],
) -> None:
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.goto(f"/programmes/{story.slug}/")
    is_fit(page)
    look(page, "divide")

    page.get_by_role("link", name="Heather gives Assessment and feedback: 1 passage").press(
        "Enter"
    )

    expect(page.get_by_role("heading", name="Assessment and feedback")).to_be_visible()
    expect(page.get_by_text("I am good at assessing")).to_be_visible()
    is_fit(page)
    page.get_by_role("link", name="read in context").click()
    expect(page.get_by_role("heading", name="Heather")).to_be_visible()


def test_the_table_tells_what_the_picture_shows_in_both_themes(
    page: Page, story: Programme, axe: Check, is_fit: Check
) -> None:
    page.goto(f"/programmes/{story.slug}/")
    page.get_by_role("link", name="Table", exact=True).click()

    rows = page.locator("section.divide tbody tr")
    expect(rows).to_have_count(13)
    axe(page)
    page.get_by_role("button", name="Change to light").click()
    page.get_by_role("button", name="Change to dark").click()
    is_fit(page)


def test_a_broker_finds_matches_proposes_one_and_undoes_it(
    page: Page, story: Programme, axe: Check, is_fit: Check
) -> None:
    page.goto(f"/programmes/{story.slug}/matches/")
    page.get_by_role("button", name="Find matches").click()
    expect(page.get_by_role("link", name="Look again")).to_be_visible()
    run_ready_jobs()
    page.goto(f"/programmes/{story.slug}/matches/")
    expect(page.get_by_text("Round 2")).to_be_visible()
    is_fit(page)

    page.get_by_role("button", name="Propose to both").press("Enter")
    expect(page.get_by_text("Two messages wait in the outbox")).to_be_visible()
    page.get_by_role("link", name="Outbox").click()
    expect(page.get_by_text("Somebody you could learn with").first).to_be_visible()
    axe(page)
    page.go_back()
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_text("This is a suggestion again")).to_be_visible()
    states = set(OutboxMessage.objects.values_list("state", flat=True))
    assert states == {MessageState.RECALLED}


def test_single_keys_review_matches_only_once_they_are_switched_on(
    page: Page, story: Programme
) -> None:
    page.goto(f"/programmes/{story.slug}/matches/")
    first = page.locator(".queue a[aria-current]").inner_text()
    page.locator("h1").press("j")
    expect(page.locator(".queue a[aria-current]")).to_have_text(first, use_inner_text=True)

    page.get_by_label("Single keys").check()
    page.get_by_label("Single keys").blur()
    page.keyboard.press("j")
    expect(page.locator(".queue a[aria-current]")).not_to_have_text(first, use_inner_text=True)
    page.keyboard.press("l")

    expect(page.locator(".decided, .pair-kind").first).to_contain_text("kept for later")


def test_a_match_is_turned_down_with_a_reason_without_scripts(
    page_without_scripts: Page,
    come_in: Callable[..., None],
) -> None:
    load_story(at=NOON)
    come_in(User.objects.get(email="robin@example.org"), page_without_scripts)
    page = page_without_scripts
    page.goto("/programmes/across-the-divide/matches/")

    page.get_by_text("Not a fit…").click()
    page.get_by_label("Why?").fill("They share a household.")
    page.get_by_role("button", name="Not a fit", exact=True).click()
    page.get_by_role("link", name="Pins and vetoes").click()

    expect(page.get_by_text("They share a household.")).to_be_visible()
    assert Match.objects.filter(state=MatchState.NOT_A_FIT).count() == 1
