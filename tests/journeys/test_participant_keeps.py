"""What a participant writes outlives a killed browser, a lost network and a second phone."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, Playwright, expect
from pytest_django.live_server_helper import LiveServer

from ecotone.foundation.models import Programme
from ecotone.listening.models import Conversation, Response, TextRevision
from ecotone.register.models import Participant
from ecotone.register.operations import revoke_personal_links
from tests.factories.consent import make_consenting
from tests.journeys.conftest import Watched
from tests.journeys.network import Network
from tests.journeys.participants import (
    FIRST,
    come_in_by_link,
    everything_is_kept,
    link_of,
    make_ready_programme,
    question,
    way_in,
)

PHONE = {"width": 390, "height": 844}
KEPT = "Kept on this phone, not sent yet"
SAID = "we plan the investigation together and then they run it on their own in the hall "


@pytest.fixture
def programme() -> Programme:
    return make_ready_programme()


@pytest.fixture
def jane(programme: Programme) -> Participant:
    return make_consenting(programme)


@pytest.fixture
def phone(page: Page) -> Page:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a width and a height
    return page


# --- a killed browser ------------------------------------------------------------------------


class KillableBrowser:
    """A browser with a profile on disk, so that it can be killed as a telephone kills one."""

    def __init__(self, playwright: Playwright, launch: dict[str, Any], profile: Path) -> None:
        self.playwright, self.launch, self.profile = playwright, launch, profile

    def start(self) -> Page:
        context = self.playwright.chromium.launch_persistent_context(
            self.profile,
            viewport=PHONE,  # type: ignore[arg-type]  # a width and a height
            args=self.launch["args"],
            executable_path=self.launch["executable_path"],
        )
        return context.pages[0]

    def kill(self) -> None:
        """Give no event, no last word, and no time to put anything away."""
        lock = str((self.profile / "SingletonLock").readlink())  # whose it is: machine-number
        os.kill(int(lock.rpartition("-")[2]), signal.SIGKILL)


@pytest.fixture
def killable(
    playwright: Playwright, browser_type_launch_args: dict[str, Any], tmp_path: Path
) -> KillableBrowser:
    return KillableBrowser(playwright, browser_type_launch_args, tmp_path / "profile")


def test_a_browser_killed_mid_answer_loses_at_most_a_second_of_typing(
    killable: KillableBrowser, live_server: LiveServer, jane: Participant
) -> None:
    a_second_of_typing, pause = 20, 50
    page = killable.start()
    come_in_by_link(page, jane, live_server)
    expect(page.get_by_label(FIRST)).to_be_focused()
    page.wait_for_load_state("networkidle")
    cookies = page.context.cookies()
    page.route("**/my/questions/**", lambda route: route.abort())  # the server hears nothing

    page.get_by_label(FIRST).press_sequentially(SAID, delay=pause)
    killable.kill()
    reopened = killable.start()
    reopened.context.add_cookies(cookies)  # type: ignore[arg-type]  # written down every 30 s only
    reopened.goto(live_server.url + question(1))

    expect(reopened.locator("#place")).to_contain_text("Saved ")
    come_back = reopened.get_by_label(FIRST).input_value()
    assert SAID.startswith(come_back)
    assert len(SAID) - len(come_back) <= a_second_of_typing
    assert Response.objects.get().draft == come_back
    reopened.context.close()


# --- no network ------------------------------------------------------------------------------


@pytest.fixture
def network(live_server: LiveServer, watched: Watched) -> Iterator[Network]:
    network = Network(live_server.url)
    watched.home = network.address
    yield network
    network.end()


@pytest.fixture
def in_the_morning(phone: Page, network: Network, jane: Participant) -> Page:
    """A phone on which somebody has looked at their page once, while there was a network."""
    phone.goto(network.address + way_in(jane))
    phone.get_by_role("button", name="Continue as").click()
    everything_is_kept(phone)
    return phone


def test_two_answers_of_a_reflection_written_without_a_network_arrive_once(
    in_the_morning: Page, network: Network, axe: Callable[[Page], None]
) -> None:
    phone = in_the_morning
    network.cut()

    phone.goto(network.address + reverse("listening:my"))
    phone.get_by_role("link", name="After the day").click()
    phone.get_by_role("link", name="Start").click()
    phone.get_by_label("What were you hoping for").fill("To see a lesson")
    expect(phone.locator("#place")).to_have_text(KEPT)
    axe(phone)
    phone.get_by_role("button", name="Save and continue").click()
    phone.get_by_label("What are your first thoughts").fill("Loud, and all of it work")
    phone.get_by_role("button", name="Save and continue").click()
    expect(phone.get_by_text("Question 3 of 7")).to_be_visible()
    phone.goto(network.address + question(1, "reflection"))
    expect(phone.get_by_label("What were you hoping for")).to_have_value("To see a lesson")
    phone.goto(network.address + reverse("listening:check", args=("reflection",)))
    expect(phone.get_by_text("Loud, and all of it work")).to_be_visible()
    arrived_early = Response.objects.count()
    network.restore()

    expect(phone.get_by_text("You have answered 2 of 7")).to_be_visible(timeout=20_000)
    answers = Response.objects.order_by("question__number")
    assert arrived_early == 0
    assert Conversation.objects.count() == 1
    assert [answer.draft for answer in answers] == [
        "To see a lesson",
        "Loud, and all of it work",
    ]


def test_a_page_that_was_not_kept_says_so(in_the_morning: Page, network: Network) -> None:
    network.cut()

    in_the_morning.goto(network.address + reverse("consent:mine"))

    heading = in_the_morning.get_by_role("heading", name="There is no network here")
    expect(heading).to_be_visible()


def test_what_was_not_seen_whole_is_not_sent_to_the_team(
    in_the_morning: Page, network: Network
) -> None:
    phone = in_the_morning
    phone.goto(network.address + question(1))
    phone.get_by_label(FIRST).fill("Seen and checked")
    expect(phone.locator("#place")).to_contain_text("Saved ")
    phone.goto(network.address + reverse("listening:check", args=("interview",)))
    phone.wait_for_load_state("networkidle")
    network.cut()

    phone.get_by_role("button", name="Send my answers").click()

    expect(phone.locator("#place")).to_have_text(KEPT)
    assert TextRevision.objects.count() == 0


# --- two devices -----------------------------------------------------------------------------


@pytest.fixture
def laptop(new_context: Callable[..., BrowserContext], watched: Watched) -> Page:
    context = new_context()
    watched.follow(context)
    return context.new_page()


@pytest.fixture
def torn(phone: Page, laptop: Page, live_server: LiveServer, jane: Participant) -> Page:
    """A laptop on which the answer was written that the phone had changed meanwhile."""
    address = link_of(jane, live_server)
    for page in (phone, laptop):
        page.goto(address)
        page.get_by_role("button", name="Continue as").click()
        page.wait_for_load_state("networkidle")
    phone.get_by_label(FIRST).fill("on the phone")
    expect(phone.locator("#place")).to_contain_text("Saved ")
    laptop.get_by_label(FIRST).fill("on the laptop")
    expect(laptop.get_by_text("changed on another page or device")).to_be_visible()
    return laptop


def test_two_devices_are_shown_both_texts_and_nothing_is_decided_for_them(
    torn: Page, is_fit: Callable[[Page], None]
) -> None:
    is_fit(torn)
    torn.reload()

    expect(torn.locator("[data-other]")).to_have_text("on the phone")
    expect(torn.get_by_label(FIRST)).to_have_value("on the laptop")
    assert Response.objects.get().draft == "on the phone"


@pytest.mark.parametrize(
    ("choice", "stands"),
    [
        ("Keep what I wrote here", "on the laptop"),
        ("Keep what I wrote elsewhere", "on the phone"),
        ("Keep both, one under the other", "on the phone\n\non the laptop"),
    ],
)
def test_what_they_choose_of_two_texts_is_kept(torn: Page, choice: str, stands: str) -> None:
    torn.get_by_role("button", name=choice).click()
    expect(torn.locator("#elsewhere")).to_be_hidden()

    expect(torn.get_by_label(FIRST)).to_have_value(stands)
    assert Response.objects.get().draft == stands


# --- a phone that others use too -------------------------------------------------------------


def left_on(page: Page) -> dict[str, object]:
    return page.evaluate("""async () => {
        const database = await new Promise((resolve) => {
            const request = indexedDB.open("ecotone", 1);
            request.onupgradeneeded = () => request.result
                .createObjectStore("answers", { keyPath: "address" });
            request.onsuccess = () => resolve(request.result);
        });
        const words = await new Promise((resolve) => {
            const request = database.transaction("answers").objectStore("answers").getAll();
            request.onsuccess = () => resolve(request.result.length);
        });
        database.close();
        const pages = (await caches.keys()).filter((name) => name.startsWith("pages "));
        return { words, pages: pages.length };
    }""")


def test_leaving_takes_every_page_and_word_off_the_phone(
    phone: Page, live_server: LiveServer, jane: Participant
) -> None:
    come_in_by_link(phone, jane, live_server)
    phone.get_by_label(FIRST).fill("Mine alone")
    expect(phone.locator("#place")).to_contain_text("Saved ")
    everything_is_kept(phone)
    before = left_on(phone)

    phone.goto(live_server.url + reverse("listening:my"))
    phone.get_by_role("button", name="Close this page on this device").click()
    expect(phone.get_by_role("heading", name="You have left your page")).to_be_visible()
    phone.wait_for_load_state("networkidle")

    assert before == {"words": 1, "pages": 1}
    assert left_on(phone) == {"words": 0, "pages": 0}
    assert phone.evaluate("navigator.serviceWorker.getRegistrations()") == []


def test_a_revoked_link_takes_them_off_as_well(
    phone: Page, live_server: LiveServer, jane: Participant
) -> None:
    come_in_by_link(phone, jane, live_server)
    phone.get_by_label(FIRST).fill("Mine alone")
    expect(phone.locator("#place")).to_contain_text("Saved ")
    everything_is_kept(phone)
    revoke_personal_links(participant=jane, at=timezone.now(), by=None)

    phone.goto(live_server.url + reverse("listening:my"))
    expect(phone.get_by_role("heading", name="This link is no longer open")).to_be_visible()
    phone.wait_for_load_state("networkidle")

    assert left_on(phone) == {"words": 0, "pages": 0}


def test_the_next_person_on_the_same_phone_finds_nothing_of_the_last(
    phone: Page, live_server: LiveServer, programme: Programme, jane: Participant
) -> None:
    tom = make_consenting(programme)
    come_in_by_link(phone, jane, live_server)
    phone.wait_for_load_state("networkidle")
    phone.route("**/my/questions/interview/1/", lambda route: route.abort())
    phone.get_by_label(FIRST).fill("Mine alone")
    expect(phone.locator("#place")).to_have_text(KEPT)
    phone.unroute("**/my/questions/interview/1/")

    phone.goto(link_of(tom, live_server))
    phone.get_by_role("button", name="Continue as").click()
    phone.wait_for_load_state("networkidle")

    expect(phone.get_by_label(FIRST)).to_have_value("")
    assert left_on(phone)["words"] == 0
    assert Response.objects.filter(conversation__participant=tom).count() == 0
