"""A participant sees sentences meant for print on a phone, and keeps one out."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from ecotone.coding.queries import publishable_quotes
from ecotone.foundation.models import Role, User
from tests.factories.coding import make_study
from tests.factories.foundation import make_member
from tests.factories.quotes import PASSAGE, make_author, make_printable
from tests.journeys.participants import come_in_by_link


def test_a_participant_vetoes_a_quote_and_it_is_gone_from_print(
    page: Page,
    live_server: LiveServer,
    come_in: Callable[[User], None],
    axe: Callable[[Page], None],
    is_fit: Callable[[Page], None],
    look: Callable[[Page, str], Path],
) -> None:
    programme = make_study()
    broker = make_member(programme, Role.BROKER)
    author = make_author(programme)
    make_printable(author, broker)

    come_in(broker)
    page.goto(f"/programmes/{programme.slug}/coding/codes/grp/")
    page.get_by_role("button", name="Choose for print").click()
    page.get_by_role("link", name="chosen for print").click()
    axe(page)
    page.get_by_role("button", name="Write to 1 person").click()
    expect(page.get_by_text("1 message waits in the outbox")).to_be_visible()
    look(page, "quotes-for-print")

    page.context.clear_cookies()
    come_in_by_link(page, author, live_server)
    page.goto("/my/")
    page.get_by_role("link", name="Look at your sentences").click()
    expect(page.locator("mark")).to_have_text(PASSAGE)
    is_fit(page)
    page.get_by_role("button", name="Yes, as it stands").click()
    expect(page.get_by_text("May be printed as it stands")).to_be_visible()
    assert [quote.printed for quote in publishable_quotes(programme)] == [PASSAGE]

    page.get_by_role("button", name="Do not print this").click()
    expect(page.get_by_text("Stays out of print", exact=True)).to_be_visible()
    look(page, "my-quotes")
    axe(page)

    assert publishable_quotes(programme) == []
