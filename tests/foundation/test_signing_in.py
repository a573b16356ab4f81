"""Signing in with a mailed code: one way in, and nothing to learn for strangers."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from ecotone.foundation.models import User
from tests.factories.foundation import make_user

pytestmark = pytest.mark.django_db

ASK = reverse("account_request_login_code")
ENTER = reverse("account_confirm_login_code")
EMAIL = "robin@hub.example"


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet() -> None:
    cache.clear()


@pytest.fixture
def user() -> User:
    return make_user(email=EMAIL)


def mailed_code() -> str:
    found = re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.MULTILINE)
    assert found is not None
    return found[1]


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.usefixtures("user")
def test_the_mailed_code_opens_the_door(client: Client) -> None:
    client.post(ASK, {"email": EMAIL})

    answer = client.post(ENTER, {"code": mailed_code()})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert is_signed_in(client)


@pytest.mark.usefixtures("user")
def test_the_mail_is_in_our_words_and_holds_no_link(client: Client) -> None:
    client.post(ASK, {"email": EMAIL})

    (sent,) = mail.outbox
    assert sent.subject == "Your code to sign in to Ecotone"
    assert "without the code nobody gets in" in sent.body
    assert "http" not in sent.body


@pytest.mark.usefixtures("user")
def test_one_goes_on_to_the_page_one_wanted(client: Client) -> None:
    client.post(ASK, {"email": EMAIL, "next": "/healthz"})

    answer = client.post(ENTER, {"code": mailed_code(), "next": "/healthz"})

    assert answer.headers["Location"] == "/healthz"


@pytest.mark.usefixtures("user")
def test_one_is_not_sent_to_somebody_elses_page(client: Client) -> None:
    client.post(ASK, {"email": EMAIL, "next": "https://elsewhere.example/"})

    answer = client.post(ENTER, {"code": mailed_code(), "next": "https://elsewhere.example/"})

    assert answer.headers["Location"] == "/"


@pytest.mark.usefixtures("user")
def test_an_unknown_address_sees_what_a_known_one_sees(client: Client) -> None:
    known = client.post(ASK, {"email": EMAIL}, follow=True)
    stranger = Client()
    unknown = stranger.post(ASK, {"email": "robot@hub.example"}, follow=True)

    def neutral(answer: object) -> str:
        text = answer.content.decode()
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
        return text.replace("robot@", "robin@")

    assert neutral(unknown) == neutral(known)
    assert [sent.to for sent in mail.outbox] == [[EMAIL]]


def test_no_code_at_all_fits_an_unknown_address(client: Client) -> None:
    client.post(ASK, {"email": "nobody@hub.example"})

    client.post(ENTER, {"code": ""})
    client.post(ENTER, {"code": "None"})

    assert not is_signed_in(client)


def test_an_account_put_to_rest_gets_no_code(client: Client, user: User) -> None:
    User.objects.update(is_active=False)

    client.post(ASK, {"email": user.email})

    assert mail.outbox == []


@pytest.mark.usefixtures("user")
def test_three_wrong_codes_end_the_attempt(client: Client) -> None:
    client.post(ASK, {"email": EMAIL})
    code = mailed_code()

    for _attempt in range(3):
        last = client.post(ENTER, {"code": "WRONG"})
    client.post(ENTER, {"code": code})

    assert (last.status_code, last.headers["Location"]) == (302, ASK)
    assert not is_signed_in(client)


@pytest.mark.usefixtures("user")
def test_a_wrong_code_is_answered_beside_the_field(client: Client) -> None:
    client.post(ASK, {"email": EMAIL})

    text = client.post(ENTER, {"code": "WRONG"}).content.decode()

    assert "This is not the code. Copy it from the newest mail." in text


@pytest.mark.usefixtures("user")
def test_codes_are_not_sent_without_end() -> None:
    for _attempt in range(5):
        Client().post(ASK, {"email": EMAIL})

    assert len(mail.outbox) == 3


def test_who_asks_for_many_addresses_is_slowed_down() -> None:
    answers = [Client().post(ASK, {"email": f"u{n}@hub.example"}) for n in range(21)]

    assert [answer.status_code for answer in answers] == [302] * 20 + [200]
    assert "Too many codes were asked for" in answers[-1].content.decode()


@pytest.mark.usefixtures("user")
def test_a_new_code_makes_the_old_one_useless(client: Client) -> None:
    client.post(ASK, {"email": EMAIL})
    old = mailed_code()
    client.post(ENTER, {"action": "resend"})

    client.post(ENTER, {"code": old})

    assert len(mail.outbox) == 2
    assert not is_signed_in(client)


@pytest.mark.usefixtures("user")
def test_a_get_changes_nothing(client: Client) -> None:
    client.post(ASK, {"email": EMAIL})
    code = mailed_code()

    for _scan in range(10):
        client.get(ENTER, {"code": code})
        client.head(ENTER, {"code": code})

    assert not is_signed_in(client)
    assert len(mail.outbox) == 1


def test_signing_out_takes_a_press(client: Client, user: User) -> None:
    client.force_login(user)

    asked = client.get(reverse("account_logout"))
    still_in = is_signed_in(client)
    client.post(reverse("account_logout"))

    assert "Sign out?" in asked.content.decode()
    assert (still_in, is_signed_in(client)) == (True, False)


@pytest.mark.parametrize("route", ["account_request_login_code", "account_logout"])
def test_every_sign_in_page_stands_alone(client: Client, user: User, route: str) -> None:
    if route == "account_logout":
        client.force_login(user)

    text = client.get(reverse(route)).content.decode()

    assert 'class="alone"' in text
    assert '<nav class="menu"' not in text


@pytest.mark.parametrize(
    "page", ["signup/", "password/reset/", "password/change/", "email/", "login/", "inactive/"]
)
def test_no_other_page_of_the_library_can_be_reached(client: Client, page: str) -> None:
    answer = client.get(f"/accounts/{page}")

    assert answer.status_code == 404


def test_the_old_name_of_the_page_leads_on(client: Client) -> None:
    answer = client.get(reverse("account_login"), {"next": "/healthz"})

    assert answer.headers["Location"] == f"{ASK}?next=%2Fhealthz"
