"""Words two fifths longer, and a script from the right, break no page on a phone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from ecotone.coding.models import Coding
from ecotone.demo.operations import load_story
from ecotone.exchange.models import Match
from ecotone.foundation.languages import Language
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action
from ecotone.register.models import Participant
from tests.factories.foundation import NOON
from tests.factories.pseudo_language import ENDING, lengthened, write_pseudo_catalogue
from tests.house.addresses import parts_of
from tests.house.authorisation import TABLE, Door
from tests.journeys.conftest import PHONE
from tests.journeys.participants import link_of

WELSH = Language.WELSH
OUTSIDE = """() => [...document.body.querySelectorAll("*")]
    .filter((part) => {
        const { left, right } = part.getBoundingClientRect();
        return left < -1 || right > innerWidth + 1;
    })
    .slice(0, 8)
    .map((part) => `${part.localName}.${part.getAttribute("class")}`)"""


@pytest.fixture(params=["longer", "from the right"])
def _pseudo_language(
    request: pytest.FixtureRequest, settings: LazySettings, tmp_path: Path
) -> None:
    """Put our pseudo-language in the place of Welsh, read from the left or from the right."""
    write_pseudo_catalogue(tmp_path, language=WELSH)
    settings.LOCALE_PATHS = [tmp_path]
    if request.param == "from the right":
        settings.LANGUAGES_BIDI = [WELSH.locale]


@pytest.fixture
def story() -> Programme:
    return load_story(at=NOON)


def pages_of(opened_by: set[Action | Door], **known: str) -> Iterator[str]:
    """Yield the addresses that need nothing but what is known to be visited."""
    for name, door in TABLE.items():
        if door in opened_by and parts_of(name).keys() <= known.keys():
            yield reverse(name, kwargs={part: known[part] for part in parts_of(name)})


def test_sentences_grow_and_what_they_take_in_does_not() -> None:
    assert lengthened("%(count)d people <b>said</b>") == "%(count)d peopleŵŷŵ <b>saidŵŷ</b>"


@pytest.mark.usefixtures("_pseudo_language")
def test_the_hubs_pages_hold_longer_words_from_either_side(
    page: Page,
    live_server: LiveServer,
    story: Programme,
    come_in: Callable[..., None],
) -> None:
    come_in(User.objects.get(email="robin@example.org"))
    speak_welsh(page, live_server)

    places = pages_of(set(Action), programme=story.slug, **parts_of_jane(story))

    assert too_wide(page, places, at_least=40) == {}


@pytest.mark.usefixtures("_pseudo_language")
def test_a_participants_pages_hold_longer_words_from_either_side(
    page: Page, live_server: LiveServer, story: Programme
) -> None:
    jane = Participant.objects.get(programme=story, pseudonym="Jane")
    jane.language = WELSH
    jane.save()
    page.goto(link_of(jane, live_server))
    page.locator("main form button[type=submit]").first.click()

    places = pages_of(
        {Door.PARTICIPANT, Door.ANYBODY}, kind="interview", number="1", grant="publication"
    )

    assert too_wide(page, places, at_least=12) == {}


def parts_of_jane(story: Programme) -> dict[str, str]:
    """Return what leads to Jane's own pages: her person, post, words, a code and a match."""
    jane = Participant.objects.get(programme=story, pseudonym="Jane")
    coding = Coding.objects.filter(revision__response__conversation__participant=jane)[0]
    return {
        "key": str(jane.key),
        "organisation": str(jane.organisation_id),
        "conversation": str(coding.revision.response.conversation_id),
        "code": coding.code.key,
        "voice": str(jane.key),
        "pole": coding.pole.lower(),
        "match": str(Match.objects.filter(matching_round__programme=story)[0].pk),
        "kind": "interview",
    }


def speak_welsh(page: Page, server: LiveServer) -> None:
    cookie = {"name": "django_language", "value": WELSH.locale, "url": server.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]  # a cookie is these three


def too_wide(page: Page, places: Iterator[str], *, at_least: int) -> dict[str, list[str]]:
    """Open each address that is a page of ours on a phone; return what makes which scroll."""
    visited = [place for place in places if is_page(page, place)]
    assert len(visited) >= at_least
    page.set_viewport_size(PHONE)
    culprits = {place: sticks_out(page, place) for place in visited}
    return {place: parts for place, parts in culprits.items() if parts}


def sticks_out(page: Page, place: str) -> list[str]:
    """Return what stands outside the window, or that something does; nothing if all fits."""
    page.goto(place, wait_until="domcontentloaded")
    if int(page.evaluate("document.documentElement.scrollWidth")) <= PHONE["width"]:
        return []
    outside: list[str] = page.evaluate(OUTSIDE)
    return outside or ["something unseen"]


def is_page(page: Page, place: str) -> bool:
    """Ask before opening. A name with a dot is a file's, and a stream goes on."""
    if "." in place.rpartition("/")[2] or place.endswith("/stream/"):
        return False
    answer = page.request.get(place)
    is_html = answer.headers.get("content-type", "").startswith("text/html")
    return answer.ok and is_html and ENDING in answer.text()
