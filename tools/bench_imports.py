"""How long a broker waits who brings 50,000 rows of which 500 are bad (`bench`).

From the upload's first byte read to the first page of the look before, then taking in the good
rows and undoing them, in an installation of its own; no network and no browser is measured.
"""

import argparse
import csv
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

SECTORS = ("primary", "secondary", "university")
ONE_BAD_IN = 100

Answer = TypeVar("Answer")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=50_000)
    rows = options.parse_args().rows
    with tempfile.TemporaryDirectory() as home:
        start(Path(home))
        time_people(rows)


def start(home: Path) -> None:
    """Stand up an installation of its own, as `ecotone demo` does."""
    from ecotone.cli.start import prepare_installation, start_django
    from ecotone.foundation.secrets import keep_secrets

    os.environ |= {"ECOTONE_HOME": str(home), "ECOTONE_DEMO": "true"}
    os.environ["ECOTONE_HOSTS"] = "testserver"
    keep_secrets(home)
    start_django()
    prepare_installation()


def time_people(rows: int) -> None:
    from django.utils import timezone

    from ecotone.demo.operations import load_story
    from ecotone.foundation import imports
    from ecotone.foundation.models import User
    from ecotone.register.imports import PEOPLE

    programme = load_story(at=timezone.now())
    broker = User.objects.filter(memberships__programme=programme, name__startswith="Robin")[0]
    content = people(rows)
    print(f"a list of {rows:,} people, {len(content) / 1e6:.1f} MB")
    began = time.perf_counter()
    brought = timed(
        "kept, encrypted",
        lambda: imports.bring_table(
            programme=programme,
            kind=PEOPLE,
            file=io.BytesIO(content),
            file_name="people.csv",
            at=timezone.now(),
            by=broker,
        ),
    )
    checked = timed(
        "checked", lambda: imports.check_table(brought=brought, at=timezone.now(), by=broker)
    )
    timed("first page", lambda: first_page(checked, broker))
    print(
        f"  first page after {time.perf_counter() - began:.2f} s, "
        f"{checked.problem_count:,} problems"
    )
    taken = timed(
        "taken in", lambda: imports.take_in(brought=checked, at=timezone.now(), by=broker)
    )
    again = timed(
        "brought again",
        lambda: imports.bring_table(
            programme=programme,
            kind=PEOPLE,
            file=io.BytesIO(content),
            file_name="people.csv",
            at=timezone.now(),
            by=broker,
        ),
    )
    again = timed(
        "checked again",
        lambda: imports.check_table(brought=again, at=timezone.now(), by=broker),
    )
    print(f"  {again.same_count:,} the same, {again.changed_count:,} changed")
    timed("undone", lambda: imports.undo_import(brought=taken, at=timezone.now(), by=broker))


def first_page(brought: object, broker: object) -> None:
    from django.test import Client

    client = Client()
    client.force_login(broker)
    address = f"/programmes/{brought.programme.slug}/imports/{brought.pk}/"
    answer = client.get(address)
    if answer.status_code != 200:  # noqa: PLR2004
        sys.exit(f"{address} answered {answer.status_code}.")


def timed(what: str, work: Callable[[], Answer]) -> Answer:
    began = time.perf_counter()
    answer = work()
    print(f"  {what}: {time.perf_counter() - began:.2f} s")
    return answer


def people(rows: int) -> bytes:
    """Invent people with names and addresses, one in a hundred in a sector nobody knows."""
    file = io.StringIO()
    table = csv.writer(file)
    table.writerow(["id", "sector", "name", "email", "organisation", "post", "capacity"])
    for number in range(rows):
        sector = "moon" if number % ONE_BAD_IN == 0 else SECTORS[number % len(SECTORS)]
        name, address = f"Person {number}", f"person{number}@school.example"
        school = f"School {number // 20}"
        table.writerow([f"p{number}", sector, name, address, school, "Teacher", 1])
    return file.getvalue().encode()


if __name__ == "__main__":
    main()
