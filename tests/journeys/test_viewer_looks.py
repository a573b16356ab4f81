"""A funder with a viewer's role sees the divide, and of people only what no number betrays."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from ecotone.demo.operations import load_story
from ecotone.foundation.models import AuditEvent, User
from tests.factories.foundation import NOON


def test_a_viewer_sees_no_names_no_words_and_no_way_to_them(
    page: Page,
    come_in: Callable[..., None],
    is_fit: Callable[[Page], None],
) -> None:
    story = load_story(at=NOON)
    come_in(User.objects.get(email="vera@example.org"))

    page.goto(f"/programmes/{story.slug}/")
    is_fit(page)
    expect(page.get_by_role("navigation", name="Main").get_by_role("link")).to_have_count(1)
    assert "Heather" not in page.content()
    answer = page.goto(f"/programmes/{story.slug}/matches/")

    assert answer is not None
    assert answer.status == 404
    assert AuditEvent.objects.filter(verb="was turned away").count() == 1
