"""`ecotone doctor`: whether an installation is well, and what to do where it is not."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

import click

from ecotone.cli.start import start_django

OLDEST_BACKUP = 7  # days


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; a remedy only where it is not well."""

    subject: str
    is_well: bool
    says: str
    remedy: str = ""


@click.command()
@click.option("--new-key", is_flag=True, help="Print a key for ECOTONE_ENCRYPTION_KEYS.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(*, new_key: bool, as_json: bool) -> None:
    """Look at settings, database, static files, jobs, mail and recordings."""
    if new_key:
        from ecotone.foundation import secrets

        click.echo(secrets.new_key())
        return
    start_django()
    findings = [finding for look in LOOKS for finding in look()]
    click.echo(_as_json(findings) if as_json else _as_lines(findings))
    sys.exit(0 if all(finding.is_well for finding in findings) else 1)


def _as_json(findings: list[Finding]) -> str:
    return json.dumps([asdict(finding) for finding in findings], indent=2)


def _as_lines(findings: list[Finding]) -> str:
    return "\n".join(
        f"{'well' if it.is_well else 'NOT WELL':<9} {it.subject}: {it.says}"
        + (f"\n          {it.remedy}" if it.remedy else "")
        for it in findings
    )


def _settings() -> Iterator[Finding]:
    from django.conf import settings
    from django.core.checks import WARNING, run_checks

    found = [
        check
        for check in run_checks(include_deployment_checks=settings.HTTPS)
        if check.level >= WARNING and not check.is_silenced()
    ]
    for check in found:
        yield Finding("settings", False, str(check.msg), str(check.hint or ""))
    if not found:
        yield Finding("settings", True, "nothing is missing, nothing is unsafe")
    if not (settings.HTTPS or settings.DEMO or settings.DEBUG):
        remedy = "Put a proxy with a certificate before it: ECOTONE_PUBLIC_ADDRESS=https://..."
        yield Finding("address", False, "what people write travels unencrypted", remedy)


def _database() -> Iterator[Finding]:
    from django.db import DatabaseError, connection

    try:
        connection.ensure_connection()
    except DatabaseError as mistake:
        remedy = "Look at ECOTONE_DATABASE_URL, and whether the server runs."
        yield Finding("database", False, type(mistake).__name__, remedy)
        return
    yield Finding("database", True, f"{connection.vendor} answers")
    yield _migrations()


def _migrations() -> Finding:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        remedy = "Start `ecotone serve` once; it brings the tables up to date."
        return Finding("tables", False, f"{len(missing)} migrations are missing", remedy)
    return Finding("tables", True, "up to date")


def _static_files() -> Iterator[Finding]:
    from django.contrib.staticfiles.storage import staticfiles_storage

    file = "foundation/base.css"
    try:
        address = staticfiles_storage.url(file)
    except ValueError:
        remedy = "Start `ecotone serve` once; it collects them."
        yield Finding("static files", False, f"{file} is not collected", remedy)
        return
    yield Finding("static files", True, f"served from {address.rpartition('/')[0]}/")
    yield _front_end()


def _front_end() -> Finding:
    from django.conf import settings

    if not (settings.STATICFILES_DIRS[0] / "vendor" / "bootstrap.css").exists():
        remedy = "Run `./run assets`, or name its folder: ECOTONE_FRONTEND."
        return Finding("front end", False, "fonts and styles are not built", remedy)
    return Finding("front end", True, "fonts and styles are built")


def _jobs() -> Iterator[Finding]:
    from django.db import DatabaseError
    from django.utils import timezone

    from ecotone.foundation.jobs import is_any_worker_alive, waiting_jobs

    try:
        is_alive, waiting = is_any_worker_alive(at=timezone.now()), waiting_jobs()
    except DatabaseError:
        return  # said above
    says = f"{waiting} jobs are ready"
    if is_alive:
        yield Finding("jobs", True, f"a worker lives; {says}")
    else:
        remedy = "Start `ecotone worker`, or `ecotone serve` on SQLite. Mail waits until then."
        yield Finding("jobs", False, f"no worker lives; {says}", remedy)


def _mail() -> Iterator[Finding]:
    from django.conf import settings
    from django.core.mail import get_connection

    if "smtp" not in settings.EMAIL_BACKEND:
        is_meant = settings.DEMO or settings.DEBUG
        remedy = "" if is_meant else "ECOTONE_EMAIL_URL=smtp+tls://name:password@host:587"
        yield Finding("mail", is_meant, "goes to the terminal, not to people", remedy)
        return
    try:
        with get_connection():
            yield Finding("mail", True, f"{settings.EMAIL_HOST} answers")
    except OSError as mistake:
        remedy = "Look at ECOTONE_EMAIL_URL, and whether the server lets this machine in."
        says = f"{settings.EMAIL_HOST}: {type(mistake).__name__}"
        yield Finding("mail", False, says, remedy)


def _backups() -> Iterator[Finding]:
    from django.conf import settings
    from django.utils import timezone

    from ecotone.foundation.backups import last_backup

    newest, is_meant = last_backup(), settings.DEMO or settings.DEBUG
    remedy = "Run `ecotone backup` every night, and carry the file away."
    keys = "the encryption keys are not in it: keep a copy of them elsewhere"
    if newest is None:
        yield Finding("backup", is_meant, "there is none", "" if is_meant else remedy)
        return
    days = newest.age(at=timezone.now()).days
    says = f"made {newest.made_at:%d %B %Y, %H:%M %Z}; {keys}"
    is_fresh = days <= OLDEST_BACKUP
    yield Finding("backup", is_fresh, says, "" if is_fresh else f"{days} days old. {remedy}")
    yield from _kept_aside()


def _kept_aside() -> Iterator[Finding]:
    """Find what restores put aside: whoever leaves now is still in it."""
    from ecotone.foundation.backups import kept_aside

    if folders := kept_aside():
        remedy = "Delete it once the restored data are right: whoever leaves is still in it."
        yield Finding("kept aside", False, ", ".join(map(str, folders)), remedy)


def _recordings() -> Iterator[Finding]:
    """Compare the folder of recordings with the rows that hold the keys to its files."""
    from django.db import DatabaseError

    from ecotone.listening.queries import recordings_folder, recordings_without_file

    try:
        missing, number = recordings_without_file()
    except DatabaseError:
        return  # said above already, with what helps
    if missing:
        says = f"{missing} of {number} files are missing from {recordings_folder()}"
        remedy = "Bring them back from a backup, or delete those recordings on their page."
        yield Finding("recordings", False, says, remedy)
    elif number:
        yield Finding("recordings", True, f"{number} kept, each with its file")


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _settings,
    _database,
    _static_files,
    _jobs,
    _mail,
    _backups,
    _recordings,
)
