"""What a running job says about how far it is, and the heartbeat that says it lives."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ecotone.foundation.jobs.leases import lease_length
from ecotone.foundation.models import JobRun

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_STEPS = 1.0

JobRow = DBTaskResult[..., Any]


class Cancelled(Exception):
    """Somebody asked the job to stop. Only the worker answers it."""


@dataclass(slots=True)
class _Current:
    """The job this thread runs, and what it said that is not written yet."""

    row: JobRow
    unwritten: dict[str, Any] = field(default_factory=dict)


Told = Callable[[str, int | None, int | None], None]

_current: ContextVar[_Current | None] = ContextVar("current_job", default=None)
_told: ContextVar[Told | None] = ContextVar("told_of_steps", default=None)


def report_step(text: str, *, done: int | None = None, total: int | None = None) -> None:
    """Name the step a job is at, with its count: "Matching 1,240 of 9,800 people".

    Here a job that can be cancelled stops, when somebody asked for it. Outside a job nothing
    happens unless somebody listens, so an operation may call it wherever it is run.
    """
    if (told := _told.get()) is not None:
        told(text, done, total)
    current = _current.get()
    if current is None:
        return
    stop_if_asked(current.row)
    current.unwritten = {"step": text[:200], "done": done, "total": total}
    if not connection.in_atomic_block:  # else nobody could see it: the heart writes it apart
        _write_step(current)


@contextmanager
def steps_told_to(told: Told) -> Iterator[None]:
    """Hand every step that is reported here to somebody who waits at a terminal."""
    token = _told.set(told)
    try:
        yield
    finally:
        _told.reset(token)


def stop_if_asked(row: JobRow) -> None:
    """Raise `Cancelled` when somebody asked this job to stop."""
    if JobRun.objects.filter(pk=row.pk, cancel_asked_at__isnull=False).exists():
        raise Cancelled


@contextmanager
def in_progress(row: JobRow) -> Iterator[None]:
    """Keep the job's lease alive and let `report_step` find the job."""
    is_over = Event()
    current = _Current(row)
    heart = Thread(
        target=_beat, args=(current, is_over), daemon=True, name=f"heart of {row.pk}"
    )
    token = _current.set(current)
    heart.start()
    try:
        yield
    finally:
        is_over.set()
        heart.join()
        _current.reset(token)
        _write_step(current)


def _beat(current: _Current, is_over: Event) -> None:
    """Renew the lease until the job is over. A short job ends before the first beat."""
    every = lease_length().total_seconds() / 3
    renewed = time.monotonic()
    try:
        while not is_over.wait(min(SECONDS_BETWEEN_STEPS, every)):
            _try_to(_write_step, current)
            if time.monotonic() - renewed >= every:
                _try_to(_renew, current)
                renewed = time.monotonic()
    finally:
        connection.close()


def _try_to(write: Callable[[_Current], None], current: _Current) -> None:
    try:
        write(current)
    except DatabaseError:  # busy or away for a moment; the next beat tries again
        logger.warning("The lease or step of job %s could not be written.", current.row.pk)


def _renew(current: _Current) -> None:
    row = current.row
    this_run = JobRun.objects.filter(pk=row.pk, job__started_at=row.started_at)
    this_run.update(lease_until=timezone.now() + lease_length())


def _write_step(current: _Current) -> None:
    """Write what the job said last, if it is not written yet."""
    step = current.unwritten
    if step:
        JobRun.objects.filter(pk=current.row.pk).update(**step)
        if current.unwritten is step:
            current.unwritten = {}
