"""The menu shows what one may open, and where one is."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from ecotone.foundation import navigation
from ecotone.foundation.models import Programme, Role
from ecotone.foundation.navigation import Entry, Page
from ecotone.foundation.permissions import Action
from tests.factories.foundation import make_member, make_programme
from tests.foundation.test_outbox import queued

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    return make_programme()


def menu_at(programme: Programme, path: str, *actions: Action) -> list[Entry]:
    request = RequestFactory().get(path)
    request.programme, request.actions = programme, frozenset(actions)
    return navigation.entries_for(request)


def test_the_outbox_stands_in_the_menu_of_those_who_may_send(programme: Programme) -> None:
    queued(programme, "Heather", "David")
    address = reverse("foundation:outbox", args=(programme.slug,))

    (entry,) = [
        entry for entry in menu_at(programme, address, Action.SEND) if entry.label == "Outbox"
    ]

    assert (entry.address, entry.is_current, entry.waiting) == (address, True, 2)


def test_who_may_nothing_has_no_menu(programme: Programme) -> None:
    assert menu_at(programme, "/") == []


def test_a_page_below_keeps_its_entry_marked_and_no_other(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = {
        "foundation:outbox": Page("foundation:outbox", "Outbox", 1, Action.SEND),
        "foundation:audit": Page("foundation:audit", "Audit", 2, Action.SEND, is_aside=True),
    }
    monkeypatch.setattr(navigation, "_pages", pages)
    below = reverse("foundation:message", args=(programme.slug, 1))

    entries = menu_at(programme, below, Action.SEND)

    assert [(entry.label, entry.is_current, entry.is_aside) for entry in entries] == [
        ("Outbox", True, False),
        ("Audit", False, True),
    ]


def test_the_menu_of_a_page_names_the_way_one_is_in(
    client: Client, programme: Programme
) -> None:
    client.force_login(make_member(programme, Role.HUB_ADMIN))

    text = client.get(reverse("foundation:audit", args=(programme.slug,))).content.decode()

    assert text.count('aria-current="page"') == 1
    assert "Tables brought" in text
