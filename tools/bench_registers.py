"""How long the schools register takes, from its file to the first page of the look before (`bench`).

The file is invented: 50,000 schools in the published layout of 139 columns, written in
Windows-1252 with every cell in quotation marks, 500 of them with something that cannot be read.
"""

import argparse
import csv
import io
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

COLUMNS, ONE_BAD_IN, SEED = 139, 100, 2018
# The columns that are read, each at the place it is published at; the others hold a code, a name
# or nothing in turn, as heavy as theirs are.
PLACES = {
    "URN": 0,
    "LA (name)": 2,
    "EstablishmentName": 4,
    "TypeOfEstablishment (name)": 6,
    "EstablishmentStatus (name)": 10,
    "OpenDate": 13,
    "CloseDate": 16,
    "PhaseOfEducation (name)": 18,
    "StatutoryLowAge": 19,
    "StatutoryHighAge": 20,
    "UKPRN": 48,
    "Town": 62,
    "Postcode": 64,
    "Easting": 99,
    "Northing": 100,
}
PHASES = ("Primary", "Secondary", "Not applicable", "Nursery", "All-through", "16 plus")
STATES = ("Open", "Open", "Closed", "Open, but proposed to close")
OTHERS = ("", "02", "Not applicable", "E09000001", "Does not have a sixth form", "")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=50_000)
    rows = options.parse_args().rows
    from bench_pages import start

    with tempfile.TemporaryDirectory() as home:
        start(Path(home))
        time_schools(rows)


def time_schools(rows: int) -> None:
    from bench_imports import first_page, timed
    from django.utils import timezone

    from ecotone.demo.operations import load_story
    from ecotone.foundation import imports
    from ecotone.foundation.models import User
    from ecotone.register.imports.public import SCHOOLS
    from ecotone.register.queries import listed_like

    programme = load_story(at=timezone.now())
    broker = User.objects.filter(memberships__programme=programme, name__startswith="Robin")[0]
    content = schools(rows)
    print(f"a register of {rows:,} schools, {COLUMNS} columns, {len(content) / 1e6:.1f} MB")

    def bring() -> object:
        return imports.bring_table(
            programme=programme,
            kind=SCHOOLS,
            file=io.BytesIO(content),
            file_name="edubasealldata.csv",
            at=timezone.now(),
            by=broker,
        )

    def check(brought: object) -> object:
        return imports.check_table(brought=brought, at=timezone.now(), by=broker)

    began = time.perf_counter()
    brought = timed("kept, encrypted", bring)
    checked = timed("checked", lambda: check(brought))
    timed("first page", lambda: first_page(checked, broker))
    waited = time.perf_counter() - began
    print(f"  first page after {waited:.2f} s, {checked.problem_count:,} problems (budget 3 s)")
    taken = timed(
        "taken in", lambda: imports.take_in(brought=checked, at=timezone.now(), by=broker)
    )
    timed("looked up as somebody types", lambda: len(listed_like("school 4999")))
    again = timed("brought and checked again", lambda: check(bring()))
    print(f"  {again.same_count:,} the same, {again.changed_count:,} changed")
    timed("undone", lambda: imports.undo_import(brought=taken, at=timezone.now(), by=broker))


def schools(rows: int) -> bytes:
    """Invent schools all over England, one in a hundred with a day nobody can read."""
    chance = random.Random(SEED)
    file = io.StringIO()
    table = csv.writer(file, quoting=csv.QUOTE_ALL)
    line = [OTHERS[place % len(OTHERS)] for place in range(COLUMNS)]
    table.writerow(written(PLACES_NAMED, [f"Fact {place}" for place in range(COLUMNS)]))
    for number in range(rows):
        table.writerow(written(school(number, chance), line))
    return file.getvalue().encode("cp1252")


PLACES_NAMED = {name: name for name in PLACES}


def written(facts: dict[str, str], line: list[str]) -> list[str]:
    cells = line.copy()
    for name, fact in facts.items():
        cells[PLACES[name]] = fact
    return cells


def school(number: int, chance: random.Random) -> dict[str, str]:
    opened = f"{chance.randint(1, 28):02}-{chance.randint(1, 12):02}-{chance.randint(1950, 2024)}"
    return {
        "URN": str(100_000 + number),
        "LA (name)": f"Authority {number % 152}",
        "EstablishmentName": f"Saint Zoë's School {number}",
        "TypeOfEstablishment (name)": f"Kind of school {number % 40}",
        "EstablishmentStatus (name)": STATES[number % len(STATES)],
        "OpenDate": "1990/01/01" if number % ONE_BAD_IN == 0 else opened,
        "CloseDate": "31-08-2020" if number % len(STATES) == 2 else "",  # noqa: PLR2004
        "PhaseOfEducation (name)": PHASES[number % len(PHASES)],
        "StatutoryLowAge": str(chance.randint(2, 11)),
        "StatutoryHighAge": str(chance.randint(11, 19)),
        "UKPRN": str(10_000_000 + number),
        "Town": f"Town {number % 1200}",
        "Postcode": f"M{number % 90} {number % 9}AB",
        "Easting": str(chance.randint(150_000, 640_000)),
        "Northing": str(chance.randint(50_000, 650_000)),
    }


if __name__ == "__main__":
    main()
