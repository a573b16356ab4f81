"""What a running job says about how far it is, and the heartbeat that says it lives."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event, Thread
from typing import Any

from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ecotone.foundation.jobs.leases import lease_length
from ecotone.foundation.models import JobRun

logger = logging.getLogger(__name__)

JobRow = DBTaskResult[..., Any]

_current: ContextVar[JobRow | None] = ContextVar("current_job", default=None)


def report_step(text: str) -> None:
    """Name the step a job is at, with its count: "Matching 1,240 of 9,800 people".

    Outside a job it does nothing, so an operation may call it wherever it is run.
    """
    current = _current.get()
    if current is not None:
        JobRun.objects.filter(pk=current.pk).update(step=text[:200])


@contextmanager
def in_progress(row: JobRow) -> Iterator[None]:
    """Keep the job's lease alive and let `report_step` find the job."""
    is_over = Event()
    heart = Thread(target=_beat, args=(row, is_over), daemon=True, name=f"heart of {row.pk}")
    token = _current.set(row)
    heart.start()
    try:
        yield
    finally:
        is_over.set()
        heart.join()
        _current.reset(token)


def _beat(row: JobRow, is_over: Event) -> None:
    """Renew the lease until the job is over. A short job ends before the first beat."""
    try:
        while not is_over.wait(lease_length().total_seconds() / 3):
            _renew(row)
    finally:
        connection.close()


def _renew(row: JobRow) -> None:
    this_run = JobRun.objects.filter(pk=row.pk, job__started_at=row.started_at)
    try:
        this_run.update(lease_until=timezone.now() + lease_length())
    except DatabaseError:  # busy or away for a moment; the next beat tries again
        logger.warning("The lease of job %s could not be renewed.", row.pk)
