"""A demo makes its own secrets once and keeps them."""

import os
import stat
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from ecotone.foundation.secrets import FILE, keep_secrets

NAMES = ("ECOTONE_SECRET_KEY", "ECOTONE_ENCRYPTION_KEYS")


@pytest.fixture(autouse=True)
def _no_secrets_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.setenv(name, "so that it is put back afterwards")
        monkeypatch.delenv(name)


def test_secrets_are_made_once_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_secrets(tmp_path / "new" / "home")
    made = [os.environ[name] for name in NAMES]
    for name in NAMES:
        monkeypatch.delenv(name)

    keep_secrets(tmp_path / "new" / "home")

    assert [os.environ[name] for name in NAMES] == made
    assert len(made[0]) >= 50
    assert Fernet(made[1])


def test_only_the_owner_may_read_them(tmp_path: Path) -> None:
    keep_secrets(tmp_path)

    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_what_the_environment_says_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ECOTONE_SECRET_KEY", "mine")

    keep_secrets(tmp_path)

    assert os.environ["ECOTONE_SECRET_KEY"] == "mine"
