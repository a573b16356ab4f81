"""The page of data protection, and what participants read of it on theirs."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ecotone.foundation.models import Programme, Role, User
from ecotone.register.models import (
    DataProtection,
    EthicsApproval,
    Participant,
    PrivacyNotice,
)
from tests.factories.consent import make_consenting
from tests.factories.foundation import make_member
from tests.register.pages import text_of

pytestmark = pytest.mark.django_db
BrowserOf = Callable[[Participant], Client]
FILLED = {
    "controller": "College of the Valley",
    "purpose": "Learning from each other",
    "lawful_basis": "legitimate-interests",
    "kept_until": "2032-08-31",
    "complaints_to": "privacy@valley.example",
    "notice": "We keep little and not for long.",
    "notice_url": "",
}


@pytest.fixture
def admin(programme: Programme, client: Client) -> User:
    user = make_member(programme, Role.HUB_ADMIN)
    client.force_login(user)
    return user


@pytest.fixture
def desk(admin: User, client: Client) -> Client:
    """Return the browser in which the hub admin is signed in."""
    assert admin.is_active
    return client


def page_of(programme: Programme) -> str:
    return reverse("consent:protection", args=(programme.slug,))


def test_what_the_hub_fills_in_is_what_participants_read(
    programme: Programme, desk: Client, browser_of: BrowserOf
) -> None:
    jane = make_consenting(programme)

    answer = desk.post(page_of(programme), FILLED)

    mine = text_of(browser_of(jane).get(reverse("consent:privacy")))
    assert answer.status_code == 302
    for words in ("College of the Valley", "legitimate interests", "31 August 2032"):
        assert words in mine
    assert "We keep little and not for long." in mine
    assert "privacy@valley.example" in mine
    assert PrivacyNotice.objects.count() == 2


@pytest.mark.parametrize("missing", ["controller", "purpose", "lawful_basis", "notice"])
def test_a_gap_is_named_at_its_field_and_nothing_is_kept(
    programme: Programme, desk: Client, missing: str
) -> None:
    before = DataProtection.objects.values().get()

    answer = desk.post(page_of(programme), FILLED | {missing: ""})

    assert answer.status_code == 422
    assert missing in answer.context["form"].errors
    assert DataProtection.objects.values().get() == before


def test_the_ethics_approval_is_a_form_of_its_own(programme: Programme, desk: Client) -> None:
    before = DataProtection.objects.values().get()
    address = reverse("consent:ethics", args=(programme.slug,))

    wrong = desk.post(address, {"reference": "2026-117", "body": "Board"})
    right = desk.post(
        address, {"reference": "2026-117", "approved_on": "2026-02-01", "body": "Board"}
    )

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert EthicsApproval.objects.get().approved_on == date(2026, 2, 1)
    assert DataProtection.objects.values().get() == before
    page = text_of(desk.get(page_of(programme)))
    assert "The lawful basis stays as it was." in page
    assert page.count('value="2031-12-31"') == 1


@pytest.mark.parametrize("page", ["listening:my", "consent:mine", "consent:complain"])
def test_every_participant_page_leads_to_the_privacy_page(
    programme: Programme, browser_of: BrowserOf, page: str
) -> None:
    mine = browser_of(make_consenting(programme)).get(reverse(page), follow=True)

    assert f'href="{reverse("consent:privacy")}"' in text_of(mine)


def test_without_a_link_there_is_no_privacy_link_either(client: Client) -> None:
    page = text_of(client.get(reverse("consent:privacy")))

    assert "Your data: who keeps it" not in page
