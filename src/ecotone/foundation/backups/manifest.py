"""What stands on the first page of a backup: what it holds, from when, and its hashes."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from ecotone.foundation.errors import Refused

FILE = "manifest.json"
FORM = 1
KEYS = (
    "The keys of ECOTONE_ENCRYPTION_KEYS are not in this file. Without them nobody reads the "
    "names, addresses and raw words in it again. Keep a copy of them somewhere else."
)


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a backup, as it must come out of it again."""

    name: str
    bytes: int
    sha256: str

    @classmethod
    def of(cls, name: str, path: Path) -> "Part":
        return cls(name, path.stat().st_size, digest(path))


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The first page. `key_check` is a known word under the key in force."""

    made_at: datetime
    ecotone: str
    database: str
    migrations: tuple[str, ...]
    key_check: str
    counts: Mapping[str, int]
    parts: tuple[Part, ...]

    def as_text(self) -> str:
        written = asdict(self) | {
            "form": FORM,
            "made_at": self.made_at.isoformat(),
            "counts": dict(self.counts),
            "keys": KEYS,
        }
        return json.dumps(written, indent=2, sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> "Manifest":
        """Read a first page.

        Raises
        ------
        Refused
            When it is none, or written in a form that this version does not know.
        """
        try:
            read: dict[str, Any] = json.loads(text)
            if read["form"] != FORM:
                raise _newer_form()
            return cls(
                made_at=datetime.fromisoformat(read["made_at"]),
                ecotone=str(read["ecotone"]),
                database=str(read["database"]),
                migrations=tuple(map(str, read["migrations"])),
                key_check=str(read["key_check"]),
                counts={str(kind): int(number) for kind, number in read["counts"].items()},
                parts=tuple(Part(**part) for part in read["parts"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            raise not_a_backup() from None


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def not_a_backup() -> Refused:
    return Refused(
        _("This file is no backup of Ecotone, or is damaged."),
        remedy=_("Choose a file that `ecotone backup` wrote, or an older one."),
    )


def _newer_form() -> Refused:
    return Refused(
        _("This backup was written by a newer Ecotone, in a form not known here."),
        remedy=_("Install that version, or a newer one, and restore there."),
    )
