"""`ecotone backup` and `ecotone restore`: a copy of everything, and the way back.

Whoever left, took back a yes or had words erased after the backup was made does not come back
with it: what is written in `withdrawals.log` is done again before anybody sees the pages.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ecotone.cli.start import start_django
from ecotone.foundation.errors import Refused

if TYPE_CHECKING:
    from ecotone.consent.operations import Replayed
    from ecotone.consent.queries.withdrawals_log import Line
    from ecotone.foundation.backups import Manifest

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.tar")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def backup(*, out: Path | None, as_json: bool) -> None:
    """Copy database and recordings into one file, while people go on working.

    The encryption keys are not in it. Keep them, and `withdrawals.log`, somewhere else.
    """
    start_django()
    from django.utils import timezone

    from ecotone.consent.operations import complete_log
    from ecotone.foundation.backups import make_backup

    at = timezone.now()
    complete_log()
    counts = _counts()
    _write_down("made a backup", at)
    file = make_backup(out, counts=counts, at=at)
    if as_json:
        click.echo(json.dumps({"file": str(file), **counts}, ensure_ascii=False))
    else:
        click.echo(f"{file}: {_people(counts['people'])}.")
        click.echo("The encryption keys are not in it: keep a copy of them somewhere else.")


@click.command()
@click.argument("file", type=EXISTING, metavar="FILE.tar")
@click.option("--dry-run", is_flag=True, help="Check the file and say what would happen.")
@click.option("--yes", "is_sure", is_flag=True, help="Replace what is here.")
@click.option(
    "--withdrawals",
    "more_logs",
    type=EXISTING,
    multiple=True,
    metavar="FILE.log",
    help="A withdrawals.log kept elsewhere; may be said several times.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def restore(
    *, file: Path, dry_run: bool, is_sure: bool, more_logs: tuple[Path, ...], as_json: bool
) -> None:
    """Put a backup in the place of what is here, and forget again who left since.

    What is here now is kept aside. Stop `ecotone serve` and `ecotone worker` first.
    """
    start_django()
    from django.conf import settings
    from django.utils import timezone

    from ecotone.foundation.backups import opened, refuse_unfit

    at = timezone.now()
    with opened(file, beside=settings.HOME) as (manifest, unpacked):
        refuse_unfit(manifest)
        present = _present()
        lines = _lines(present, more_logs)
        if dry_run:
            done = _Restored(manifest, present.people, _left_since(lines, manifest))
        else:
            _refuse_while_at_work(at)
            _refuse_without_yes(present, manifest, is_sure=is_sure)
            done = _restore(manifest, unpacked, lines, present, at)
    click.echo(json.dumps(done.as_dict()) if as_json else done.said())


@dataclass(frozen=True)
class _Present:
    """What is here before a restore; nothing at all on a new machine."""

    is_readable: bool
    people: int


@dataclass(frozen=True)
class _Restored:
    """What a restore did, or would do."""

    manifest: "Manifest"
    people_before: int
    left_since: int
    replayed: "Replayed | None" = None
    aside: Path | None = None

    def as_dict(self) -> dict[str, object]:
        return {
            "made_at": self.manifest.made_at.isoformat(),
            "people_before": self.people_before,
            "people_in_backup": self.manifest.counts.get("people", 0),
            "left_since": self.left_since,
            "replayed": asdict(self.replayed) if self.replayed else None,
            "kept_aside": str(self.aside) if self.aside else None,
        }

    def said(self) -> str:
        made = f"{self.manifest.made_at:%d %B %Y, %H:%M %Z}"
        people = _people(self.manifest.counts.get("people", 0))
        if self.replayed is None:
            return (
                f"The backup of {made} is whole and fits: {people}. Here now: "
                f"{_people(self.people_before)}. {_left(self.left_since)} since. "
                "Nothing was changed."
            )
        lines = [f"Restored the backup of {made}: {people}.", *_forgotten(self.replayed)]
        lines.append(
            "Everybody is signed out, and messages that waited are held: look at them."
        )
        if self.aside:
            lines.append(
                f"What was here before is in {self.aside}. Delete it when all is well."
            )
        return "\n".join(lines)


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _left(number: int) -> str:
    return "Nobody has left" if not number else f"{_people(number)} left"


def _forgotten(replayed: "Replayed") -> Iterator[str]:
    if replayed.people:
        were = "who had left was" if replayed.people == 1 else "who had left were"
        yield f"{_people(replayed.people)} {were} removed again."
    if replayed.grants:
        yield f"A yes that had been taken back was taken back again: {replayed.grants}."
    if replayed.erasures:
        yield f"Words that had been erased were erased again: {replayed.erasures}."


# --- what is here ----------------------------------------------------------------------------


def _present() -> _Present:
    """Look at the database here; one that cannot be read must still be replaceable."""
    from django.db import DatabaseError, connection

    try:
        if not connection.introspection.table_names():
            return _Present(is_readable=False, people=0)
        return _Present(is_readable=True, people=_counts()["people"])
    except DatabaseError:
        click.echo(
            "The database here cannot be read; only withdrawals.log is replayed.", err=True
        )
        return _Present(is_readable=False, people=0)


def _counts() -> dict[str, int]:
    from ecotone.foundation.models import Programme
    from ecotone.register.models import Participant

    return {
        "programmes": Programme.objects.count(),
        "people": Participant.objects.filter(withdrawn_at__isnull=True).count(),
    }


def _lines(present: _Present, more_logs: tuple[Path, ...]) -> "set[Line]":
    from ecotone.consent.queries.withdrawals_log import (
        lines_in_database,
        log_file,
        read_log,
    )

    lines = set().union(*map(read_log, (log_file(), *more_logs)))
    return lines | lines_in_database() if present.is_readable else lines


def _left_since(lines: "set[Line]", manifest: "Manifest") -> int:
    from ecotone.consent.queries.withdrawals_log import Happened

    left = [line for line in lines if line.happened == Happened.LEFT]
    return sum(line.at > manifest.made_at for line in left)


def _refuse_while_at_work(at: datetime) -> None:
    from django.db import DatabaseError

    from ecotone.foundation.jobs import is_any_worker_alive

    try:
        is_at_work = is_any_worker_alive(at=at)
    except DatabaseError:
        return
    if is_at_work:
        raise Refused(
            "A worker is using the database.",
            remedy="Stop `ecotone serve` and `ecotone worker`, wait half a minute, try again.",
        )


def _refuse_without_yes(present: _Present, manifest: "Manifest", *, is_sure: bool) -> None:
    if present.people and not is_sure:
        in_backup = _people(manifest.counts.get("people", 0))
        raise Refused(
            f"There are data here: {_people(present.people)}. The backup holds {in_backup}.",
            remedy="Look with --dry-run, then say --yes to replace them; they are kept aside.",
        )


# --- putting it in place ---------------------------------------------------------------------


def _restore(
    manifest: "Manifest",
    unpacked: Path,
    lines: "set[Line]",
    present: _Present,
    at: datetime,
) -> _Restored:
    from ecotone.consent.operations import complete_log, replay
    from ecotone.foundation.backups import ends_of_chains, put_in_place, settle
    from ecotone.foundation.compaction import rewrite_database

    ended = ends_of_chains() if present.is_readable else {}
    with put_in_place(unpacked, at=at) as aside:
        settle(manifest, ended=ended, at=at)
        replayed = replay(lines, at=at)
        rewrite_database()
    complete_log(also=lines)
    left_since = _left_since(lines, manifest)
    return _Restored(manifest, present.people, left_since, replayed, aside)


def _write_down(verb: str, at: datetime) -> None:
    from ecotone.foundation import audit

    audit.record(verb, "installation", programme=None, actor=audit.actor_key(None), at=at)
