"""A terminal in this process, with an installation of its own to back up and restore."""

import json
from pathlib import Path

import pytest

from ecotone import cli
from ecotone.foundation.models import Programme
from tests.factories.consent import make_consenting
from tests.factories.listening import make_sent
from tests.factories.register import make_register
from tests.foundation.conftest import migrated_file, shared_database  # noqa: F401  # fixtures

OTHERS = "Somebody else's words stay."


class Terminal:
    """Runs `ecotone` in this process and keeps what it said."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def run(self, *words: str) -> tuple[int, str, str]:
        self.monkeypatch.setattr("sys.argv", ["ecotone", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = self.capsys.readouterr()
        return int(str(ended.value.code)), said.out, said.err

    def backup(self) -> str:
        status, said, _ = self.run("backup", "--json")
        assert status == 0
        return str(json.loads(said)["file"])

    def restore(self, file: str, *words: str) -> str:
        status, said, complaint = self.run("restore", file, *words)
        assert (status, complaint) == (0, "")
        return said


@pytest.fixture
def home(
    tmp_path: Path,
    settings: object,
    shared_database: dict[str, str],  # noqa: ARG001, F811  # a file of its own on SQLite
) -> Path:
    settings.HOME = tmp_path / "home"
    settings.RECORDINGS = settings.HOME / "recordings"
    return Path(settings.HOME)


@pytest.fixture
def terminal(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    home: Path,  # noqa: ARG001  # backups lie in it
) -> Terminal:
    return Terminal(monkeypatch, capsys)


@pytest.fixture
def programme(home: Path) -> Programme:  # noqa: ARG001  # in the database of this test
    programme = make_register()
    make_sent(make_consenting(programme), {1: OTHERS})
    return programme
