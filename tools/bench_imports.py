"""How long a broker waits who brings 50,000 rows of which 500 are bad (`bench`).

From the upload's first byte read to the first page of the look before, then taking in the good
rows and undoing them, in an installation of its own; no network and no browser is measured.
"""

import argparse
import csv
import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

SECTORS = ("primary", "secondary", "university")
ONE_BAD_IN = 100

Answer = TypeVar("Answer")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=50_000)
    rows = options.parse_args().rows
    from bench_pages import start

    with tempfile.TemporaryDirectory() as home:
        start(Path(home))
        time_people(rows)


def time_people(rows: int) -> None:
    from ecotone.register.imports import PEOPLE

    content = people(rows)
    print(f"a list of {rows:,} people, {len(content) / 1e6:.1f} MB")
    time_bringing(PEOPLE, content, "people.csv")


def time_bringing(kind: object, content: bytes, file_name: str) -> None:
    """Bring, take in, bring once more and undo, by somebody who has the upload page open."""
    from django.utils import timezone

    from ecotone.demo.operations import load_story
    from ecotone.foundation import imports
    from ecotone.foundation.models import User

    programme = load_story(at=timezone.now())
    broker = User.objects.filter(memberships__programme=programme, name__startswith="Robin")[0]
    hub = f"/programmes/{programme.slug}/imports"
    see(f"{hub}/bring/{kind.key}/", broker)

    def bring() -> object:
        return imports.bring_table(
            programme=programme,
            kind=kind,
            file=io.BytesIO(content),
            file_name=file_name,
            at=timezone.now(),
            by=broker,
        )

    def do(operation: Callable[..., Answer], brought: object) -> Answer:
        return operation(brought=brought, at=timezone.now(), by=broker)

    began, worked = time.perf_counter(), time.process_time()
    brought = timed("kept, encrypted", bring)
    checked = timed("checked", lambda: do(imports.check_table, brought))
    timed("first page", lambda: see(f"{hub}/{checked.pk}/", broker))
    waited, worked = time.perf_counter() - began, time.process_time() - worked
    print(
        f"  first page after {waited:.2f} s (budget 3 s), of which this process {worked:.2f} s"
    )
    print(f"  {checked.problem_count:,} problems")
    taken = timed("taken in", lambda: do(imports.take_in, checked))
    again = timed("brought and checked again", lambda: do(imports.check_table, bring()))
    print(f"  {again.same_count:,} the same, {again.changed_count:,} changed")
    timed("undone", lambda: do(imports.undo_import, taken))


def see(address: str, by: object) -> None:
    from django.test import Client

    client = Client()
    client.force_login(by)
    answer = client.get(address)
    if answer.status_code != 200:  # noqa: PLR2004
        sys.exit(f"{address} answered {answer.status_code}.")


def timed(what: str, work: Callable[[], Answer]) -> Answer:
    """Print how long somebody waits; where others work as well, the process has less of it."""
    began, worked = time.perf_counter(), time.process_time()
    answer = work()
    waited, worked = time.perf_counter() - began, time.process_time() - worked
    print(f"  {what}: {waited:.2f} s, of which this process {worked:.2f} s")
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
