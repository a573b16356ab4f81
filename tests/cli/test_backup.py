"""Backups at a terminal, on both databases: nothing lost, nobody brought back."""

import shutil
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from ecotone.consent import operations
from ecotone.consent.choices import Grant
from ecotone.consent.models import Withdrawal
from ecotone.consent.queries import grants_of
from ecotone.foundation import audit
from ecotone.foundation.compaction import rewrite_database
from ecotone.foundation.models import MessageState, OutboxMessage, Programme
from ecotone.listening.models import TextRevision
from ecotone.register.models import Participant, Person
from tests.cli.conftest import OTHERS, Terminal
from tests.consent.test_withdrawal import PLANTED, WORDS, make_zephyrine, traces_of
from tests.factories.consent import answer_grants, make_consenting
from tests.factories.listening import make_sent


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
    OutboxMessage.objects.update(state=MessageState.SENT)

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
