"""Whoever picks up a sheet of paper answers its questions, learns no name and ends nothing."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecotone.foundation.models import Programme, Role
from ecotone.register.models import Participant
from ecotone.register.operations import print_personal_links
from tests.factories.consent import make_consenting
from tests.factories.foundation import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def finder(programme: Programme) -> Client:
    """Somebody who came in by the code on a strip of paper that was left lying about."""
    links = print_personal_links(
        programme=programme,
        participants=[make_consenting(programme)],
        leads_to="REFLECTION",
        at=timezone.now(),
        by=make_member(programme, Role.INTERVIEWER),
    )
    browser = Client()
    browser.post(reverse("register:my_link", args=(links[0].token,)))
    return browser


def test_a_strip_of_paper_opens_the_page_of_consent(finder: Client) -> None:
    assert finder.get(reverse("consent:mine")).status_code == 200


@pytest.mark.parametrize("shut", ["consent:my_everything", "consent:leave"])
def test_a_strip_of_paper_neither_names_anybody_nor_ends_anything(
    finder: Client, shut: str
) -> None:
    answers = finder.get(reverse(shut)), finder.post(reverse(shut))

    assert [answer.status_code for answer in answers] == [409, 409]
    assert Participant.objects.count() == 1
