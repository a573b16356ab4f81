"""A participant goes from an e-mail to a first saved answer, in three taps and no password.

A tap is a press on a link or a button. Opening the message is none, and typing is none: on the
first question the cursor stands in the box already.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from ecotone.consent.choices import Grant
from ecotone.consent.queries import grants_of
from ecotone.listening.models import Response
from tests.journeys.participants import link_of, make_heather

PHONES = [{"width": 390, "height": 844}, {"width": 320, "height": 640}]


@pytest.mark.parametrize("phone", PHONES, ids=["390", "320"])
def test_from_the_e_mail_to_a_first_saved_answer_in_three_taps(
    page: Page,
    live_server: LiveServer,
    is_fit: Callable[[Page], None],
    phone: dict[str, int],
) -> None:
    page.set_viewport_size(phone)  # type: ignore[arg-type]  # a width and a height
    heather = make_heather()

    page.goto(link_of(heather, live_server))  # the first tap: the link in the message
    is_fit(page)
    page.get_by_role("button", name="Continue as Heather").click()  # the second
    is_fit(page)
    page.get_by_role("button", name="Yes, ask me").click()  # the third
    page.wait_for_load_state("networkidle")
    page.keyboard.type("Science, at a secondary school.")

    expect(page.locator("#place")).to_contain_text("Saved ")
    is_fit(page)
    assert Response.objects.get().draft == "Science, at a secondary school."
    assert [grant for grant, is_given in grants_of(heather).items() if is_given] == [
        Grant.INTERVIEW
    ]


def test_a_no_is_kept_and_asks_nothing_more(page: Page, live_server: LiveServer) -> None:
    heather = make_heather()
    page.goto(link_of(heather, live_server))
    page.get_by_role("button", name="Continue as Heather").click()

    page.get_by_role("button", name="No, do not ask me").click()

    expect(page.get_by_text("You are asked nothing, as you wished")).to_be_visible()
    assert grants_of(heather)[Grant.INTERVIEW] is False
