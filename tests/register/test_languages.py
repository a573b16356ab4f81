"""In which language a participant reads us, on every device and in every letter."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecotone.foundation.languages import Language
from ecotone.register.models import Participant
from ecotone.register.operations import open_personal_link
from tests.factories.foundation import make_programme
from tests.factories.register import make_participant

pytestmark = pytest.mark.django_db

HOME = reverse("listening:my")


@pytest.fixture
def jane() -> Participant:
    return make_participant()


@pytest.fixture
def phone(jane: Participant) -> Client:
    return phone_of(jane)


def link_of(participant: Participant) -> str:
    issued = open_personal_link(participant=participant, at=timezone.now(), by=None)
    return reverse("register:my_link", args=(issued.token,))


def phone_of(participant: Participant) -> Client:
    phone = Client()
    phone.post(link_of(participant))
    return phone


def language_of(client: Client, page: str = HOME) -> str:
    return client.get(page).headers["Content-Language"]


def test_the_language_chosen_on_one_device_is_spoken_on_every_other(
    jane: Participant, phone: Client
) -> None:
    before = language_of(phone)

    phone.post(reverse("register:my_language"), {"language": "cy", "next": HOME})

    assert (before, language_of(phone)) == ("en-gb", "cy")
    jane.refresh_from_db()
    assert jane.language == Language.WELSH
    assert language_of(phone_of(jane)) == "cy"


@pytest.mark.usefixtures("jane")
def test_a_language_we_do_not_speak_changes_nothing(phone: Client) -> None:
    answer = phone.post(reverse("register:my_language"), {"language": "tlh", "next": HOME})

    assert (answer.headers["Location"], language_of(phone)) == (HOME, "en-gb")


def test_the_page_of_the_link_speaks_the_language_of_whoever_it_belongs_to(
    jane: Participant,
) -> None:
    jane.language = Language.WELSH
    jane.save()

    assert language_of(Client(), link_of(jane)) == "cy"


def test_whoever_has_not_come_in_chooses_for_their_own_browser(client: Client) -> None:
    make_programme()
    code_page = reverse("register:my_code")

    client.post(reverse("foundation:language"), {"language": "cy", "next": code_page})

    assert language_of(client, code_page) == "cy"


def test_changing_the_language_never_leads_to_somebody_elses_site(client: Client) -> None:
    elsewhere = {"language": "cy", "next": "https://elsewhere.example/"}

    answer = client.post(reverse("foundation:language"), elsewhere)

    assert answer.headers["Location"] == "/"


def test_the_settings_name_the_languages_we_speak() -> None:
    assert [(one.locale, one.label) for one in Language] == settings.LANGUAGES
