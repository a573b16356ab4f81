"""An installation is prepared, served, looked at and stopped from a terminal."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 30


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment with a folder of its own, on SQLite whatever the tests run on."""
    home = tmp_path_factory.mktemp("installation")
    return os.environ | {
        "ECOTONE_HOME": str(home),
        "ECOTONE_DATABASE_URL": f"sqlite:///{home / 'ecotone.sqlite3'}",
        "ECOTONE_SECRET_KEY": "only for one test, never for an installation",
        "ECOTONE_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "ECOTONE_DEBUG": "true",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "PYTHONWARNINGS": "",
    }


def ecotone(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ecotone", *words]
    return subprocess.run(  # noqa: S603  # our own command
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def answer_at(address: str) -> str:
    """Ask until the server is up."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address) as answer:  # noqa: S310  # our own address
                return str(answer.read().decode())
        except urllib.error.URLError:
            assert time.monotonic() < end, "the server did not come up"
            time.sleep(0.1)


@pytest.fixture(scope="module")
def server(installation: dict[str, str]) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "ecotone", "serve", "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, env=installation, cwd=ROOT) as process:  # noqa: S603  # our own command
        answer_at(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) == 0


def findings(environment: dict[str, str]) -> dict[str, bool]:
    told = json.loads(ecotone(environment, "doctor", "--json").stdout)
    return {finding["subject"]: finding["is_well"] for finding in told}


def test_a_served_installation_answers_and_is_well(
    installation: dict[str, str], server: str
) -> None:
    page = answer_at(server)
    told = findings(installation)

    assert "Where schools and universities learn from each other" in page
    assert told.pop("front end") in {True, False}  # built by another command
    assert set(told.values()) == {True}
    assert {"settings", "database", "tables", "jobs", "mail"} <= set(told)


def test_keys_are_rotated_from_the_terminal(installation: dict[str, str], server: str) -> None:
    new = Fernet.generate_key().decode()
    keys = f"{new},{installation['ECOTONE_ENCRYPTION_KEYS']}"

    done = ecotone(installation | {"ECOTONE_ENCRYPTION_KEYS": keys}, "keys", "rotate")

    assert server
    assert (done.returncode, done.stdout) == (
        0,
        "0 rows are encrypted with the first key now.\n",
    )


def test_a_worker_runs_what_is_ready_and_stops(
    installation: dict[str, str], server: str
) -> None:
    done = ecotone(installation, "worker", "--once")

    assert server
    assert (done.returncode, done.stdout.endswith("jobs run.\n")) == (0, True)


def test_the_doctor_says_what_to_do_where_nothing_is_prepared(
    installation: dict[str, str], tmp_path: Path
) -> None:
    bare = installation | {"ECOTONE_DATABASE_URL": f"sqlite:///{tmp_path / 'bare.sqlite3'}"}

    done = ecotone(bare, "doctor")

    assert done.returncode == 1
    assert "NOT WELL  tables" in done.stdout
    assert "Start `ecotone serve` once" in done.stdout


def test_the_doctor_names_a_database_that_does_not_answer(
    installation: dict[str, str], tmp_path: Path
) -> None:
    away = installation | {"ECOTONE_DATABASE_URL": f"sqlite:///{tmp_path}/no/such/folder.db"}

    done = ecotone(away, "doctor")

    assert done.returncode == 1
    assert "NOT WELL  database" in done.stdout


def test_the_doctor_names_a_mail_server_that_does_not_answer(
    installation: dict[str, str], server: str
) -> None:
    mute = installation | {"ECOTONE_EMAIL_URL": f"smtp://127.0.0.1:{free_port()}"}

    done = ecotone(mute, "doctor")

    assert server
    assert done.returncode == 1
    assert "NOT WELL  mail: 127.0.0.1: ConnectionRefusedError" in done.stdout


def test_the_doctor_warns_of_an_address_without_encryption(
    installation: dict[str, str], server: str
) -> None:
    public = installation | {"ECOTONE_DEBUG": "false"}

    done = ecotone(public, "doctor")

    assert server
    assert done.returncode == 1
    assert "NOT WELL  address: what people write travels unencrypted" in done.stdout


def test_the_doctor_prints_a_key_that_works(installation: dict[str, str]) -> None:
    printed = ecotone(installation, "doctor", "--new-key").stdout.strip()

    assert Fernet(printed)


@pytest.mark.parametrize("verb", ["serve", "worker"])
def test_an_unsafe_installation_does_not_start(installation: dict[str, str], verb: str) -> None:
    unsafe = installation | {"ECOTONE_SECRET_KEY": "", "ECOTONE_ENCRYPTION_KEYS": "none"}

    done = ecotone(unsafe, verb)

    assert done.returncode == 1
    assert "ECOTONE_SECRET_KEY is missing or shorter than 32 characters." in done.stderr
    assert "`ecotone doctor --new-key` prints one." in done.stderr


def test_a_misspelt_verb_is_told_apart_from_a_refusal(installation: dict[str, str]) -> None:
    assert ecotone(installation, "sreve").returncode == 2


def test_the_doctor_asks_for_a_backup_and_says_what_is_not_in_it(
    installation: dict[str, str], server: str, tmp_path: Path
) -> None:
    real = installation | {"ECOTONE_DEBUG": "false"}

    before = ecotone(real, "doctor").stdout
    made = ecotone(real, "backup", "--out", str(tmp_path / "backup.tar"))
    after = ecotone(real, "doctor").stdout

    assert server
    assert "NOT WELL  backup: there is none" in before
    assert (made.returncode, "The encryption keys are not in it" in made.stdout) == (0, True)
    assert "well      backup: made " in after
    assert "keep a copy of them elsewhere" in after
    assert (tmp_path / "backup.tar").stat().st_mode & 0o077 == 0


def test_a_backup_made_while_the_server_runs_is_restored_once_it_stopped(
    installation: dict[str, str], server: str, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.tar"
    ecotone(installation, "backup", "--out", str(backup))
    fresh = tmp_path / "fresh"
    elsewhere = installation | {
        "ECOTONE_HOME": str(fresh),
        "ECOTONE_DATABASE_URL": f"sqlite:///{fresh / 'ecotone.sqlite3'}",
    }

    at_work = ecotone(installation, "restore", str(backup), "--yes")
    restored = ecotone(elsewhere, "restore", str(backup))

    assert server
    assert (at_work.returncode, "A worker is using the database." in at_work.stderr) == (
        1,
        True,
    )
    assert (restored.returncode, restored.stderr) == (0, "")
    assert (fresh / "ecotone.sqlite3").exists()
