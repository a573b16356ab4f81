"""What can be told without running a test. `./run check` asks, `./run fix` repairs."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
DJANGO = ("python", "-m", "django")
SETTINGS = {"DJANGO_SETTINGS_MODULE": "ecotone.config.settings"}

# An installation as it should be: https, its own name, secrets that nobody else has.
PRODUCTION = SETTINGS | {
    "ECOTONE_HOME": str(ROOT / "build" / "check"),
    "ECOTONE_DEBUG": "false",
    "ECOTONE_DEMO": "false",
    "ECOTONE_PUBLIC_ADDRESS": "https://ecotone.example.org",
    "ECOTONE_HOSTS": "ecotone.example.org",
    "ECOTONE_SECRET_KEY": "checked-only-never-served-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ECOTONE_ENCRYPTION_KEYS": "Y2hlY2tlZC1vbmx5LW5ldmVyLXNlcnZlZC0wMTIzNDU=",
    "ECOTONE_EMAIL_URL": "smtp+tls://hub:word@mail.example.org:587",
    "ECOTONE_FROM_EMAIL": "Ecotone <hub@example.org>",
}


@dataclass(frozen=True)
class Step:
    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    is_good: bool
    seconds: float
    output: str


CHECKS = (
    Step("types", ("mypy", "src")),
    Step("format", ("ruff", "format", "--check", ".")),
    Step("lint", ("ruff", "check", ".")),
    Step("floor plan", ("lint-imports",)),
    Step("template format", ("djlint", "--check", "src")),
    Step("template lint", ("djlint", "--lint", "src")),
    Step("migrations", (*DJANGO, "makemigrations", "--check", "--dry-run"), PRODUCTION),
    Step("deployment", (*DJANGO, "check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
    Step("dead code", ("vulture",)),
)
REPAIRS = (
    Step("format", ("ruff", "format", ".")),
    Step("lint", ("ruff", "check", "--fix", ".")),
    Step("format again", ("ruff", "format", ".")),
    Step("template format", ("djlint", "--quiet", "--reformat", "src")),
)


def main() -> int:
    os.chdir(ROOT)
    (ROOT / "build" / "check" / "static").mkdir(parents=True, exist_ok=True)
    if "--fix" in sys.argv[1:]:
        return closing([report(step, carry_out(step)) for step in REPAIRS])
    with ThreadPoolExecutor(max_workers=2) as side_by_side:
        outcomes = side_by_side.map(carry_out, CHECKS)
        return closing([report(*pair) for pair in zip(CHECKS, outcomes, strict=True)])


def carry_out(step: Step) -> Outcome:
    began = time.monotonic()
    done = subprocess.run(
        [str(BIN / step.command[0]), *step.command[1:]],
        env=os.environ | step.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(done.returncode == 0, time.monotonic() - began, done.stdout)


def report(step: Step, outcome: Outcome) -> bool:
    word = "good" if outcome.is_good else "BAD"
    print(f"{step.name:<16} {word:<4} {outcome.seconds:6.1f} s", flush=True)
    if not outcome.is_good:
        print(outcome.output, flush=True)
    return outcome.is_good


def closing(verdicts: list[bool]) -> int:
    bad = verdicts.count(False)
    print("All is well." if not bad else f"{bad} of {len(verdicts)} need a look.", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
