"""PostgreSQL's own programs for copying a database, found and called."""

import os
import shutil
import subprocess
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from ecotone.foundation.errors import Refused

DEBIAN = Path("/usr/lib/postgresql")  # where Debian keeps one folder for each version


def dump(out: Path) -> None:
    """Copy the database as it is at one moment, whatever goes on meanwhile."""
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={out}")


def load(dumped: Path) -> None:
    """Put a copy in the place of everything there is, or leave the database empty."""
    _empty()
    name = connection.settings_dict["NAME"]
    _run(
        "pg_restore",
        "--single-transaction",
        "--no-owner",
        "--no-privileges",
        "--exit-on-error",
        f"--dbname={name}",
        str(dumped),
    )


def _empty() -> None:
    """Take every table away: one that the copy does not know would stand in later's way."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")
    connection.close()


def _run(program: str, *words: str) -> None:
    command = [_found(program), *words]
    done = subprocess.run(  # noqa: S603  # a program of PostgreSQL's with words of our own
        command, env=os.environ | _access(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no reason given"]
        raise Refused(
            _("%(program)s says: %(said)s") % {"program": program, "said": said[-1]},
            remedy=_(
                "Its version must be that of the server or newer, and the database's "
                "user must own the tables."
            ),
        )


def _access() -> dict[str, str]:
    """Say where the database is through the environment: arguments can be read by others."""
    told = connection.settings_dict
    access = {
        "PGHOST": told["HOST"],
        "PGPORT": str(told["PORT"]),
        "PGUSER": told["USER"],
        "PGPASSWORD": told["PASSWORD"],
        "PGDATABASE": told["NAME"],
        "PGSSLMODE": told.get("OPTIONS", {}).get("sslmode", ""),
    }
    return {name: value for name, value in access.items() if value}


def _found(program: str) -> str:
    """Find a program where the setting says, on the path, or where Debian keeps the newest."""
    if named := settings.POSTGRESQL_PROGRAMS:
        return str(Path(named) / program)
    newest = sorted(DEBIAN.glob(f"*/bin/{program}"), key=_version)[-1:]
    found = shutil.which(program) or next(map(str, newest), None)
    if found is None:
        raise Refused(
            _("%(program)s is not on this machine.") % {"program": program},
            remedy=_(
                "Install PostgreSQL's client programs (on Debian: apt install "
                "postgresql-client), or name their folder: ECOTONE_POSTGRESQL_PROGRAMS."
            ),
        )
    return found


def _version(program: Path) -> float:
    return float(program.parts[-3])
