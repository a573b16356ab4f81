"""An interviewer brings the captions of a talk of three, a coder reads it, and it is undone."""

from collections.abc import Callable

from django.urls import reverse
from playwright.sync_api import Page, expect

from ecotone.coding.models import Coding
from ecotone.foundation.models import Role
from ecotone.listening.models import Conversation
from tests.factories.coding import make_study
from tests.factories.consent import make_consenting
from tests.factories.foundation import make_member
from tests.factories.transcripts import THREE_SPEAK


def test_a_talk_is_brought_read_and_undone(
    page: Page,
    come_in: Callable[..., None],
    is_fit: Callable[[Page], None],
) -> None:
    programme = make_study()
    jane, tom = make_consenting(programme), make_consenting(programme, sector="university")
    ines = make_member(programme, Role.INTERVIEWER, Role.CODER, name="Ines Ford")
    come_in(ines)

    page.goto(f"/programmes/{programme.slug}/listening/bring/")
    is_fit(page)
    page.get_by_label("A conversation, in which is marked who speaks").check()
    page.get_by_label("An interview").check()
    page.get_by_label("When did it take place?").fill("2026-02-27")
    page.get_by_label("A file").set_input_files(
        {"name": "talk.vtt", "mimeType": "text/vtt", "buffer": THREE_SPEAK}
    )
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("Interviewer")).to_have_value("interviewer")
    page.get_by_label("Jane Eyre").select_option(jane.pseudonym)
    page.get_by_label("Tom Wren").select_option(tom.pseudonym)
    is_fit(page)
    page.get_by_role("button", name="See how it would stand").click()
    expect(page.get_by_text("I let them mark each other.")).to_be_visible()
    is_fit(page)
    page.get_by_role("button", name="Take in 2 conversations").click()
    expect(page.get_by_text("2 conversations are in")).to_be_visible()
    is_fit(page)
    settled = page.url

    talk = Conversation.objects.get(participant=jane)
    page.goto(reverse("coding:text", args=(programme.slug, talk.pk)))
    asked = page.locator(".said.asked").first
    expect(asked).to_contain_text("What works in your classes?")
    assert asked.evaluate("e => getComputedStyle(e).fontFamily") != page.locator(
        ".said:not(.asked)"
    ).first.evaluate("e => getComputedStyle(e).fontFamily")
    asked.click(click_count=3)
    expect(page.locator("#palette")).to_be_hidden()
    assert Coding.objects.count() == 0

    page.goto(settled)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("none of it is here any more")).to_be_visible()
    is_fit(page)
    assert Conversation.objects.count() == 0


def test_a_talk_is_brought_without_a_script(
    page_without_scripts: Page, come_in: Callable[..., None]
) -> None:
    page = page_without_scripts
    programme = make_study()
    jane = make_consenting(programme)
    come_in(make_member(programme, Role.INTERVIEWER), page)

    page.goto(f"/programmes/{programme.slug}/listening/bring/")
    page.get_by_label("An interview").check()
    page.get_by_label("When did it take place?").fill("2026-02-27")
    page.get_by_label("Or paste the text").fill("INT: What works?\nJane: Groups.")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Jane").select_option(jane.pseudonym)
    page.get_by_role("button", name="See how it would stand").click()
    page.get_by_role("button", name="Take in 1 conversation").click()

    assert Conversation.objects.get().participant == jane
