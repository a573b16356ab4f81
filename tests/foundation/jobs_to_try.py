"""Jobs that tests let workers run."""

import time
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from ecotone.foundation.errors import Refused
from ecotone.foundation.jobs import job, report_step
from ecotone.foundation.models import JobRun, Lease

NO_WAIT = timedelta(0)


def note(folder: str, what: str) -> None:
    with (Path(folder) / what).open("a", encoding="utf-8") as file:
        file.write("x")


def times(folder: object, what: str) -> int:
    path = Path(str(folder)) / what
    return len(path.read_text(encoding="utf-8")) if path.exists() else 0


@job(title="Counting to three")
def count(*, folder: str) -> None:
    report_step("Counted 3 of 3")
    note(folder, "counted")


@job(first_wait=NO_WAIT)
def succeed_the_third_time(*, folder: str) -> None:
    note(folder, "tried")
    if times(folder, "tried") < 3:
        raise RuntimeError("Not yet.")
    note(folder, "succeeded")


@job(attempts=2, first_wait=NO_WAIT)
def always_fail(*, folder: str) -> None:
    note(folder, "tried")
    raise RuntimeError("Jane said so.")


@job(title="Matching")
def be_refused(*, folder: str) -> None:
    note(folder, "tried")
    raise Refused("This round needs a university participant.", remedy="Invite one.")


@job()
def hang_the_first_time(*, folder: str) -> None:
    """Store one result, idempotently; the first run never gets that far."""
    note(folder, "begun")
    if times(folder, "begun") == 1:
        time.sleep(600)
    Lease.objects.get_or_create(
        name="the result", defaults={"holder": "job", "until": timezone.now()}
    )
    note(folder, "result")


@job()
def take_a_moment(*, folder: str, number: int) -> None:
    note(folder, f"ran-{number}")
    time.sleep(0.01)


@job()
def outlast_the_lease(*, folder: str) -> None:
    note(folder, "begun")
    time.sleep(5)
    note(folder, "done")


class Patience:
    """Wait for something to come true, but not for ever."""

    def __init__(self, seconds: float = 30) -> None:
        self.end = time.monotonic() + seconds

    def is_left(self) -> bool:
        time.sleep(0.05)
        return time.monotonic() < self.end


@job(title="Counting far", can_be_cancelled=True)
def count_far(*, folder: str) -> None:
    """Count until somebody asks to stop, and note the number only at the very end."""
    for number in range(1_000):
        report_step(f"Counted {number} of 1,000", done=number, total=1_000)
        note(folder, "steps")
        if number == 2:
            JobRun.objects.update(cancel_asked_at=timezone.now())
    note(folder, "counted")


@job()
def step_in_a_transaction(*, folder: str) -> None:
    with transaction.atomic():
        report_step("Half of it is written", done=1, total=2)
    note(folder, "done")
