"""A programme is begun from nothing at a terminal, and people of the hub get their roles."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from ecotone.cli.programme import programme
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import AuditEvent, Membership, Programme, Role, User
from tests.factories.foundation import make_programme, make_user

pytestmark = pytest.mark.django_db
Terminal = Callable[..., Result]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Type a verb. The tables stand already, so nothing is prepared."""
    monkeypatch.setattr("ecotone.cli.programme.prepare_installation", lambda: None)

    def type_in(*words: str) -> Result:
        return CliRunner().invoke(programme, words, catch_exceptions=False)

    return type_in


def begin(terminal: Terminal, slug: str = "year-one", email: str = "Me@Hub.example") -> Result:
    who = ("--email", email, "--person", "New Comer")
    return terminal("begin", slug, "--name", "Year one", "--hub", "Our hub", *who)


def test_a_programme_is_begun_with_its_sectors_and_somebody_who_may_do_everything(
    terminal: Terminal,
) -> None:
    said = begin(terminal)

    begun = Programme.objects.get(slug="year-one")
    assert "sign in as Me@Hub.example" in said.output
    assert begun.sectors.count() == 3
    roles = Membership.objects.filter(programme=begun, user__email="me@hub.example")
    assert set(roles.values_list("role", flat=True)) == set(Role) - {Role.VIEWER}
    assert AuditEvent.objects.filter(verb="created a programme").count() == 1


@pytest.mark.parametrize(
    ("slug", "email", "told"),
    [("not a slug", "me@hub.example", "not a slug"), ("year-one", "nobody", "nobody")],
)
def test_what_cannot_be_an_address_is_refused_and_nothing_is_begun(
    terminal: Terminal, slug: str, email: str, told: str
) -> None:
    with pytest.raises(Refused, match=told):
        begin(terminal, slug, email)

    assert (Programme.objects.count(), User.objects.count()) == (0, 0)


def test_a_programme_is_begun_once(terminal: Terminal) -> None:
    begin(terminal)

    with pytest.raises(Refused, match="already"):
        begin(terminal)

    assert Programme.objects.count() == 1


def test_a_colleague_gets_an_account_and_roles(terminal: Terminal) -> None:
    slug = make_programme().slug

    said = terminal(
        "role", slug, "ines@hub.example", "interviewer", "coder", "--person", "Ines Marsh"
    )

    assert said.output == f"ines@hub.example has interviewer, coder in {slug}.\n"
    ines = User.objects.get(email="ines@hub.example")
    assert ines.name == "Ines Marsh"
    held = Membership.objects.filter(user=ines).values_list("role", flat=True)
    assert set(held) == {Role.INTERVIEWER, Role.CODER}


def test_somebody_with_an_account_needs_no_name(terminal: Terminal) -> None:
    slug, known = make_programme().slug, make_user(email="known@hub.example")

    terminal("role", slug, "Known@hub.example", "viewer")

    assert Membership.objects.get().user == known


def test_a_stranger_without_a_name_and_a_programme_that_is_not_there_are_refused(
    terminal: Terminal,
) -> None:
    slug = make_programme().slug

    with pytest.raises(Refused, match="has no account yet"):
        terminal("role", slug, "new@hub.example", "viewer")
    with pytest.raises(Refused, match="There is no programme “nowhere”"):
        terminal("role", "nowhere", "new@hub.example", "viewer", "--person", "New Comer")
