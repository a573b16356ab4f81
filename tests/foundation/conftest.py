"""A database that several threads and processes share, as an installation's is."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import Popen

import pytest
from django.core.management import call_command
from django.db import connection, connections

from ecotone.foundation import imports
from ecotone.foundation.imports import kinds
from ecotone.foundation.models import Programme, Role, User
from tests.factories.foundation import make_member, make_programme
from tests.foundation.birds import BIRDS, known

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session")
def migrated_file(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: object
) -> Path | None:
    """A file with every table and no row; nothing on PostgreSQL, which has its own."""
    if connection.vendor != "sqlite":
        return None
    path = tmp_path_factory.mktemp("migrated") / "empty.sqlite3"
    with django_db_blocker.unblock(), _default_database_in(path):
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
    return path


class _default_database_in:  # noqa: N801  # reads as a phrase after `with`
    """Point Django's default connection at a file, for this and every later thread."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        self.settings = connections.settings["default"]
        self.before = self.settings["NAME"]
        self.parked = connections["default"]
        del connections["default"]
        self.settings["NAME"] = str(self.path)

    def __exit__(self, *_exception: object) -> None:
        connections["default"].close()
        self.settings["NAME"] = self.before
        connections["default"] = self.parked


@pytest.fixture
def shared_database(
    transactional_db: None,  # noqa: ARG001  # what is written here is committed and flushed
    tmp_path: Path,
    migrated_file: Path | None,
) -> Iterator[dict[str, str]]:
    """Yield the environment in which another process finds this test's database."""
    if migrated_file is None:
        yield _environment(_postgresql_address())
        return
    path = tmp_path / "ecotone.sqlite3"
    shutil.copyfile(migrated_file, path)
    with _default_database_in(path):
        yield _environment(f"sqlite:///{path}")


def _postgresql_address() -> str:
    address = os.environ["ECOTONE_DATABASE_URL"]
    return address.rpartition("/")[0] + "/" + connection.settings_dict["NAME"]


def _environment(address: str) -> dict[str, str]:
    return os.environ | {
        "ECOTONE_DATABASE_URL": address,
        "ECOTONE_JOB_LEASE_SECONDS": "2",
        "DJANGO_SETTINGS_MODULE": "ecotone.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "PYTHONWARNINGS": "",
    }


@pytest.fixture
def start_worker(
    shared_database: dict[str, str], tmp_path: Path
) -> Iterator[Callable[..., Popen[bytes]]]:
    """Start `ecotone worker` as a process of its own; all are gone after the test."""
    started: list[Popen[bytes]] = []

    def start() -> Popen[bytes]:
        command = [sys.executable, "-m", "ecotone", "worker"]
        with (tmp_path / f"worker-{len(started)}.log").open("wb") as log:
            worker = Popen(command, env=shared_database, cwd=ROOT, stdout=log, stderr=log)  # noqa: S603  # our own command
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.kill()
        worker.wait()


# --- a hub that brings tables ----------------------------------------------------------------


@pytest.fixture
def programme() -> Programme:
    return make_programme()


@pytest.fixture
def broker(programme: Programme) -> User:
    return make_member(programme, Role.BROKER)


@pytest.fixture
def _birds() -> Iterator[None]:
    """Let the house understand tables of birds, and know none of them yet."""
    imports.register_import_kind(BIRDS)
    known.clear()
    yield
    kinds._kinds.pop("birds")
