"""Every test there is, on both databases and in a browser. Run by `./run test`.

The last line sums all runs: "N passed, N failed". With arguments it is plain pytest.
`./run coverage` is for the patient: it runs what needs no browser on SQLite, and traces every
line, which makes it half as long again.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "build" / "test" / "reports"
COVERAGE = ROOT / "build" / "coverage"
PYTEST = (sys.executable, "-m", "pytest")
ON_POSTGRESQL = (sys.executable, "tools/withpg.py")
TOGETHER = ("-n", "auto")
WITHOUT_BROWSER = "--ignore=tests/journeys"
# Who may open which door, and how much room long words take, is the same on every database:
# each is tried on one. So is every page before and after somebody codes blind: what is kept
# back is asked of both databases elsewhere.
WITHOUT_DOORS = "--ignore=tests/house/test_authorisation.py"
WITHOUT_LOOKING_TWICE = "--ignore=tests/coding/test_blindness.py"
# A journey that fails leaves a picture of the page it failed on.
PICTURED = ("--screenshot=only-on-failure", "--output=build/test/browser")
# A page says the same on every database; what many requests store at once is tried on both.
STORING_JOURNEYS = "tests/journeys/test_coder_codes.py"
TRACED = ("--cov", "--cov-report=", "--cov-fail-under=0")


@dataclass(frozen=True)
class Run:
    name: str
    title: str
    arguments: tuple[str, ...]
    launcher: tuple[str, ...] = ()

    @property
    def report(self) -> Path:
        return REPORTS / f"{self.name}.xml"

    @property
    def command(self) -> list[str]:
        shown = ["-q", "--no-header", "--tb=short", "-rfEs", f"--junitxml={self.report}"]
        return [*self.launcher, *PYTEST, *shown, *self.arguments]


@dataclass(frozen=True)
class Tally:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
        )

    def __str__(self) -> str:
        line = f"{self.passed} passed, {self.failed} failed"
        return f"{line}, {self.skipped} skipped" if self.skipped else line


# Browser journeys run one after another: side by side they starve each other of the processor.
RUNS = (
    Run("sqlite", "everything but the browser, on SQLite", (*TOGETHER, WITHOUT_BROWSER)),
    Run(
        "postgresql",
        "stored behaviour, on PostgreSQL",
        (
            *TOGETHER,
            *("--stored", "tests"),
            *(WITHOUT_BROWSER, WITHOUT_DOORS, WITHOUT_LOOKING_TWICE),
        ),
        ON_POSTGRESQL,
    ),
    Run("journeys-sqlite", "browser journeys, on SQLite", ("tests/journeys", *PICTURED)),
    Run(
        "journeys-postgresql",
        "what browsers store at once, on PostgreSQL",
        (STORING_JOURNEYS, *PICTURED),
        ON_POSTGRESQL,
    ),
)
COVERING = Run(
    "coverage", "every line traced, on SQLite", (*TOGETHER, WITHOUT_BROWSER, *TRACED)
)


def main(arguments: Sequence[str]) -> int:
    os.chdir(ROOT)
    if list(arguments) == ["coverage"]:
        return 0 if is_covered() else 1
    if arguments:
        return subprocess.run([*PYTEST, *arguments], check=False).returncode
    start_afresh()
    total = sum((carry_out(run) for run in RUNS), Tally())
    print(f"\n{total}", flush=True)
    return 0 if total.passed and not total.failed else 1


def is_covered() -> bool:
    start_afresh()
    tally = carry_out(COVERING)
    return report_coverage() and not tally.failed


def start_afresh() -> None:
    for folder in (REPORTS, COVERAGE):
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob("*.xml" if folder is REPORTS else ".coverage*"):
            left.unlink()


def carry_out(run: Run) -> Tally:
    print(f"\n== {run.title}", flush=True)
    began = time.monotonic()
    environment = os.environ | {"COVERAGE_FILE": str(COVERAGE / f".coverage.{run.name}")}
    code = subprocess.run(run.command, env=environment, check=False).returncode
    tally = counted(run.report)
    hidden = what_the_report_hides(tally, code)
    if hidden.failed:
        print("== this run broke off, or found no test: that is a failure", flush=True)
    print(f"== {tally + hidden} in {time.monotonic() - began:.0f} s", flush=True)
    return tally + hidden


def counted(report: Path) -> Tally:
    if not report.exists():
        return Tally()
    suites = list(ET.parse(report).iter("testsuite"))
    failed = sum(int(suite.get(kind, 0)) for suite in suites for kind in ("failures", "errors"))
    skipped = sum(int(suite.get("skipped", 0)) for suite in suites)
    tests = sum(int(suite.get("tests", 0)) for suite in suites)
    return Tally(passed=tests - failed - skipped, failed=failed, skipped=skipped)


def what_the_report_hides(tally: Tally, code: int) -> Tally:
    """Count a run that broke off or found no test as a failure, whatever its report says."""
    is_honest = tally.failed > 0 if code else tally.passed > 0
    return Tally() if is_honest else Tally(failed=1)


def report_coverage() -> bool:
    print("\n== what no test has touched", flush=True)
    environment = os.environ | {"COVERAGE_FILE": str(COVERAGE / ".coverage")}
    coverage = [sys.executable, "-m", "coverage"]
    files = sorted(COVERAGE.glob(".coverage.*"))
    subprocess.run([*coverage, "combine", "-q", *files], env=environment, check=False)
    return subprocess.run([*coverage, "report"], env=environment, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
