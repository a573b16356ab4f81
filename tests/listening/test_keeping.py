"""What a participant's phone is told to keep, and what it is told to forget."""

import gzip
import re
from collections.abc import Callable, Iterator

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecotone.consent.choices import Grant
from ecotone.foundation.models import Programme
from ecotone.listening.views.keeping import SCRIPTS, STYLES
from ecotone.register.models import Participant
from ecotone.register.operations import revoke_personal_links
from tests.factories.consent import make_consenting
from tests.factories.listening import make_conversation, make_sent
from tests.factories.register import make_participant
from tests.register.pages import text_of

pytestmark = pytest.mark.django_db
BrowserOf = Callable[[Participant], Client]
FORGET = '"cache", "storage"'
MOST_BYTES = 60_000
STATIC = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"')
IMPORTED = re.compile(r'from "\./([^"]+\.js)"')


# --- what is kept ----------------------------------------------------------------------------


def test_the_phone_fetches_every_page_somebody_may_need_during_a_day(
    programme: Programme, browser_of: BrowserOf
) -> None:
    client = browser_of(make_consenting(programme))

    pages = client.get(reverse("listening:kept")).json()["pages"]

    assert {client.get(page).status_code for page in pages} == {200}
    kinds = {"interview": 8, "reflection": 7, "expectation": 4}
    for kind, number in kinds.items():
        assert reverse("listening:question", args=(kind, number)) in pages
        assert reverse("listening:check", args=(kind,)) in pages


def test_without_leave_to_ask_no_questions_are_fetched(
    programme: Programme, browser_of: BrowserOf
) -> None:
    client = browser_of(make_consenting(programme, Grant.MATCHING))

    pages = client.get(reverse("listening:kept")).json()["pages"]

    assert pages == [reverse(f"listening:{page}") for page in ("my", "words", "offline")]


def test_the_worker_reaches_participants_pages_alone_and_is_never_stale(client: Client) -> None:
    worker = client.get(reverse("listening:worker"))

    assert worker["Content-Type"] == "text/javascript; charset=utf-8"
    assert worker["Cache-Control"].startswith("max-age=0")
    assert worker.wsgi_request.path.rpartition("/")[0] == "/my"
    assert "Service-Worker-Allowed" not in worker
    assert "worker-src 'self'" in worker["Content-Security-Policy"]
    for file in STYLES + SCRIPTS:
        assert f'"/static/{file}"' in text_of(worker)


def test_a_page_that_was_not_kept_has_a_stand_in(client: Client) -> None:
    assert "There is no network here" in text_of(client.get(reverse("listening:offline")))


# --- what is forgotten -----------------------------------------------------------------------


def test_leaving_has_the_device_forget_pages_and_words(
    programme: Programme, browser_of: BrowserOf
) -> None:
    client = browser_of(make_participant(programme))

    left = client.post(reverse("register:leave"))

    assert left["Clear-Site-Data"] == FORGET
    assert "leaving.js" in text_of(left)


def test_a_revoked_link_has_the_device_forget_and_a_stranger_is_told_nothing(
    programme: Programme, browser_of: BrowserOf
) -> None:
    jane = make_participant(programme)
    client = browser_of(jane)
    revoke_personal_links(participant=jane, at=timezone.now(), by=None)

    shut, strange = client.get(reverse("listening:my")), Client().get(reverse("listening:my"))

    assert (shut.status_code, strange.status_code) == (403, 403)
    assert shut["Clear-Site-Data"] == FORGET
    assert "leaving.js" in text_of(shut)
    assert "Clear-Site-Data" not in strange
    assert "leaving.js" not in text_of(strange)


# --- how much is fetched ---------------------------------------------------------------------


@pytest.fixture
def jane(programme: Programme) -> Participant:
    jane = make_consenting(programme)
    make_sent(jane, {1: "We plan it together, and then they run it."})
    make_conversation(jane, {2: "Asking before telling."})
    return jane


@pytest.mark.parametrize(
    "page",
    [
        reverse("listening:my"),
        reverse("listening:words"),
        reverse("listening:questions", args=("interview",)),
        reverse("listening:question", args=("interview", 2)),
        reverse("listening:check", args=("interview",)),
        reverse("consent:first"),
        reverse("consent:mine"),
        reverse("register:my_code"),
    ],
)
def test_a_page_of_a_participant_is_at_most_60_kilobytes_before_fonts(
    jane: Participant, browser_of: BrowserOf, page: str
) -> None:
    response = browser_of(jane).get(page)

    files = set(files_of(text_of(response)))
    sizes = {file: packed(contents_of(file)) for file in files}
    sizes["the page"] = packed(response.content)

    assert "vendor/bootstrap.css" not in sizes
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def files_of(page: str) -> Iterator[str]:
    """Name what a page loads, and what its scripts load in turn."""
    for file in STATIC.findall(page):
        yield file
        yield from modules_behind(file)


def modules_behind(file: str) -> Iterator[str]:
    if file.endswith(".js"):
        for module in IMPORTED.findall(contents_of(file).decode()):
            imported = f"{file.rpartition('/')[0]}/{module}"
            yield imported
            yield from modules_behind(imported)


def contents_of(file: str) -> bytes:
    with open(finders.find(file), "rb") as opened:  # noqa: PTH123  # a finder's answer
        return opened.read()


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 9))
