"""A package of 200 documents and 20,000 codings, read and written (`bench`).

Each way is a process of its own, so that its peak of memory is its own too. The package is one
that MAXQDA could write: line ends counted twice, and found out so while it is read.
"""

import argparse
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

DOCUMENTS, CODINGS, CODES, CODERS, WORDS = 200, 20_000, 120, 5, 6_000
SEED = 2018


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--step", choices=("make", "read", "write"))
    options.add_argument("--file", type=Path)
    chosen = options.parse_args()
    if chosen.step:
        {"make": make, "read": read, "write": write}[chosen.step](chosen.file)
        return
    print(f"{DOCUMENTS} documents of {WORDS:,} words, {CODINGS:,} codings")
    with tempfile.TemporaryDirectory() as folder:
        for step in ("make", "read", "write"):
            command = (sys.executable, __file__, "--step", step, "--file", f"{folder}/p.qdpx")
            subprocess.run(command, check=True)


def make(file: Path) -> None:
    from tests.factories.refi import MAXQDA, make_package

    file.write_bytes(make_package(project(), MAXQDA))
    print(f"  the package: {file.stat().st_size / 2**20:.1f} MB")


def read(file: Path) -> None:
    from ecotone.engine.refiqda import read_project

    began = time.perf_counter()
    with file.open("rb") as stream:
        reading = read_project(stream)
    took = time.perf_counter() - began
    codings = sum(1 for _coded in reading.project.coded())
    found = f"{codings:,} codings, counted as {reading.offset_model.name}"
    print(f"  read: {took:.2f} s, peak {peak():.0f} MB ({found})")


def write(file: Path) -> None:
    from ecotone.engine.refiqda import read_project, write_project

    project = read_project(file.read_bytes()).project
    before = peak()
    began = time.perf_counter()
    content = write_project(project).content
    took = time.perf_counter() - began
    size = len(content) / 2**20
    print(f"  written: {took:.2f} s, {size:.1f} MB, peak {peak():.0f} MB ({before:.0f} before)")


def peak() -> float:
    """Return the most memory this process has held, in MB."""
    unit = 1 if platform.system() == "Darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


# --- the project -----------------------------------------------------------------------------


def project() -> object:
    from ecotone.engine.refiqda import Code, Project, User

    chance = random.Random(SEED)
    users = tuple(User(guid(1, n), f"coder {n}") for n in range(CODERS))
    codes = tuple(
        Code(guid(2, n), f"code {n}", parent=guid(2, n - n % 10) if n % 10 else None)
        for n in range(CODES)
    )
    sources = tuple(source(chance, number) for number in range(DOCUMENTS))
    return Project(name="bench", users=users, codes=codes, sources=sources)


def source(chance: random.Random, number: int) -> object:
    from ecotone.engine.refiqda import Coding, Selection, Source

    words = ["".join(chance.choices("aeinorstl", k=5)) for _ in range(WORDS)]
    starts = [word * 6 for word in range(WORDS)]  # five letters, and a space or a line end
    text = "".join(
        word + ("😀" if place % 400 == 0 else "\n" if place % 40 == 0 else " ")
        for place, word in enumerate(words)
    )
    selections = []
    for place in range(CODINGS // DOCUMENTS):
        key = number * CODINGS + place
        first = chance.randrange(WORDS - 30)
        coding = Coding(
            guid(4, key), guid(2, chance.randrange(CODES)), guid(1, chance.randrange(CODERS))
        )
        end = starts[first + chance.randrange(1, 30)] - 1
        selections.append(Selection(guid(3, key), starts[first], end, (coding,)))
    return Source(guid(5, number), f"talk {number}", text, tuple(selections))


def guid(kind: int, number: int) -> str:
    return str(UUID(int=(kind << 96) + number))


if __name__ == "__main__":
    main()
