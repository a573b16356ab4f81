"""Putting a backup in the place of what is here; what was here is kept aside."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection

from ecotone.foundation import audit
from ecotone.foundation.backups import postgresql
from ecotone.foundation.backups.making import DATABASE, RECORDINGS, recordings_folder
from ecotone.foundation.backups.manifest import Manifest
from ecotone.foundation.models import AuditChain, MessageState, OutboxMessage, Programme

KEPT_ASIDE = "kept-aside"


def kept_aside() -> list[Path]:
    """Return what earlier restores put aside and nobody has deleted yet."""
    folder = Path(settings.HOME) / KEPT_ASIDE
    return sorted(folder.iterdir()) if folder.exists() else []


@contextmanager
def put_in_place(unpacked: Path, *, at: datetime) -> Iterator[Path]:
    """Open the restored database to be put in order; yield where the present one is kept.

    Whatever goes wrong inside, the present database and recordings are in their place again.
    """
    aside = Path(settings.HOME) / KEPT_ASIDE / f"{at:%Y-%m-%d-%H%M%S}"
    aside.mkdir(parents=True)
    aside.chmod(0o700)
    in_place = _sqlite_in_place if connection.vendor == "sqlite" else _postgresql_in_place
    with _recordings_in_place(unpacked, aside), in_place(unpacked, aside):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        yield aside


@contextmanager
def _sqlite_in_place(unpacked: Path, aside: Path) -> Iterator[None]:
    """Put everything in order in the copy; only then does it take the place of the file."""
    copy = unpacked / DATABASE["sqlite"]
    present = Path(connection.settings_dict["NAME"])
    with _connected_to(copy):
        yield
    for part in present.parent.glob(f"{present.name}*"):
        if part.name in {present.name, f"{present.name}-wal", f"{present.name}-shm"}:
            part.rename(aside / part.name)
    shutil.move(copy, present)


@contextmanager
def _connected_to(path: Path) -> Iterator[None]:
    present = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = present


@contextmanager
def _postgresql_in_place(unpacked: Path, aside: Path) -> Iterator[None]:
    present = aside / DATABASE["postgresql"]
    postgresql.dump(present)
    present.chmod(0o600)
    try:
        postgresql.load(unpacked / DATABASE["postgresql"])
        yield
    except BaseException:
        postgresql.load(present)
        raise


@contextmanager
def _recordings_in_place(unpacked: Path, aside: Path) -> Iterator[None]:
    present, restored = recordings_folder(), unpacked / RECORDINGS
    if present.exists():
        shutil.move(present, aside / RECORDINGS)
    if restored.exists():
        present.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(restored, present)
    try:
        yield
    except BaseException:
        shutil.rmtree(present, ignore_errors=True)
        if (aside / RECORDINGS).exists():
            shutil.move(aside / RECORDINGS, present)
        raise


def settle(manifest: Manifest, *, ended: dict[str, str], at: datetime) -> None:
    """Let nothing of then go on by itself: nobody is signed in, no message leaves unseen.

    What waited in the outbox may have been sent or taken back since. `ended` is how each chain
    of the trail ended before the restore; the entries after the backup are not here any more,
    and the trail says so.
    """
    Session.objects.all().delete()
    OutboxMessage.objects.filter(state__in=(MessageState.WAITING, MessageState.SENDING)).update(
        state=MessageState.HELD
    )
    for programme in (None, *Programme.objects.order_by("pk")):
        name = f"programme:{programme.pk}" if programme else "installation"
        audit.record(
            f"restored a backup of {manifest.made_at:%Y-%m-%d %H:%M %Z}",
            name,
            programme=programme,
            actor=audit.actor_key(None),
            at=at,
            reason=ended.get(name, ""),
        )


def ends_of_chains() -> dict[str, str]:
    """Say how long each chain of the trail is, and what it ends with."""
    return {
        chain.name: f"before: {chain.length} entries, ending {chain.head[:16]}"
        for chain in AuditChain.objects.all()
    }
