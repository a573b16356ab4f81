"""Backups at a terminal, on both databases: nothing lost, nobody brought back."""

import json
import os
import shutil
import tarfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from ecotone import cli
from ecotone.consent import operations
from ecotone.consent.choices import Grant
from ecotone.consent.models import Withdrawal
from ecotone.consent.queries import grants_of
from ecotone.foundation import audit, outbox
from ecotone.foundation.compaction import rewrite_database
from ecotone.foundation.models import Lease, MessageState, OutboxMessage, Programme
from ecotone.listening.models import TextRevision
from ecotone.register.models import Participant, Person
from tests.consent.test_withdrawal import PLANTED, WORDS, make_zephyrine, traces_of
from tests.factories.consent import answer_grants, make_consenting
from tests.factories.foundation import NOON
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


def test_a_restore_of_yesterdays_backup_does_not_bring_back_who_left_today(
    terminal: Terminal, programme: Programme
) -> None:
    zephyrine = make_zephyrine(programme)
    yesterdays = terminal.backup()
    operations.withdraw_participant(participant=zephyrine, at=timezone.now(), by=None)

    said = terminal.restore(yesterdays, "--yes")

    assert "1 person who had left was removed again." in said
    assert traces_of(PLANTED) == set()
    assert traces_of((OTHERS,)) == {OTHERS}
    assert list(Withdrawal.objects.values_list("participant_key", flat=True)) == [zephyrine.key]


def test_on_a_new_machine_the_file_of_withdrawals_alone_is_enough(
    terminal: Terminal, programme: Programme, home: Path
) -> None:
    zephyrine = make_zephyrine(programme)
    backup = terminal.backup()
    operations.withdraw_participant(participant=zephyrine, at=timezone.now(), by=None)
    Withdrawal.objects.all().delete()  # as on a machine that never knew
    log = (home / "withdrawals.log").read_text()

    said = terminal.restore(backup, "--yes")

    assert str(zephyrine.key) in log
    assert "1 person who had left was removed again." in said
    assert traces_of(PLANTED) == set()


def test_a_file_of_withdrawals_kept_elsewhere_counts_too(
    terminal: Terminal, programme: Programme, home: Path, tmp_path: Path
) -> None:
    zephyrine = make_zephyrine(programme)
    backup = terminal.backup()
    operations.withdraw_participant(participant=zephyrine, at=timezone.now(), by=None)
    Withdrawal.objects.all().delete()
    elsewhere = shutil.move(home / "withdrawals.log", tmp_path / "elsewhere.log")

    terminal.restore(backup, "--yes", "--withdrawals", str(elsewhere))

    assert traces_of(PLANTED) == set()
    assert str(zephyrine.key) in (home / "withdrawals.log").read_text()


def test_a_backup_holds_no_word_of_who_left_before_it_was_made(
    terminal: Terminal, programme: Programme
) -> None:
    zephyrine = make_zephyrine(programme)
    operations.withdraw_participant(participant=zephyrine, at=timezone.now(), by=None)
    rewrite_database()

    content = Path(terminal.backup()).read_bytes()

    assert [words for words in PLANTED if words.encode() in content] == []


def test_a_restore_brings_back_what_was_lost(terminal: Terminal, programme: Programme) -> None:
    make_zephyrine(programme)
    backup = terminal.backup()
    TextRevision.objects.all().delete()

    said = terminal.restore(backup, "--yes")

    assert WORDS in set(TextRevision.objects.values_list("text", flat=True))
    assert "left" not in said
    assert Person.objects.count() == 2


def test_a_yes_taken_back_since_the_backup_stays_taken_back(
    terminal: Terminal, programme: Programme
) -> None:
    person = make_consenting(programme)
    backup = terminal.backup()
    now = timezone.now()
    operations.withdraw_grant(participant=person, grant=Grant.QUOTED, at=now, by=None)

    said = terminal.restore(backup, "--yes")

    restored = Participant.objects.get(key=person.key)
    assert "A yes that had been taken back was taken back again: 1." in said
    assert [grant for grant, given in grants_of(restored).items() if not given] == [
        Grant.QUOTED
    ]


def test_a_slip_put_right_since_the_backup_stays_right(
    terminal: Terminal, programme: Programme
) -> None:
    person = make_consenting(programme)
    backup = terminal.backup()
    now = timezone.now()
    operations.withdraw_grant(participant=person, grant=Grant.QUOTED, at=now, by=None)
    operations.undo_withdrawal(participant=person, grant=Grant.QUOTED, at=now, by=None)

    terminal.restore(backup, "--yes")

    assert grants_of(Participant.objects.get(key=person.key))[Grant.QUOTED]


def test_words_erased_after_fourteen_days_are_erased_again(
    terminal: Terminal, programme: Programme
) -> None:
    person = make_consenting(programme)
    make_sent(person, {2: WORDS})
    backup = terminal.backup()
    now = timezone.now()
    answer_grants(person, {Grant.INTERVIEW: False}, at=now - timedelta(days=15))
    operations.erase_what_was_taken_back(at=now)
    answer_grants(person, {Grant.INTERVIEW: True}, at=now)

    terminal.restore(backup, "--yes")

    assert traces_of((WORDS, OTHERS)) == {OTHERS}


def test_words_said_after_an_erasure_survive_a_restore(
    terminal: Terminal, programme: Programme
) -> None:
    person = make_consenting(programme)
    now = timezone.now()
    answer_grants(person, {Grant.INTERVIEW: False}, at=now - timedelta(days=15))
    operations.erase_what_was_taken_back(at=now)
    answer_grants(person, {Grant.INTERVIEW: True}, at=now)
    make_sent(person, {2: WORDS})
    backup = terminal.backup()

    terminal.restore(backup, "--yes")

    assert traces_of((WORDS,)) == {WORDS}


def test_the_trail_is_whole_after_a_restore_and_says_that_there_was_one(
    terminal: Terminal, programme: Programme
) -> None:
    zephyrine = make_zephyrine(programme)
    backup = terminal.backup()
    operations.withdraw_participant(participant=zephyrine, at=timezone.now(), by=None)
    length = audit.verify_chain(programme).length

    terminal.restore(backup, "--yes")

    newest = list(audit.trail_of(programme)[:2])
    assert audit.verify_chain(programme).is_whole
    assert audit.verify_chain(None).is_whole
    assert newest[0].verb == "left again after a restore"
    assert newest[1].verb.startswith("restored a backup of ")
    assert newest[1].reason.startswith(f"before: {length} entries, ending ")


def test_messages_that_waited_are_held_after_a_restore(
    terminal: Terminal, programme: Programme
) -> None:
    make_zephyrine(programme)
    backup = terminal.backup()
    outbox.forget_batch(programme=programme, batch="welcome", at=NOON, by=None)

    terminal.restore(backup, "--yes")

    states = OutboxMessage.objects.values_list("state", flat=True)
    assert list(states) == [MessageState.HELD]


def test_what_was_here_is_kept_aside_and_recordings_come_back(
    terminal: Terminal, programme: Programme, home: Path
) -> None:
    (home / "recordings").mkdir(parents=True)
    (home / "recordings" / "a.bin").write_bytes(b"sealed")
    backup = terminal.backup()
    (home / "recordings" / "a.bin").write_bytes(b"changed")
    (home / "recordings" / "b.bin").write_bytes(b"newer")

    terminal.restore(backup, "--yes")

    (aside,) = (home / "kept-aside").iterdir()
    assert programme
    assert [file.name for file in (home / "recordings").iterdir()] == ["a.bin"]
    assert (home / "recordings" / "a.bin").read_bytes() == b"sealed"
    assert {file.name for file in (aside / "recordings").iterdir()} == {"a.bin", "b.bin"}
    assert any("ecotone" in file.name or "database" in file.name for file in aside.iterdir())


# --- what is refused -------------------------------------------------------------------------


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
