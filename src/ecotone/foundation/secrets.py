"""The two secrets of an installation that nobody was asked to make: the demo's.

Knows nothing of Django, whose settings can be read only once the secrets are there.
"""

import contextlib
import os
import secrets
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.fernet import Fernet

FILE = "secrets.env"


def new_key() -> str:
    """Make a key for ECOTONE_ENCRYPTION_KEYS."""
    return Fernet.generate_key().decode()


def keep_secrets(home: Path) -> None:
    """Make the secrets once, keep them in the installation's folder, put them where missing.

    What the environment already says wins. The file is for its owner's eyes only.
    """
    file = home / FILE
    if not file.exists():
        _write(file)
    for line in file.read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition("=")
        os.environ.setdefault(name, value)


def _write(file: Path) -> None:
    """Write the file as a whole; of two processes that try, the first one's stays."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=file.parent, encoding="utf-8") as draft:  # mode 0600
        draft.write(f"ECOTONE_SECRET_KEY={secrets.token_urlsafe(50)}\n")
        draft.write(f"ECOTONE_ENCRYPTION_KEYS={new_key()}\n")
        draft.flush()
        with contextlib.suppress(FileExistsError):
            os.link(draft.name, file)
