"""A participant comes in through a link, says what they allow, answers, and sends."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from ecotone.consent.choices import Grant
from ecotone.consent.queries import grants_of
from ecotone.foundation.models import Programme
from ecotone.listening.models import Response, TextRevision
from ecotone.register.models import Participant
from tests.factories.consent import make_consenting
from tests.journeys.participants import (
    come_in_by_link,
    link_of,
    make_heather,
    make_ready_programme,
)

WORDS = "I let them find the fault themselves. <b>Always.</b> 👩🏽‍🏫"


@pytest.fixture
def programme() -> Programme:
    return make_ready_programme()


@pytest.fixture
def heather() -> Participant:
    return make_heather()


def test_a_participant_consents_answers_and_sends_on_a_phone(
    page: Page,
    live_server: LiveServer,
    heather: Participant,
    is_fit: Callable[[Page], None],
) -> None:
    page.goto(link_of(heather, live_server))
    page.get_by_role("button", name="Continue as Heather").click()
    page.get_by_role("button", name="Yes, ask me").click()
    page.get_by_label("What is your job").fill("Science, secondary.")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_text("Question 2 of 8")).to_be_visible()
    is_fit(page)
    page.get_by_label("What do you do well").fill(WORDS)
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_text("Question 3 of 8")).to_be_visible()
    page.get_by_role("button", name="Skip this one").click()
    expect(page.get_by_text("Question 4 of 8")).to_be_visible()
    page.get_by_role("link", name="All questions").click()
    is_fit(page)
    page.get_by_role("link", name="Check and send what I have").click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    is_fit(page)
    page.get_by_role("button", name="Send my answers").click()

    expect(page.get_by_role("heading", name="What happens to my words")).to_be_visible()
    is_fit(page)
    assert grants_of(heather)[Grant.INTERVIEW]
    texts = TextRevision.objects.order_by("response__question__number")
    assert [revision.text for revision in texts] == ["Science, secondary.", WORDS]


def test_the_same_way_can_be_gone_without_scripts(
    page_without_scripts: Page, live_server: LiveServer, heather: Participant
) -> None:
    page = page_without_scripts
    page.goto(link_of(heather, live_server))
    page.get_by_role("button", name="Continue as Heather").click()
    page.get_by_role("button", name="Yes, ask me").click()
    page.get_by_label("What is your job").fill(WORDS)
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("link", name="All questions").click()
    page.get_by_role("link", name="Check and send what I have").click()
    page.get_by_role("button", name="Send my answers").click()

    assert [revision.text for revision in TextRevision.objects.all()] == [WORDS]


def test_words_are_kept_while_they_are_typed_and_the_page_says_when(
    page: Page, live_server: LiveServer, programme: Programme
) -> None:
    jane = make_consenting(programme)
    come_in_by_link(page, jane, live_server)
    status = page.get_by_role("status").filter(has_text="Sav")

    page.get_by_label("What is your job").press_sequentially("Half a thou")
    expect(status).to_contain_text("Saved ")
    page.get_by_label("What is your job").press_sequentially("ght")
    page.wait_for_function("document.querySelector('[data-state=saved]') !== null")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_label("What is your job").blur()

    assert Response.objects.get().draft == "Half a thought"


def test_words_typed_before_the_script_arrives_are_kept_too(
    page: Page, live_server: LiveServer, programme: Programme
) -> None:
    waiting: list[Route] = []
    page.route("**/keeping*.js", lambda route: waiting.append(route))  # noqa: PLW0108  # Playwright's wish
    come_in_by_link(page, make_consenting(programme), live_server)

    page.get_by_label("What is your job").press_sequentially("Faster than the network")
    waiting.pop().continue_()

    expect(page.get_by_text("Saved ")).to_be_visible()
    assert Response.objects.get().draft == "Faster than the network"


def test_a_lost_connection_is_told_and_the_words_go_when_it_is_back(
    page: Page, live_server: LiveServer, programme: Programme
) -> None:
    jane = make_consenting(programme)
    come_in_by_link(page, jane, live_server)
    page.wait_for_load_state("networkidle")

    page.context.set_offline(True)
    page.get_by_label("What is your job").fill("Written in a tunnel")
    expect(page.get_by_text("Kept on this phone, not sent yet")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Save and continue").click()

    expect(page.get_by_text("Question 2 of 8")).to_be_visible()
    assert Response.objects.get().draft == "Written in a tunnel"
