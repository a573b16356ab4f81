"""What the journeys of participants share: somebody with a link, and their phone."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from ecotone.foundation.models import Programme
from ecotone.register.models import Participant
from ecotone.register.operations import IssuedLink, open_personal_link
from tests.factories.consent import make_form
from tests.factories.listening import make_instruments
from tests.factories.register import make_newcomer, make_participant, make_register

FIRST = "What is your job"


def make_ready_programme() -> Programme:
    programme = make_register()
    make_form(programme)
    make_instruments(programme)
    return programme


def make_heather() -> Participant:
    newcomer = make_newcomer(sector="secondary", pseudonym="Heather")
    return make_participant(make_ready_programme(), newcomer)


def way_in(participant: Participant) -> str:
    """Make a new link, as it stands behind the server's name."""
    issued: IssuedLink = open_personal_link(participant=participant, at=timezone.now(), by=None)
    return reverse("register:my_link", args=(issued.token,))


def link_of(participant: Participant, server: LiveServer) -> str:
    return server.url + way_in(participant)


def come_in_by_link(page: Page, participant: Participant, server: LiveServer) -> None:
    page.goto(link_of(participant, server))
    page.get_by_role("button", name="Continue as").click()


def question(number: int, kind: str = "interview") -> str:
    return reverse("listening:question", args=(kind, number))


IS_WHOLE = """async () => {
    const name = (await caches.keys()).find((key) => key.startsWith("pages "));
    const kept = name ? await (await caches.open(name)).keys() : [];
    const isWhole = kept.some(({ url }) => url.includes("/my/kept/"));
    return isWhole && navigator.serviceWorker.controller !== null;
}"""


def everything_is_kept(page: Page) -> None:
    """Wait until the morning's visit has brought every page onto the phone."""
    for _ in range(100):
        if page.evaluate(IS_WHOLE):
            return
        page.wait_for_timeout(100)
    pytest.fail("The phone has not kept its pages within ten seconds.")
