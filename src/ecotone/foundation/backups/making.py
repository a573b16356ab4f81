"""Making a backup: a copy of the living database, the recordings, and the first page."""

import os
import shutil
from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from ecotone.foundation.backups import postgresql
from ecotone.foundation.backups.ages import note_backup
from ecotone.foundation.backups.archive import pack
from ecotone.foundation.backups.manifest import Manifest, Part
from ecotone.foundation.encryption import encrypt

BACKUPS = "backups"
DATABASE = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
RECORDINGS = "recordings"
KNOWN_WORD = "ecotone"


def make_backup(out: Path | None, *, counts: Mapping[str, int], at: datetime) -> Path:
    """Write a backup and return where it lies. `counts` is what it says of itself."""
    file = out or settings.HOME / BACKUPS / f"ecotone-{at:%Y-%m-%d-%H%M%S}.tar"
    file.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".backing-up-", dir=file.parent) as folder:
        files = {**_database(Path(folder)), **_recordings(Path(folder))}
        pack(file, _manifest(files, counts, at), files)
    note_backup(file, at=at)
    return file


def _database(folder: Path) -> dict[str, Path]:
    name = DATABASE[connection.vendor]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Unlike a copy of the file, this leaves out what was deleted, and it is whole.
            cursor.execute("VACUUM INTO %s", [str(folder / name)])
    else:
        postgresql.dump(folder / name)
    return {name: folder / name}


def _recordings(folder: Path) -> dict[str, Path]:
    """Hold on to every recording after the rows that speak of them were copied.

    A second name for the same file costs no room, and survives a deletion meanwhile.
    """
    root = recordings_folder()
    held = {}
    for path in sorted(found for found in root.rglob("*") if found.is_file()):
        name = f"{RECORDINGS}/{path.relative_to(root).as_posix()}"
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if _hold(path, target):
            held[name] = target
    return held


def _hold(path: Path, target: Path) -> bool:
    try:
        os.link(path, target)
    except FileNotFoundError:
        return False  # deleted this very moment
    except OSError:  # another disk
        shutil.copyfile(path, target)
    return True


def recordings_folder() -> Path:
    return Path(settings.RECORDINGS)


def _manifest(files: Mapping[str, Path], counts: Mapping[str, int], at: datetime) -> Manifest:
    applied = MigrationRecorder(connection).applied_migrations()
    return Manifest(
        made_at=at,
        ecotone=_version(),
        database=connection.vendor,
        migrations=tuple(sorted(f"{app}.{name}" for app, name in applied)),
        key_check=encrypt(KNOWN_WORD),
        counts={**counts, "recordings": len(files) - 1},
        parts=tuple(Part.of(name, path) for name, path in files.items()),
    )


def _version() -> str:
    try:
        return version("ecotone")
    except PackageNotFoundError:  # run from its source
        return "source"
