"""How long a project of 200 texts and 20,000 codings takes into a programme (`bench`).

It is written by our own writer, comes into an installation made for it in this process, goes
out again, and is undone. The memory is the most this process ever had.
"""

import io
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

TEXTS, CODINGS, CODES, CODERS, WORDS = 200, 20_000, 150, 4, 4_000
SEED = 2018
BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)


def main() -> None:
    from bench_pages import start

    with tempfile.TemporaryDirectory() as home:
        start(Path(home))
        measure()


def invented() -> bytes:
    """Invent people with a text each, coded by four in turn on random words."""
    from ecotone.coding.queries.own_variables import SECTOR, VARIABLES
    from ecotone.engine.refiqda import (
        Case,
        Code,
        Coding,
        Project,
        Selection,
        Source,
        User,
        Value,
        write_project,
    )

    chance = random.Random(SEED)
    guids = (str(UUID(int=number)) for number in range(1, 10**9))
    users = tuple(User(next(guids), f"Coder {number}") for number in range(CODERS))
    codes = tuple(Code(next(guids), f"Practice {number}") for number in range(CODES))
    vocabulary = ["".join(chance.choices("aeinorstl", k=5)) for _ in range(2_000)]
    sources, cases = [], []
    for number in range(TEXTS):
        text = " ".join(chance.choices(vocabulary, k=WORDS))
        selections = []
        for count in range(CODINGS // TEXTS):
            start = chance.randrange(len(text) - 120)
            end = start + chance.randrange(20, 100)
            made = BEGAN + timedelta(minutes=number * 100 + count)
            code, user = chance.choice(codes).guid, chance.choice(users).guid
            coding = Coding(next(guids), code, user, made, "gives", "self")
            selections.append(Selection(next(guids), start, end, (coding,)))
        source = Source(next(guids), f"Person {number}, interview", text, tuple(selections))
        sources.append(source)
        value = Value(SECTOR, chance.choice(("primary", "secondary", "university")))
        case = Case(next(guids), f"Person {number}", values=(value,), sources=(source.guid,))
        cases.append(case)
    project = Project(
        "Invented",
        users=users,
        codes=codes,
        variables=VARIABLES,
        cases=tuple(cases),
        sources=tuple(sources),
    )
    return write_project(project).content


def measure() -> None:
    from django.utils import timezone

    from ecotone.coding.exports.refi.package import package_of
    from ecotone.coding.operations.projects import bringing
    from ecotone.coding.operations.projects.taking_in import take_in_project
    from ecotone.coding.operations.projects.undoing import undo_project
    from ecotone.coding.queries.projects.choices import ProjectChoices
    from ecotone.demo.operations import load_story
    from ecotone.foundation.models import User

    programme = load_story(at=timezone.now())
    by = User.objects.get(name__startswith="Robin")
    content = invented()
    print(f"{TEXTS} texts, {CODINGS:,} codings: {len(content) / 2**20:.1f} MB")
    with timed("brought and looked at"):
        brought = bringing.bring_project(
            programme=programme,
            file=io.BytesIO(content),
            file_name="a.qdpx",
            at=timezone.now(),
            by=by,
        )
    choices = replace(ProjectChoices.stored(brought.choices), has_paper=True)
    with timed("looked at again, with choices"):
        bringing.choose_for_project(brought=brought, choices=choices, at=timezone.now(), by=by)
    with timed("taken in"):
        take_in_project(brought=brought, at=timezone.now(), by=by)
    with timed("gone out again"):
        package_of(programme)
    with timed("undone"):
        undo_project(brought=brought, at=timezone.now(), by=by)


@contextmanager
def timed(what: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what}: {time.perf_counter() - start:.1f} s, at most {most:.0f} MB so far")


if __name__ == "__main__":
    main()
