"""How fast, on this machine, today. Run by `./run bench [--runs N]`.

Every figure is a whole process, as a person at a terminal waits for it: start, read, solve,
write. Nothing is warmed up; the first run counts like the others. Other engines are measured
on the same file, in a process of their own, and their answer is compared with ours.
"""

import argparse
import csv
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ECOTONE = Path(sys.executable).parent / "ecotone"
PAGES = ROOT / "tools" / "bench_pages.py"
AGREEMENT = ROOT / "tools" / "bench_agreement.py"
NAMES = ROOT / "tools" / "bench_names.py"
PACKAGES = ROOT / "tools" / "bench_refi.py"
OFFSETS = ROOT / "tools" / "bench_offsets.py"
TRANSCRIPTS = ROOT / "tools" / "bench_transcripts.py"
IMPORTS = ROOT / "tools" / "bench_imports.py"
CODING = ROOT / "tools" / "bench_coding.py"
REGISTERS = ROOT / "tools" / "bench_registers.py"
HIGHS = (sys.executable, str(ROOT / "tools" / "bench_highs.py"))

SECTORS = ("primary", "secondary", "university")
PRACTICES = [f"practice-{number:02}" for number in range(40)]
PEOPLE = 200
SHARE_OF_PAIRS_SCORED = 0.1
SAME_TOTAL = 1e-4
SEED = 2018


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=7)
    runs = options.parse_args().runs
    introduce_machine()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        write_people("people.csv")
        write_scores("scores.csv")
        time_matching(runs)
        time_against_highs(runs)
    time_names()
    time_agreement()
    time_pages()
    time_imports()
    time_transcripts()
    time_coding()
    time_packages()


def introduce_machine() -> None:
    processor = next(iter(processor_names()), platform.processor() or "unknown processor")
    today = time.strftime("%Y-%m-%d")
    print(f"{today}, {processor}, {os.cpu_count()} cores, Python {platform.python_version()}")


def processor_names() -> list[str]:
    listing = Path("/proc/cpuinfo")
    if not listing.exists():
        return []
    lines = listing.read_text(encoding="utf-8").splitlines()
    return [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]


# --- the input -------------------------------------------------------------------------------


def write_people(name: str) -> None:
    """Invent people who each give three practices and ask for three others."""
    chance = random.Random(SEED)
    with open(name, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["id", "sector", "capacity", "gives", "asks"])
        for number in range(PEOPLE):
            practices = chance.sample(PRACTICES, 6)
            gives, asks = (weighted(practices[half : half + 3], chance) for half in (0, 3))
            sector = SECTORS[number % len(SECTORS)]
            table.writerow([f"p{number:03}", sector, chance.choice([1, 1, 2]), gives, asks])


def weighted(practices: Sequence[str], chance: random.Random) -> str:
    return ";".join(f"{practice}:{chance.uniform(0.2, 1):.2f}" for practice in practices)


def write_scores(name: str) -> None:
    """Score one pair in ten, across sectors only."""
    chance = random.Random(SEED)
    with open(name, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["a", "b", "score"])
        for one in range(PEOPLE):
            for other in range(one + 1, PEOPLE):
                if (other - one) % len(SECTORS) and chance.random() < SHARE_OF_PAIRS_SCORED:
                    table.writerow(
                        [f"p{one:03}", f"p{other:03}", f"{chance.uniform(0, 1):.6f}"]
                    )


# --- the races -------------------------------------------------------------------------------


def time_matching(runs: int) -> None:
    command = [str(ECOTONE), "match", "people.csv", *answers("ours")]
    show(f"ecotone match, {PEOPLE} people, all pairs, all stages, certificate", command, runs)


def time_against_highs(runs: int) -> None:
    given = ["people.csv", "--scores", "scores.csv", "--stage", "total"]
    show(
        "ecotone match, given scores, largest total",
        [str(ECOTONE), "match", *given, *answers("total")],
        runs,
    )
    show(
        "HiGHS through SciPy, the same as a whole-number programme",
        [*HIGHS, "people.csv", "scores.csv", "highs.json"],
        runs,
    )
    ours, theirs = objective_in("total.json"), objective_in("highs.json")
    verdict = "the same" if abs(ours - theirs) < SAME_TOTAL else "NOT the same"
    print(f"  total: ours {ours:.6f}, HiGHS {theirs:.6f}: {verdict}")


def time_names() -> None:
    """Replace 2,000 listed names in 100,000 words, beside one regular expression."""
    subprocess.run([sys.executable, str(NAMES)], check=True, cwd=ROOT)


def time_agreement() -> None:
    """Draw samples of ten thousand units, beside counting each anew."""
    subprocess.run([sys.executable, str(AGREEMENT)], check=True, cwd=ROOT)


def time_pages() -> None:
    """Ask for pages in a process of their own, which stands up an installation to ask."""
    subprocess.run([sys.executable, str(PAGES)], check=True, cwd=ROOT)


def time_transcripts() -> None:
    """Bring a long talk, in an installation of its own."""
    subprocess.run([sys.executable, str(TRANSCRIPTS)], check=True, cwd=ROOT)


def time_coding() -> None:
    """Code long texts in a browser, and with five coders at once, likewise."""
    subprocess.run([sys.executable, str(CODING)], check=True, cwd=ROOT)


def time_imports() -> None:
    """Bring 50,000 people and 50,000 schools, 500 of each bad, likewise."""
    for lists in (IMPORTS, REGISTERS):
        subprocess.run([sys.executable, str(lists)], check=True, cwd=ROOT)


def time_packages() -> None:
    """Read and write a coded project of another program, and count how it counts."""
    for measured in (PACKAGES, OFFSETS):
        subprocess.run([sys.executable, str(measured)], check=True, cwd=ROOT)


def answers(name: str) -> list[str]:
    return ["--out", f"{name}.csv", "--certificate", f"{name}.json"]


def objective_in(name: str) -> float:
    return float(json.loads(Path(name).read_text(encoding="utf-8"))["objective"])


def show(title: str, command: Sequence[str], runs: int) -> None:
    seconds = [seconds_for(command) for _ in range(runs)]
    least, middle, most = min(seconds), statistics.median(seconds), max(seconds)
    print(f"{title}\n  {runs} runs: min {least:.3f} s, median {middle:.3f} s, max {most:.3f} s")


def seconds_for(command: Sequence[str]) -> float:
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
