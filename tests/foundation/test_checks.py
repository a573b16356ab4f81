"""An unsafe installation does not start."""

import sqlite3

import pytest
from cryptography.fernet import Fernet

from ecotone.foundation import checks


def found_by(check: object) -> list[str]:
    return [error.id for error in check()]


@pytest.mark.parametrize("secret", ["", "short", "x" * 31])
def test_a_secret_that_can_be_guessed_stops_the_start(settings: object, secret: str) -> None:
    settings.SECRET_KEY = secret

    assert found_by(checks.check_secrets) == ["ecotone.E001"]


@pytest.mark.parametrize(
    "keys", [[], ["not a key"], [Fernet.generate_key().decode(), ""], ["Zm9v"]]
)
def test_keys_that_are_none_stop_the_start(settings: object, keys: list[str]) -> None:
    settings.ENCRYPTION_KEYS = keys

    assert found_by(checks.check_secrets) == ["ecotone.E002"]


def test_good_secrets_pass() -> None:
    assert found_by(checks.check_secrets) == []


def test_a_database_that_cannot_search_stops_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class WithoutSearch(sqlite3.Connection):
        def execute(self, sql: str, *_values: object) -> sqlite3.Cursor:
            raise sqlite3.OperationalError(f"no such module in {sql}")

    plain = sqlite3.connect
    before = found_by(checks.check_search)
    monkeypatch.setattr(sqlite3, "connect", lambda name: plain(name, factory=WithoutSearch))
    monkeypatch.setattr(checks.connection, "vendor", "sqlite", raising=False)

    assert (before, found_by(checks.check_search)) == ([], ["ecotone.E003"])


@pytest.mark.parametrize("switched_on", ["DEMO", "DEBUG"])
def test_neither_demo_nor_debugging_is_public(settings: object, switched_on: str) -> None:
    settings.HTTPS, settings.DEMO, settings.DEBUG = True, False, False
    setattr(settings, switched_on, True)

    assert found_by(checks.check_public_address) == ["ecotone.E004"]


def test_the_public_address_must_be_answered(settings: object) -> None:
    settings.PUBLIC_ADDRESS = "http://ecotone.example.org"

    (error,) = checks.check_public_address()

    assert (error.id, error.hint) == ("ecotone.E005", "ECOTONE_HOSTS=ecotone.example.org")
