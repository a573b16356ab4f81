"""Run a command beside a PostgreSQL of its own: `python tools/withpg.py COMMAND...`.

The server lives in a temporary folder, listens on a socket there and nowhere else, and is gone
afterwards. PostgreSQL refuses to run as root, so root hands it to an unprivileged user.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict
from urllib.parse import quote

OWNER = "ecotone"
SECONDS_TO_START = 30
REMEDY = (
    "PostgreSQL is not on this machine. Install it (on Debian: apt-get install postgresql), "
    "or say where its programs are: PG_BINDIR=/path."
)
# What a crash would lose does not matter here, so nothing waits for the disk.
HASTE = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


class Unprivileged(TypedDict, total=False):
    """Whom a program runs as; empty for "whoever we are"."""

    user: int
    group: int
    extra_groups: list[int]


def main() -> int:
    with private_cluster() as address:
        environment = os.environ | {"ECOTONE_DATABASE_URL": address}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


@contextmanager
def private_cluster() -> Iterator[str]:
    """Yield the address of a fresh, empty cluster."""
    programs = folder_of_programs()
    # A socket's path may not pass 107 bytes, so the folder is near the root.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        as_owner = unprivileged(folder)
        make_cluster(programs, folder, as_owner)
        with running_server(programs, folder, as_owner):
            yield f"postgres://{OWNER}@{quote(str(folder), safe='')}/postgres"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def folder_of_programs() -> Path:
    """Find the newest PostgreSQL, where Debian keeps it first."""
    if named := os.environ.get("PG_BINDIR"):
        return Path(named)
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda found: float(found.parts[-3]), default=None)
    found = newest or shutil.which("initdb")
    if found is None:
        raise SystemExit(REMEDY)
    return Path(found).resolve().parent


def make_cluster(programs: Path, folder: Path, as_owner: Unprivileged) -> None:
    place = ["-D", str(folder / "data"), "-U", OWNER, "-A", "trust"]
    shape = ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    subprocess.run(
        [str(programs / "initdb"), *place, *shape],
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
        **as_owner,
    )


def unprivileged(folder: Path) -> Unprivileged:
    """Give the folder to somebody who is not root, and say how to run programs as them."""
    if os.geteuid() != 0:
        return {}
    owner = first_user("postgres", "nobody")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def first_user(*names: str) -> pwd.struct_passwd:
    known = {user.pw_name: user for user in pwd.getpwall()}
    return next(known[name] for name in names if name in known)


@contextmanager
def running_server(programs: Path, folder: Path, as_owner: Unprivileged) -> Iterator[None]:
    log = folder / "log"
    place = ["-D", str(folder / "data"), "-k", str(folder), "-c", "listen_addresses="]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [str(programs / "postgres"), *place, *HASTE],
            cwd=folder,
            stdout=output,
            stderr=subprocess.STDOUT,
            **as_owner,
        )
    try:
        wait_until_ready(programs, folder, server, log)
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def wait_until_ready(
    programs: Path, folder: Path, server: subprocess.Popen[bytes], log: Path
) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    asking = [str(programs / "pg_isready"), "-q", "-h", str(folder)]
    while subprocess.run(asking, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.05)


if __name__ == "__main__":
    sys.exit(main())
