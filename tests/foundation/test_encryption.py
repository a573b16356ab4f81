"""What is encrypted is unreadable without a key, and keys can be changed."""

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from ecotone.foundation import encryption
from ecotone.foundation.models import OutboxMessage, TableImport
from tests.factories.foundation import NOON, make_programme


def new_key() -> str:
    return Fernet.generate_key().decode()


def stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM foundation_outboxmessage")
        return str(cursor.fetchone()[0])


@pytest.fixture
def message(db: None) -> OutboxMessage:  # noqa: ARG001  # its rows are the database's
    return OutboxMessage.objects.create(
        programme=make_programme(),
        regarding="participant:1",
        batch="1",
        recipient_label="Heather",
        address="",
        subject="An idea",
        body="Dear Ŵyn",
        queued_at=NOON,
        send_at=NOON,
        try_at=NOON,
    )


def test_what_went_in_comes_out() -> None:
    token = encryption.encrypt("Ŵyn & Zoë")

    assert "Ŵyn" not in token
    assert encryption.decrypt(token) == "Ŵyn & Zoë"


def test_a_new_first_key_still_reads_what_the_old_one_wrote(settings: object) -> None:
    old, new = new_key(), new_key()
    settings.ENCRYPTION_KEYS = [old]
    token = encryption.encrypt("Heather")

    settings.ENCRYPTION_KEYS = [new, old]

    assert encryption.decrypt(token) == "Heather"


def test_without_its_key_nothing_can_be_read(settings: object) -> None:
    token = encryption.encrypt("Heather")

    settings.ENCRYPTION_KEYS = [new_key()]

    with pytest.raises(InvalidToken):
        encryption.decrypt(token)


def test_without_any_key_nothing_is_written(settings: object) -> None:
    settings.ENCRYPTION_KEYS = []

    with pytest.raises(ImproperlyConfigured, match="ECOTONE_ENCRYPTION_KEYS is empty"):
        encryption.encrypt("Heather")


def test_a_field_is_unreadable_in_the_database(message: OutboxMessage) -> None:
    assert "Dear" not in stored()

    message.refresh_from_db()
    assert message.body == "Dear Ŵyn"


def test_the_empty_text_stays_empty(message: OutboxMessage) -> None:
    OutboxMessage.objects.update(body="")

    message.refresh_from_db()
    assert (stored(), message.body) == ("", "")


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["contains", "startswith", "in", "gt"])
def test_encrypted_text_cannot_be_searched(lookup: str) -> None:
    with pytest.raises(TypeError, match="cannot be looked up"):
        OutboxMessage.objects.filter(**{f"body__{lookup}": "Dear"})


def test_rotation_writes_everything_anew_with_the_first_key(
    message: OutboxMessage, settings: object
) -> None:
    new = new_key()
    settings.ENCRYPTION_KEYS = [new, *settings.ENCRYPTION_KEYS]

    rotated = encryption.rotate_keys()
    settings.ENCRYPTION_KEYS = [new]

    message.refresh_from_db()
    assert (rotated, message.body) == (1, "Dear Ŵyn")


@pytest.mark.django_db
def test_rotation_knows_every_encrypted_field() -> None:
    found = encryption.encrypted_fields()

    assert {"address", "body"} <= {field.name for field in found[OutboxMessage]}
    assert [field.name for field in found[TableImport]] == ["header"]


def test_equal_texts_have_equal_fingerprints_whatever_the_keys(settings: object) -> None:
    before = encryption.fingerprint("Heather@School.example ")

    settings.ENCRYPTION_KEYS = [new_key()]

    assert encryption.fingerprint("heather@school.example") == before
    assert encryption.fingerprint("heather@school.examples") != before
