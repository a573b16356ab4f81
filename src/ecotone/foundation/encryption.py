"""Keeping names and addresses unreadable to whoever holds only the database file."""

import hashlib
import hmac
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models import Lookup


@lru_cache(maxsize=4)
def _keyring(keys: tuple[str, ...]) -> MultiFernet:
    if not keys:
        raise ImproperlyConfigured(
            "ECOTONE_ENCRYPTION_KEYS is empty. Put at least one key there: "
            "`ecotone doctor --new-key` prints one."
        )
    return MultiFernet([Fernet(key) for key in keys])


def keyring() -> MultiFernet:
    """Return the keys in force: the first encrypts, all of them decrypt."""
    return _keyring(tuple(settings.ENCRYPTION_KEYS))


def encrypt(text: str) -> str:
    return keyring().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    return keyring().decrypt(token.encode()).decode()


def fingerprint(text: str) -> str:
    """Return a keyed digest by which equal texts find each other without being readable.

    The key is derived from the site's secret and not from the encryption keys, so that
    rotating those does not strand every fingerprint.
    """
    key = hashlib.sha256(b"fingerprint" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, text.strip().casefold().encode(), hashlib.sha256).hexdigest()


class EncryptedTextField(models.TextField[str, str]):
    """Text stored as a Fernet token. It cannot be searched or sorted; see `fingerprint`."""

    def get_prep_value(self, value: str | None) -> str | None:
        return encrypt(value) if value else value

    def from_db_value(
        self, value: str | None, *_expression_and_connection: object
    ) -> str | None:
        return decrypt(value) if value else value

    def get_lookup(self, lookup_name: str) -> type[Lookup[Any]] | None:
        if lookup_name in {"isnull", "exact"}:  # exact only ever finds the empty text
            return super().get_lookup(lookup_name)
        raise TypeError(f"Encrypted text cannot be looked up by {lookup_name}.")
