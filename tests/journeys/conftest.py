"""A real browser for the journeys, and what is asked of every page it visits.

Nothing here skips: a journey that cannot be walked has failed, and the message says what helps.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from ecotone.foundation.models import User

ROOT = Path(__file__).resolve().parent.parent.parent
SCREENSHOTS = ROOT / "build" / "screenshots"
AXE = ROOT / "build" / "test" / "axe.min.js"
WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE: ViewportSize = {"width": 320, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 900}

NO_BROWSER = (
    "There is no Chromium here. Install it (on Debian: apt-get install chromium), "
    "or say where it is: CHROMIUM=/path."
)
WIDER_THAN_THE_WINDOW = """
() => [...document.body.querySelectorAll("*")]
    .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return Math.max(right, left + element.scrollWidth) > window.innerWidth;
    })
    .map((element) => `${element.tagName.toLowerCase()}.${element.classList}`)
    .slice(0, 10)
"""
NO_AXE = "The accessibility checker is not built yet. Run `./run assets`."

# Playwright keeps an event loop in the thread where the test talks to the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for journey in [item for item in items if here in item.path.parents]:
        journey.add_marker(pytest.mark.journey)
        journey.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep SQLite in a file: in memory, server and test would share one connection."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        folder = tmp_path_factory.mktemp("database")
        database.setdefault("TEST", {})["NAME"] = str(folder / "journeys.sqlite3")


# --- the browser -----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium or not Path(chromium).exists():
        pytest.fail(NO_BROWSER, pytrace=False)
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
    }


@pytest.fixture
def browser_context_args(
    browser_context_args: dict[str, Any], live_server: LiveServer
) -> dict[str, Any]:
    return {
        **browser_context_args,
        "base_url": live_server.url,
        "locale": "en-GB",
        "timezone_id": "Europe/London",
        "viewport": DESK,
        "reduced_motion": "reduce",
    }


@pytest.fixture
def page_without_scripts(
    new_context: Callable[..., BrowserContext], watched: "Watched"
) -> Page:
    """A page in a browser with JavaScript switched off."""
    context = new_context(java_script_enabled=False)
    watched.follow(context)
    return context.new_page()


# --- what no page may do ---------------------------------------------------------------------


class Watched:
    """What the browser asked for and complained about during one journey."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.offsite: list[str] = []
        self.complaints: list[str] = []

    def follow(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self.note_request(request.url))
        context.on("console", self.note_console)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def note_request(self, address: str) -> None:
        if not address.startswith((f"{self.home}/", "data:", "blob:")):
            self.offsite.append(address)

    def note_console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.complaints.append(message.text)


@pytest.fixture
def watched(live_server: LiveServer) -> Watched:
    return Watched(live_server.url)


@pytest.fixture(autouse=True)
def no_offsite_requests(context: BrowserContext, watched: Watched) -> Iterator[None]:
    """Every request of a journey goes to our own server, and no script breaks on the way."""
    watched.follow(context)
    yield
    assert watched.offsite == []
    assert watched.complaints == []


# --- what every page is asked ----------------------------------------------------------------


@pytest.fixture(scope="session")
def axe_source() -> str:
    if not AXE.exists():
        pytest.fail(NO_AXE, pytrace=False)
    return AXE.read_text(encoding="utf-8")


@pytest.fixture
def axe(axe_source: str) -> Callable[[Page], None]:
    """Assert that the page as it stands meets WCAG 2.2 AA, as far as a machine can tell."""

    def check(page: Page) -> None:
        page.evaluate(axe_source)
        rules = {
            "runOnly": {"type": "tag", "values": WCAG_22_AA},
            "resultTypes": ["violations"],
        }
        violations = page.evaluate("rules => axe.run(rules)", rules)["violations"]
        assert [described(violation) for violation in violations] == [], page.url

    return check


def described(violation: dict[str, Any]) -> str:
    places = [described_place(node) for node in violation["nodes"]]
    return "\n".join([f"{violation['id']}: {violation['help']}", *places])


def described_place(node: dict[str, Any]) -> str:
    reason = " ".join(node["failureSummary"].split())
    return f"  at {node['target']}: {reason}"


@pytest.fixture
def fits_phone() -> Callable[[Page], None]:
    """Assert that the page can be read on the narrowest phone without scrolling sideways."""

    def check(page: Page) -> None:
        before = page.viewport_size
        page.set_viewport_size(PHONE)
        width = page.evaluate("document.documentElement.scrollWidth")
        too_wide = page.evaluate(WIDER_THAN_THE_WINDOW) if width > PHONE["width"] else []
        page.set_viewport_size(before or DESK)
        assert (width <= PHONE["width"], too_wide) == (True, []), (
            f"{page.url} is {width} px wide"
        )

    return check


@pytest.fixture
def is_fit(
    axe: Callable[[Page], None], fits_phone: Callable[[Page], None]
) -> Callable[[Page], None]:
    """Assert that the page meets WCAG 2.2 AA and the narrowest phone."""

    def check(page: Page) -> None:
        axe(page)
        fits_phone(page)

    return check


@pytest.fixture
def look() -> Callable[[Page, str], Path]:
    """Keep a picture of the whole page under build/screenshots/, for people to judge."""

    def keep(page: Page, name: str) -> Path:
        picture = SCREENSHOTS / f"{name}.png"
        page.screenshot(path=picture, full_page=True)
        return picture

    return keep


@pytest.fixture
def come_in(page: Page, live_server: LiveServer) -> Callable[..., None]:
    """Put a user's session into a browser, as if the mailed code had been entered."""

    def enter(user: User, into: Page = page) -> None:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        into.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )

    return enter
