"""When the last backup was made, for whoever looks whether the installation is well."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

FILE = "last-backup.json"


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The newest backup that this installation knows of; it may have been carried away."""

    made_at: datetime
    file: Path

    def age(self, *, at: datetime) -> timedelta:
        return at - self.made_at


def note_backup(file: Path, *, at: datetime) -> None:
    note = Path(settings.HOME) / FILE
    note.parent.mkdir(parents=True, exist_ok=True)
    written = {"made_at": at.isoformat(), "file": str(file.resolve())}
    note.write_text(json.dumps(written), encoding="utf-8")


def last_backup() -> LastBackup | None:
    note = Path(settings.HOME) / FILE
    if not note.exists():
        return None
    read = json.loads(note.read_text(encoding="utf-8"))
    return LastBackup(datetime.fromisoformat(read["made_at"]), Path(read["file"]))
