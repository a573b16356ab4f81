"""What must not be served: unsafe or impossible settings stop the start, with the remedy."""

import sqlite3
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.checks import Error, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http.request import validate_host

SHORTEST_SECRET = 32


def register_checks() -> None:
    for check in (check_secrets, check_search, check_public_address):
        register(check)


def check_secrets(*_apps: object, **_rest: object) -> list[Error]:
    """Find secrets that can be guessed, and keys that cannot keep a name."""
    found = []
    if len(_secret()) < SHORTEST_SECRET:
        found.append(
            Error(
                "ECOTONE_SECRET_KEY is missing or shorter than 32 characters.",
                hint="Put 50 random characters there and keep them: "
                'python -c "import secrets; print(secrets.token_urlsafe(50))"',
                id="ecotone.E001",
            )
        )
    if not settings.ENCRYPTION_KEYS or not all(map(_is_key, settings.ENCRYPTION_KEYS)):
        found.append(
            Error(
                "ECOTONE_ENCRYPTION_KEYS holds no key, or something that is none.",
                hint="`ecotone doctor --new-key` prints one. Keep every key ever used.",
                id="ecotone.E002",
            )
        )
    return found


def _secret() -> str:
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:  # Django's answer to an empty one names no remedy
        return ""


def _is_key(text: str) -> bool:
    try:
        Fernet(text)
    except ValueError:
        return False
    return True


def check_search(*_apps: object, **_rest: object) -> list[Error]:
    """Find a SQLite that was built without FTS5, by which words are searched."""
    if connection.vendor != "sqlite" or _has_full_text_search():
        return []
    return [
        Error(
            "This Python's SQLite cannot search text (FTS5 is missing).",
            hint="Use the system's Python 3.11 or newer, or PostgreSQL: ECOTONE_DATABASE_URL.",
            id="ecotone.E003",
        )
    ]


def _has_full_text_search() -> bool:
    trial = sqlite3.connect(":memory:")
    try:
        trial.execute("CREATE VIRTUAL TABLE trial USING fts5(words)")
    except sqlite3.OperationalError:
        return False
    finally:
        trial.close()
    return True


def check_public_address(*_apps: object, **_rest: object) -> list[Error]:
    """Keep from the public what lets everybody in or shows everything."""
    found = []
    if settings.HTTPS and (settings.DEMO or settings.DEBUG):
        found.append(
            Error(
                "A public address, and ECOTONE_DEMO or ECOTONE_DEBUG is on.",
                hint="Switch both off, or take the https address out of "
                "ECOTONE_PUBLIC_ADDRESS.",
                id="ecotone.E004",
            )
        )
    host = urlsplit(settings.PUBLIC_ADDRESS).hostname or ""
    if not validate_host(host, settings.ALLOWED_HOSTS):
        found.append(
            Error(
                f"ECOTONE_HOSTS does not name {host or 'the host'}, the host of "
                "ECOTONE_PUBLIC_ADDRESS.",
                hint=f"ECOTONE_HOSTS={host or 'ecotone.example.org'}",
                id="ecotone.E005",
            )
        )
    return found
