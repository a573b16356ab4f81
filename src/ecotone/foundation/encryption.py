"""Keeping names and addresses unreadable to whoever holds only the database file."""

import hashlib
import hmac
import json
import zlib
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction
from django.db.models import Lookup, QuerySet

COMPRESSION = 1  # a table shrinks to a fifth; more would cost more time than it saves


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
    key = _fingerprint_key(settings.SECRET_KEY)
    return hmac.new(key, text.strip().casefold().encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=4)
def _fingerprint_key(secret: str) -> bytes:
    return hashlib.sha256(b"fingerprint" + secret.encode()).digest()


class _EncryptedField(models.Field[Any, Any]):
    """What both kinds of encrypted field refuse: to be looked for by what they hold."""

    def get_internal_type(self) -> str:
        return "TextField"

    def get_lookup(self, lookup_name: str) -> type[Lookup[Any]] | None:
        if lookup_name in {"isnull", "exact"}:  # exact only ever finds the empty text
            return super().get_lookup(lookup_name)
        raise TypeError(f"Encrypted text cannot be looked up by {lookup_name}.")


class EncryptedTextField(_EncryptedField, models.TextField[str, str]):
    """Text stored as a Fernet token. It cannot be searched or sorted; see `fingerprint`."""

    def get_prep_value(self, value: str | None) -> str | None:
        return encrypt(value) if value else value

    def from_db_value(
        self, value: str | None, *_expression_and_connection: object
    ) -> str | None:
        return decrypt(value) if value else value


class EncryptedJSONField(_EncryptedField):
    """Lists and dictionaries, compressed and stored as a Fernet token, empty ones as well."""

    def get_prep_value(self, value: object) -> str:
        written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        packed = zlib.compress(written.encode(), COMPRESSION)
        return keyring().encrypt(packed).decode()

    def from_db_value(self, value: str | None, *_expression_and_connection: object) -> object:
        return json.loads(zlib.decompress(keyring().decrypt(value))) if value else None


def encrypted_fields() -> dict[type[models.Model], list[_EncryptedField]]:
    """Return every table that holds encrypted text, with its fields."""
    found = {
        model: [f for f in model._meta.get_fields() if isinstance(f, _EncryptedField)]  # noqa: SLF001  # Django documents _meta
        for model in apps.get_models()
    }
    return {model: fields for model, fields in found.items() if fields}


def rotate_keys() -> int:
    """Encrypt every stored text anew with the first key, and say how many rows there were.

    Afterwards the older keys are no longer needed. It may be stopped and run again.
    """
    return sum(_rotate(model, fields) for model, fields in encrypted_fields().items())


def _rotate(model: type[models.Model], fields: list[_EncryptedField]) -> int:
    names = [field.attname for field in fields]
    every: QuerySet[models.Model] = QuerySet(model)  # whatever a room's own manager leaves out
    keys = list(every.values_list("pk", flat=True))
    for key in keys:
        with transaction.atomic():  # one row at a time: nobody waits for the whole table
            row = every.select_for_update().only("pk", *names).filter(pk=key)
            for current in row:  # none, when it was removed meanwhile
                current.save(update_fields=names)
    return len(keys)
