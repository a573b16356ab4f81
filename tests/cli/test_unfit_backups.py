"""What `ecotone restore` refuses, and that nothing has changed when it does."""

import json
import os
import tarfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from ecotone.consent import operations
from ecotone.foundation.models import Lease, Programme
from ecotone.register.models import Participant
from tests.cli.conftest import Terminal
from tests.consent.test_withdrawal import make_zephyrine, traces_of
from tests.factories.consent import make_consenting
from tests.factories.listening import make_sent


def test_data_here_are_not_replaced_without_a_yes(
    terminal: Terminal, programme: Programme
) -> None:
    backup = terminal.backup()

    status, _, complaint = terminal.run("restore", backup)

    assert programme
    assert status == 1
    assert "There are data here: 1 person. The backup holds 1 person." in complaint
    assert "--yes" in complaint


def test_a_dry_run_changes_nothing(terminal: Terminal, programme: Programme) -> None:
    zephyrine = make_zephyrine(programme)
    backup = terminal.backup()
    operations.withdraw_participant(participant=zephyrine, at=timezone.now(), by=None)

    said = terminal.restore(backup, "--dry-run")

    assert "is whole and fits: 2 people. Here now: 1 person. 1 person left since." in said
    assert Participant.objects.count() == 1


@pytest.fixture
def altered(terminal: Terminal, programme: Programme, tmp_path: Path) -> Iterator[Callable]:
    """Make a backup whose first page, or one of whose parts, says something else."""
    assert programme
    folder, made = tmp_path / "inside", terminal.backup()
    with tarfile.open(made) as tar:
        tar.extractall(folder, filter="data")

    def pack(change: Callable[[dict], None], *, spoil: bool = False) -> str:
        page = json.loads((folder / "manifest.json").read_text())
        change(page)
        (folder / "manifest.json").write_text(json.dumps(page))
        if spoil:
            part = folder / page["parts"][0]["name"]
            part.write_bytes(part.read_bytes()[:-1] + b"!")
        out = tmp_path / "altered.tar"
        with tarfile.open(out, "w") as tar:
            for name in ("manifest.json", *(part["name"] for part in page["parts"])):
                tar.add(folder / name, name)
        return str(out)

    return pack


ALTERED = {
    "another database": (
        lambda page: page.update(database="oracle"),
        "This is a backup of oracle",
    ),
    "a newer version": (
        lambda page: page["migrations"].append("consent.9999_later"),
        "consent.9999_later is not known",
    ),
    "another key": (lambda page: page.update(key_check="x"), "The keys here do not open"),
    "a newer form": (lambda page: page.update(form=2), "in a form not known here"),
}


@pytest.mark.parametrize("what", ALTERED)
def test_a_backup_that_does_not_fit_is_refused(
    terminal: Terminal, altered: Callable[..., str], what: str
) -> None:
    change, reason = ALTERED[what]

    status, said, complaint = terminal.run("restore", altered(change), "--yes")

    assert (status, said) == (1, "")
    assert reason in complaint


def test_a_damaged_backup_is_refused_and_nothing_changes(
    terminal: Terminal, altered: Callable[..., str], home: Path
) -> None:
    spoilt = altered(lambda _page: None, spoil=True)

    status, _, complaint = terminal.run("restore", spoilt, "--yes")

    assert status == 1
    assert "The backup is damaged" in complaint
    assert not (home / "kept-aside").exists()


def test_a_file_that_is_no_backup_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    other = tmp_path / "holiday.tar"
    other.write_bytes(os.urandom(4096))

    status, _, complaint = terminal.run("restore", str(other), "--yes")

    assert status == 1
    assert "no backup of Ecotone" in complaint


def test_a_line_that_cannot_be_read_stops_the_restore(
    terminal: Terminal, programme: Programme, home: Path
) -> None:
    backup = terminal.backup()
    (home / "withdrawals.log").write_text("2026-03-02T12:00:00+00:00 left across\n")

    status, _, complaint = terminal.run("restore", backup, "--yes")

    assert programme
    assert status == 1
    assert "Line 1 of withdrawals.log cannot be read." in complaint


def test_nothing_is_restored_while_a_worker_is_at_work(
    terminal: Terminal, programme: Programme
) -> None:
    backup = terminal.backup()
    until = timezone.now() + timedelta(minutes=1)
    Lease.objects.create(name="worker:1", holder="one", until=until)

    status, _, complaint = terminal.run("restore", backup, "--yes")

    assert programme
    assert (status, "A worker is using the database." in complaint) == (1, True)


def test_when_putting_in_order_fails_what_was_here_is_here_again(
    terminal: Terminal, programme: Programme, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = terminal.backup()
    make_sent(make_consenting(programme), {1: "Said after the backup."})

    def fail(*_words: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ecotone.consent.operations.replay", fail)
    status, _, _ = terminal.run("restore", backup, "--yes")

    assert (status, (home / "withdrawals.log").exists()) == (1, True)
    assert traces_of(("Said after the backup.",)) == {"Said after the backup."}
