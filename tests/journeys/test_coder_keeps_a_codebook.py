"""A coder moves a code with the keyboard, merges another, and takes both back."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from ecotone.coding.queries import codebook
from ecotone.foundation.models import Programme
from tests.factories.coding import make_coder, make_study


def keys_of(study: Programme) -> list[str]:
    return [entry.code.key for entry in codebook(study)][:4]


def test_a_codebook_is_reshaped_by_keys_and_forms_and_put_back_from_its_history(
    page: Page,
    live_server: LiveServer,
    come_in: Callable[..., None],
    is_fit: Callable[[Page], None],
) -> None:
    study = make_study()
    come_in(make_coder(study))
    page.goto(f"{live_server.url}/programmes/{study.slug}/coding/codebook/")
    page.locator(".tree-family > summary").first.press("Enter")
    code = page.get_by_role("link", name="Feedback for improvement")

    code.press("Alt+ArrowUp")
    expect(page.locator("#tree-status")).to_contain_text("Moved.")
    moved = keys_of(study)
    is_fit(page)
    page.get_by_text("Change “Shared success criteria”").locator("xpath=..").press("Enter")
    page.get_by_role("link", name="Merge into another").locator("visible=true").click()
    page.get_by_label("Into").select_option(label="Feedback for improvement")
    page.get_by_label("Why").fill("Nobody told them apart.")
    is_fit(page)
    page.get_by_role("button", name="Merge").click()
    page.get_by_role("link", name="Version 3").click()
    expect(page.get_by_text("because Nobody told them apart.")).to_be_visible()
    is_fit(page)
    for _ in range(2):
        page.get_by_role("button", name="Undo version").first.click()

    assert moved == ["asm", "asm.feedback", "asm.afl", "asm.peerself"]
    assert keys_of(study) == ["asm", "asm.afl", "asm.feedback", "asm.peerself"]
