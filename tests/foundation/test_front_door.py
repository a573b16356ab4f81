"""The first page, the small pages, and what every answer says to the browser."""

import re

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import path, reverse
from pytest_django.asserts import assertTemplateUsed

from ecotone.config.urls import urlpatterns as real_addresses
from ecotone.foundation.errors import CellProblem, NotYours, Refused, TableRefused
from ecotone.foundation.models import AuditEvent, Role
from ecotone.foundation.views import failures
from tests.factories.foundation import make_member, make_programme, make_user

pytestmark = pytest.mark.django_db


def refuse(_request: object) -> None:
    raise Refused("There is no university participant.", remedy="Invite one.")


def refuse_a_table(_request: object) -> None:
    problems = (CellProblem(3, "sector", "is not known"),)
    raise TableRefused("The list was not taken in.", remedy="Mend it.", problems=problems)


def turn_away(_request: object) -> None:
    raise NotYours("Not here.", remedy="Go.", attempted="code in programme:7")


def break_down(_request: object) -> None:
    raise RuntimeError("Jane told us about her head teacher")


urlpatterns = [
    *real_addresses,
    path("refused/", refuse),
    path("table-refused/", refuse_a_table),
    path("turned-away/", turn_away),
    path("broken/", break_down),
]
handler500 = failures.incident

with_trial_pages = pytest.mark.urls(__name__)


# --- the first page --------------------------------------------------------------------------


def test_a_stranger_learns_what_this_is(client: Client) -> None:
    answer = client.get("/")

    assertTemplateUsed(answer, "foundation/welcome.html")
    text = answer.content.decode()
    assert "Where schools and universities learn from each other" in text
    assert reverse("account_request_login_code") in text
    assert "Look round the demo" not in text


def test_on_a_demo_the_way_in_is_shown_if_there_is_one(
    client: Client, settings: object
) -> None:
    settings.DEMO = True

    answer = client.get("/")

    assert answer.status_code == 200


def test_one_programme_is_entered_at_once(client: Client) -> None:
    programme = make_programme()
    client.force_login(make_member(programme, Role.BROKER, Role.CODER))

    answer = client.get("/")

    assert answer.headers["Location"] == reverse("exchange:divide", args=(programme.slug,))


def test_of_several_programmes_one_is_chosen(client: Client) -> None:
    programmes = [make_programme(name="First year"), make_programme(name="Second year")]
    user = make_member(programmes[0], Role.BROKER)
    client.force_login(user)
    make_programme(name="Somebody else's")
    make_second = make_member(programmes[1], Role.VIEWER)
    programmes[1].memberships.filter(user=make_second).update(user=user)

    answer = client.get("/")

    assertTemplateUsed(answer, "foundation/programmes.html")
    text = answer.content.decode()
    assert "First year" in text
    assert "Second year" in text
    assert "Somebody else" not in text


def test_without_a_programme_one_is_told_whom_to_ask(client: Client) -> None:
    client.force_login(make_user())

    assert "No programme yet" in client.get("/").content.decode()


# --- light and dark --------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_a_chosen_theme_is_remembered(client: Client, theme: str) -> None:
    client.post(reverse("foundation:theme"), {"theme": theme, "next": "/"})

    assert f'data-theme="{theme}"' in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/programmes/a/?page=2", "/programmes/a/?page=2"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("", "/"),
    ],
)
def test_the_switch_returns_to_a_page_of_ours(
    client: Client, wanted: str, reached: str
) -> None:
    answer = client.post(reverse("foundation:theme"), {"theme": "dark", "next": wanted})

    assert answer.headers["Location"] == reached


def test_an_unknown_theme_is_ignored(client: Client) -> None:
    answer = client.post(reverse("foundation:theme"), {"theme": "javascript:"})

    assert "theme" not in answer.cookies


# --- health ----------------------------------------------------------------------------------


def test_health_asks_the_database(client: Client) -> None:
    answer = client.get(reverse("foundation:health"))

    assert (answer.status_code, answer.content) == (200, b"ok")


def test_health_says_when_the_database_is_away(client: Client) -> None:
    def away(*_arguments: object) -> None:
        raise DatabaseError

    with connection.execute_wrapper(away):
        answer = client.get(reverse("foundation:health"))

    assert (answer.status_code, answer.content) == (503, b"no database")


# --- refusals and failures -------------------------------------------------------------------


@with_trial_pages
def test_a_refusal_is_a_page_that_says_what_to_do(client: Client) -> None:
    answer = client.get("/refused/")

    assertTemplateUsed(answer, "foundation/refused.html")
    assert answer.status_code == 409
    assert "<h1>There is no university participant.</h1>" in answer.content.decode()
    assert "Invite one." in answer.content.decode()


@with_trial_pages
def test_a_refused_table_names_its_cells(client: Client) -> None:
    answer = client.get("/table-refused/")

    cells = re.findall(r"<td[^>]*>([^<]*)</td>", answer.content.decode())
    assert (answer.status_code, cells) == (422, ["3", "sector", "is not known"])


@with_trial_pages
def test_a_refusal_leads_back_only_within_the_house(client: Client) -> None:
    text = client.get("/refused/", headers={"referer": "javascript:alert(1)"}).content.decode()

    assert "javascript:" not in text


@with_trial_pages
def test_what_is_not_yours_looks_like_nothing_and_is_audited(client: Client) -> None:
    user = make_user()
    client.force_login(user)

    answer = client.get("/turned-away/")

    event = AuditEvent.objects.get(verb="was turned away")
    assert answer.status_code == 404
    assert "This page is not here" in answer.content.decode()
    assert (event.actor, event.subject) == (f"user:{user.pk}", "code in programme:7")


def test_a_wrong_address_is_answered_calmly(client: Client) -> None:
    answer = client.get("/nowhere/")

    assertTemplateUsed(answer, "404.html")
    assert answer.status_code == 404
    assert "This page is not here" in answer.content.decode()


@with_trial_pages
def test_a_bug_tells_a_number_and_lets_nothing_out(caplog: pytest.LogCaptureFixture) -> None:
    client = Client(raise_request_exception=False)

    answer = client.get("/broken/")

    assertTemplateUsed(answer, "foundation/incident.html")
    number = re.search(r"number (\w{8})", answer.content.decode())
    assert answer.status_code == 500
    assert "Jane" not in answer.content.decode()
    assert number is not None
    assert any(number[1] in record.getMessage() for record in caplog.records)


@with_trial_pages
def test_a_bug_is_answered_even_when_the_database_is_away() -> None:
    client = Client(raise_request_exception=False)

    def away(*_arguments: object) -> None:
        raise DatabaseError

    with connection.execute_wrapper(away):
        answer = client.get("/broken/")

    assert "it is our fault" in answer.content.decode()


def test_a_form_without_its_token_is_answered_in_our_words() -> None:
    client = Client(enforce_csrf_checks=True)

    answer = client.post(reverse("foundation:theme"), {"theme": "dark"})

    assertTemplateUsed(answer, "foundation/stale_form.html")
    assert answer.status_code == 403
    assert "This form is too old" in answer.content.decode()


# --- what the browser is told ----------------------------------------------------------------


def test_pages_are_same_origin_and_cannot_be_framed(client: Client) -> None:
    headers = client.get("/").headers

    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_no_script_or_style_may_stand_in_a_page(client: Client) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]

    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    assert (rules["default-src"], rules["frame-ancestors"]) == ("'none'", "'none'")
    assert (rules["script-src"], rules["style-src"]) == ("'self'", "'self'")
    assert "unsafe" not in policy


def test_cookies_are_out_of_reach_of_scripts(client: Client) -> None:
    answer = client.get(reverse("account_request_login_code"))

    assert answer.cookies["csrftoken"]["httponly"]
    assert settings.SESSION_COOKIE_HTTPONLY
