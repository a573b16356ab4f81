"""A coder codes an interview: by keyboard alone, and with a form where scripts are off."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from ecotone.coding.choices import Pole, Target
from ecotone.coding.models import Coding
from ecotone.foundation.models import Programme, User
from ecotone.listening.models import TextRevision
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_conversation,
    make_speaker,
    make_study,
)

WORDS = (
    "We plan the work 👩🏽‍🏫 in groups. Each of them marks the others. "
    "It took me years. Now I share it."
)


@pytest.fixture
def study() -> Programme:
    return make_study()


@pytest.fixture
def coder(study: Programme) -> User:
    return make_coder(study, name="Lynne Brook")


@pytest.fixture
def address(study: Programme) -> str:
    conversation = make_conversation(make_speaker(study, pseudonym="Heather"), {2: WORDS})
    return f"/programmes/{study.slug}/coding/texts/{conversation.pk}/"


@pytest.fixture
def opened(page: Page, address: str, coder: User, live_server: LiveServer) -> Iterator[Page]:
    """The text, opened by the coder, and left before the database is emptied.

    A page that closes still says that nobody is there any more.
    """
    sign_in(page.context, coder, live_server)
    page.goto(address)
    yield page
    page.context.set_offline(False)
    page.goto("about:blank")
    page.wait_for_load_state("networkidle")


def sign_in(context: BrowserContext, user: User, server: LiveServer) -> None:
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server.url}]
    )


def coded_words() -> list[tuple[str, str, str]]:
    found = Coding.objects.filter(is_removed=False).order_by("start")
    return [(c.revision.passage(c.start, c.end), c.code.key, c.pole) for c in found]


def tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(selector).evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"Tab never reaches {selector}")


def choose(page: Page, typed: str, pole: str) -> None:
    page.keyboard.press("c")
    page.keyboard.type(typed)
    page.keyboard.press(pole)
    page.keyboard.press("Enter")


def test_a_coder_codes_a_whole_interview_with_the_keyboard_alone(
    opened: Page,
    axe: Callable[[Page], None],
    is_fit: Callable[[Page], None],
    look: Callable[[Page, str], object],
) -> None:
    page = opened
    press = page.keyboard.press

    tab_to(page, "#text")
    for _word in range(6):
        press("w")  # to "groups", past characters beyond the first plane
    choose(page, "fedback", "-")
    press("s")
    press("c")
    page.keyboard.type("grwk")
    press("+")
    axe(page)
    look(page, "coding-palette")
    press("Enter")
    expect(page.locator("#text")).to_be_focused()
    press("s")
    press("v")
    press("s")
    press(".")
    press("[")
    expect(page.locator("#coding-heard")).to_contain_text("1 code here: ")
    press("x")
    press("Control+z")
    press("]")
    press("r")
    press("!")
    press("Enter")

    everything_is_sent(page)
    assert [(words, pole) for words, _code, pole in coded_words()] == [
        ("groups", Pole.ASKS),
        ("Each of them marks the others.", Pole.GIVES),
        ("It took me years. Now I share it.", Pole.BARRIER),
    ]
    press("Control+z")
    press("Control+z")
    press("Control+Shift+z")
    everything_is_sent(page)
    assert [pole for _words, _code, pole in coded_words()] == [
        Pole.ASKS,
        Pole.GIVES,
        Pole.GIVES,
    ]
    is_fit(page)


def everything_is_sent(page: Page) -> None:
    expect(page.locator("#coding-sent")).to_have_attribute("data-waiting", "0")


def test_what_the_server_did_not_get_outlives_a_reload_and_is_sent_by_itself(
    opened: Page,
) -> None:
    page = opened
    page.route("**/steps/", lambda route: route.abort())
    page.focus("#text")
    page.keyboard.press("s")
    choose(page, "group", "+")
    expect(page.locator("#coding-sent")).to_contain_text("1 not sent")

    page.reload()
    expect(page.locator(".margin-note")).to_have_count(1)
    expect(page.locator("#coding-sent")).to_contain_text("1 not sent")
    assert coded_words() == []
    page.unroute("**/steps/")

    everything_is_sent(page)
    page.reload()
    expect(page.locator(".margin-note")).to_have_count(1)
    assert [pole for _words, _code, pole in coded_words()] == [Pole.GIVES]


def test_a_screen_reader_hears_each_coding_next_to_its_passage(
    opened: Page, coder: User, study: Programme
) -> None:
    page = opened
    text = TextRevision.objects.get()
    make_coding(text, "Each of them marks the others", by=coder)
    make_coding(
        text, "marks the others", by=make_coder(study, name="Dana Reed"), pole=Pole.ASKS
    )
    page.reload()
    page.wait_for_selector("[data-coding]")

    heard = page.locator("#text .line").first.aria_snapshot()

    for said in (
        "- paragraph: We plan the work",
        '- list "Codes in paragraph 1":',
        "Collaborative learning and group work",
        "gives · LB “Each of them marks the others”",
        "asks · DR “marks the others”",
        "Remove: Collaborative learning and group work",
    ):
        assert said in heard


def test_words_selected_with_the_mouse_grow_to_whole_words_and_escape_leaves_them_be(
    opened: Page,
) -> None:
    page = opened
    box = page.locator(".said").bounding_box()
    assert box is not None

    page.mouse.move(box["x"] + 2, box["y"] + 16)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 16, steps=4)
    page.mouse.up()

    expect(page.locator("#palette")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    selected = page.evaluate("document.getSelection().toString()")
    assert WORDS.startswith(selected)
    assert WORDS[len(selected)] == " "
    assert Coding.objects.count() == 0


def test_a_coder_codes_and_removes_with_forms_where_scripts_are_off(
    page_without_scripts: Page, address: str, coder: User, live_server: LiveServer
) -> None:
    page = page_without_scripts
    sign_in(page.context, coder, live_server)
    page.goto(f"{live_server.url}{address}")
    page.get_by_role("link", name="Code a passage with a form").click()
    form = page.locator("#by-hand")

    form.get_by_label("It took me years.").check()
    form.get_by_label("Code", exact=True).select_option(label="Time and workload")
    form.get_by_label("barrier").check()
    form.get_by_label("colleagues and leaders").check()
    form.get_by_role("button", name="Code these words").click()

    expect(page.locator("#coding-status")).to_contain_text("Coded: Time and workload · barrier")
    assert coded_words() == [("It took me years.", "bar.time", Pole.BARRIER)]
    assert Coding.objects.get().target == Target.COLLEAGUES

    page.get_by_role("button", name="Remove Time and workload").click()
    expect(page.locator(".margin-note")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".margin-note")).to_have_count(1)
    assert len(coded_words()) == 1
