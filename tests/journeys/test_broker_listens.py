"""A broker reads what was said, brings a text, writes down a change, and has somebody leave."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from ecotone.consent.models import Withdrawal
from ecotone.foundation.models import Role
from ecotone.listening.models import TextRevision
from tests.factories.consent import make_consenting
from tests.factories.foundation import make_member
from tests.factories.listening import make_sent
from tests.factories.register import make_register


def test_a_broker_listens_and_lets_somebody_leave(
    page: Page,
    come_in: Callable[..., None],
    is_fit: Callable[[Page], None],
) -> None:
    programme = make_register()
    jane = make_consenting(programme, sector="university")
    make_sent(jane, {2: "I let them find the fault themselves."})
    come_in(make_member(programme, Role.BROKER))

    page.goto(f"/programmes/{programme.slug}/listening/")
    is_fit(page)
    page.get_by_role("link", name="1 of 8 answers").click()
    expect(page.get_by_text("I let them find the fault themselves.")).to_be_visible()
    is_fit(page)
    page.get_by_role("link", name="Listening").last.click()
    page.get_by_role("cell").get_by_role("link", name="Hear").click()
    is_fit(page)
    page.get_by_role("link", name="Bring it").click()
    page.get_by_label("An interview").check()
    page.get_by_label("When did it take place?").fill("2026-03-02")
    page.get_by_label("Or paste the text").fill("<b>Word</b> for word")
    is_fit(page)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("<b>Word</b> for word")).to_be_visible()
    assert TextRevision.objects.count() == 2

    page.get_by_role("link", name="Consent").click()
    is_fit(page)
    page.get_by_role("rowheader").get_by_role("link", name=jane.pseudonym).click()
    page.locator("#grant-publication").get_by_label("No", exact=True).check()
    is_fit(page)
    page.get_by_role("button", name="Write down the change").click()
    expect(page.get_by_text("written down by Robin Brook")).to_be_visible()
    page.get_by_role("link", name="wants to leave altogether").click()
    is_fit(page)
    number = page.get_by_text("the number of things that go:").inner_text().split()[-1]
    page.get_by_label("the number of things that go:").fill(number)
    page.get_by_role("button", name="Remove all of it").click()

    expect(page.get_by_text("One person has left")).to_be_visible()
    assert Withdrawal.objects.count() == 1
    assert TextRevision.objects.count() == 0
