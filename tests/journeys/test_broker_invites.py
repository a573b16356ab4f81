"""A broker adds a person with the reason for asking them, and hands over their own link."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from ecotone.foundation.models import Role
from ecotone.register.models import Invitation
from tests.factories.foundation import make_member
from tests.factories.register import make_register


def test_a_broker_invites_somebody_and_gives_them_a_way_in(
    page: Page,
    come_in: Callable[..., None],
    axe: Callable[[Page], None],
    is_fit: Callable[[Page], None],
) -> None:
    programme = make_register()
    come_in(make_member(programme, Role.BROKER))

    page.goto(f"/programmes/{programme.slug}/people/")
    axe(page)
    page.get_by_role("link", name="Add a person").first.click()
    page.get_by_label("Real name").fill("Marguerite Ashby")
    page.get_by_label("E-mail address").fill("marguerite@school.example")
    page.get_by_role("radio", name="Primary").check()
    page.get_by_label("Evidence").fill("Brought a class to the open laboratory.")
    page.locator("[name=criterion]").first.check()
    is_fit(page)
    page.get_by_role("button", name="Add them").click()

    expect(page.get_by_role("heading", level=1)).not_to_have_text("Marguerite Ashby")
    is_fit(page)
    page.get_by_role("button", name="Make a new link").click()
    expect(page.get_by_text("/my/link/")).to_be_visible()
    assert Invitation.objects.get().evidence == "Brought a class to the open laboratory."
