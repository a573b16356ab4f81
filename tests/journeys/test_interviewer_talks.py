"""An interviewer talks with a teacher, who says whether the notes are fair; then paper."""

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from ecotone.foundation.models import Role
from ecotone.listening.choices import Fairness, Mode
from ecotone.listening.models import Conversation
from ecotone.listening.queries import fairness_of
from ecotone.register.models import Participant
from ecotone.register.operations import open_personal_link
from tests.factories.consent import make_consenting
from tests.factories.foundation import make_member
from tests.factories.listening import make_instruments
from tests.factories.register import make_register

Check = Callable[[Page], None]
IN_A_POCKET: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture
def jane() -> Participant:
    programme = make_register()
    make_instruments(programme)
    return make_consenting(programme)


def listening(participant: Participant) -> str:
    return f"/programmes/{participant.programme.slug}/listening/"


def test_a_talk_is_noted_found_fair_and_followed_by_a_reflection_on_paper(
    page: Page,
    new_context: Callable[..., BrowserContext],
    come_in: Callable[..., None],
    is_fit: Check,
    jane: Participant,
) -> None:
    come_in(make_member(jane.programme, Role.INTERVIEWER, name="Ines Marsh"))
    phone = new_context().new_page()
    phone.set_viewport_size(IN_A_POCKET)

    page.goto(listening(jane))
    read_consent_back(page, is_fit)
    note_and_finish(page, is_fit)
    find_notes_fair(phone, jane, is_fit)
    talk = Conversation.objects.get(mode=Mode.LIVE)
    assert fairness_of([talk]) == {talk.pk: Fairness.CORRECTED}
    page.goto(f"{listening(jane)}paper/reflection/?sector=primary")
    is_fit(page)
    page.goto(f"{listening(jane)}hear/{jane.key}/?kind=reflection")
    type_in_a_paper(page, is_fit)

    page.goto(listening(jane))
    counts = page.get_by_role("row", name="Primary").first
    expect(counts).to_contain_text("Notes taken while talking: 1")
    expect(counts).to_contain_text("On paper, typed in: 1")
    is_fit(page)


def read_consent_back(page: Page, is_fit: Check) -> None:
    page.get_by_role("cell").get_by_role("link", name="Hear").click()
    is_fit(page)
    page.get_by_role("button", name="Talk now").click()
    page.get_by_role("button", name="Begin the talk").click()
    expect(page.get_by_role("alert")).to_contain_text("Read the seven back first")
    is_fit(page)
    page.get_by_label("Read back, and confirmed by them").check()
    page.get_by_role("button", name="Begin the talk").click()


def note_and_finish(page: Page, is_fit: Check) -> None:
    place = page.locator(".talk-saved")
    expect(page.locator(".talk-list [aria-current]")).to_have_count(1)  # the keys are there
    page.get_by_label("Notes under question 1", exact=True).fill("Teaches Year 4.")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.type("Lets children plan the test.")
    expect(place).to_have_text(re.compile(r"Saved \d\d:\d\d"))
    page.locator("#q4").get_by_label("Skipped").check()
    expect(page.locator(".clock")).to_contain_text("in all")
    is_fit(page)
    page.reload()
    note = page.get_by_label("Notes under question 2", exact=True)
    expect(note).to_have_value("Lets children plan the test.")
    page.get_by_role("button", name="Finish the talk").click()
    is_fit(page)
    page.get_by_role("button", name="is this fair?").click()
    expect(page.get_by_text("no word yet")).to_be_visible()


def find_notes_fair(phone: Page, participant: Participant, is_fit: Check) -> None:
    link = open_personal_link(participant=participant, at=timezone.now(), by=None)
    phone.goto(f"/my/link/{link.token}/")
    phone.get_by_role("button", name="Continue").click()
    phone.goto("/my/")
    phone.get_by_role("link", name="Is this fair?").first.click()
    is_fit(phone)
    phone.get_by_role("link", name="Put it right").first.click()
    phone.get_by_label("How would you put it?").fill("I teach Year 4 and lead science.")
    is_fit(phone)
    phone.get_by_role("button", name="Save my wording").click()
    phone.get_by_role("button", name="Yes, fair").click()
    expect(phone.get_by_text("It is written down that the notes are fair")).to_be_visible()


def type_in_a_paper(page: Page, is_fit: Check) -> None:
    page.get_by_role("button", name="Type it in").click()
    page.get_by_label("When did it take place?").fill("2026-02-20")
    is_fit(page)
    page.get_by_role("button", name="Open the questions").click()
    page.get_by_label("Answer to question 2", exact=True).fill("All of them were talking.")
    page.get_by_role("button", name="That is all of it").click()
    expect(page.get_by_text("The paper is in, word for word")).to_be_visible()


def test_a_talk_is_noted_without_scripts(
    page_without_scripts: Page, come_in: Callable[..., None], jane: Participant
) -> None:
    page = page_without_scripts
    come_in(make_member(jane.programme, Role.INTERVIEWER), page)

    page.goto(f"{listening(jane)}hear/{jane.key}/talk/")
    page.get_by_label("Read back, and confirmed by them").check()
    page.get_by_role("button", name="Begin the talk").click()
    page.get_by_label("Notes under question 1", exact=True).fill("Teaches Year 4.")
    page.get_by_role("button", name="Save, and go on later").click()
    page.get_by_label("Notes under question 8", exact=True).fill("Hopes for ideas.")
    page.get_by_role("button", name="Finish the talk").click()

    expect(page.get_by_text("Teaches Year 4.")).to_be_visible()
    expect(page.get_by_text("Hopes for ideas.")).to_be_visible()
