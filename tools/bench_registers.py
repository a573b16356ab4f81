"""How long the schools register takes, from its file to the first page (`bench`).

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
# The columns that are read, among others that hold a code, a name or nothing in turn, so that
# the file weighs what the published one does.
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
    from bench_imports import time_bringing

    from ecotone.register.imports.public import SCHOOLS

    content = schools(rows)
    print(f"a register of {rows:,} schools, {COLUMNS} columns, {len(content) / 1e6:.1f} MB")
    time_bringing(SCHOOLS, content, "edubasealldata.csv")
    time_plain_reading(content)


def time_plain_reading(content: bytes) -> None:
    """Time what any program must do at the least: decode the file and split it into cells."""
    began = time.perf_counter()
    rows = sum(1 for _row in csv.reader(io.StringIO(content.decode("cp1252"), newline="")))
    waited = time.perf_counter() - began
    print(f"  csv.reader alone, nothing kept: {waited:.2f} s for {rows:,} lines")


def schools(rows: int) -> bytes:
    """Invent schools all over England, one in a hundred with a day nobody can read."""
    chance = random.Random(SEED)
    file = io.StringIO()
    table = csv.writer(file, quoting=csv.QUOTE_ALL)
    line = [OTHERS[place % len(OTHERS)] for place in range(COLUMNS)]
    names = {name: name for name in PLACES}
    table.writerow(written(names, [f"Fact {place}" for place in range(COLUMNS)]))
    for number in range(rows):
        table.writerow(written(school(number, chance), line))
    return file.getvalue().encode("cp1252")


def written(facts: dict[str, str], line: list[str]) -> list[str]:
    cells = line.copy()
    for name, fact in facts.items():
        cells[PLACES[name]] = fact
    return cells


def school(number: int, chance: random.Random) -> dict[str, str]:
    opened = (
        f"{chance.randint(1, 28):02}-{chance.randint(1, 12):02}-{chance.randint(1950, 2024)}"
    )
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
