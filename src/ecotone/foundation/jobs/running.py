"""Claiming one job, running it, and noting how it ended."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ecotone.foundation.errors import Refused
from ecotone.foundation.jobs.declaring import Job
from ecotone.foundation.jobs.leases import lease_length
from ecotone.foundation.jobs.progress import Cancelled, JobRow, in_progress, stop_if_asked
from ecotone.foundation.models import JobRun

logger = logging.getLogger(__name__)


def claim_next(worker: str, *, at: datetime) -> JobRow | None:
    """Take the next ready job with its lease, or nothing."""
    if not DBTaskResult.objects.ready().exists():
        return None  # looking is free; the claim below takes SQLite's one write lock
    with transaction.atomic():
        row = DBTaskResult.objects.ready().get_locked()
        if row is not None:
            row.claim(worker)
            JobRun.objects.filter(pk=row.pk).update(lease_until=at + lease_length())
        return row


def run(row: JobRow) -> None:
    """Run a claimed job. Whatever it raises is noted here and goes no further."""
    try:
        declared = row.task
    except Exception as mistake:
        logger.exception("Job %s cannot be found in the code.", row.pk)
        _note(row, **_failure(mistake))
        return
    try:
        with in_progress(row):
            stop_if_asked(row)
            declared.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
    except Cancelled as stop:
        _note_cancelled(row, stop)
    except Refused as refusal:
        _note_refusal(row, refusal)
    except Exception as mistake:
        logger.exception("Job %s failed at attempt %d.", row.pk, len(row.worker_ids))
        _try_again_or_fail(row, declared, mistake)
    else:
        _note_done(row, declared)


def reap(*, at: datetime) -> int:
    """Give the jobs of lost workers back to the queue, each at most as often as it allows."""
    lost = DBTaskResult.objects.running().filter(run__lease_until__lt=at)
    return sum(_reap_one(row.pk, at=at) for row in lost.only("pk"))


@transaction.atomic
def _reap_one(pk: UUID, *, at: datetime) -> bool:
    """Look again under a lock: another worker may have reaped it, or its own finished it."""
    still_lost = DBTaskResult.objects.running().filter(pk=pk, run__lease_until__lt=at)
    row = still_lost.select_for_update(skip_locked=True, of=("self",)).first()
    if row is None:
        return False
    logger.warning("Job %s lost its worker.", row.pk)
    lost = ConnectionError("The worker was lost while it ran this job.")
    if _may_run_again(row):
        return _note(row, status=TaskResultStatus.READY, run_after=at)
    return _note(row, **_failure(lost))


def _may_run_again(row: JobRow) -> bool:
    try:
        declared = row.task
    except Exception:
        logger.exception("Job %s cannot be found in the code.", row.pk)
        return False
    return len(row.worker_ids) < _attempts(declared)


def _attempts(declared: object) -> int:
    return declared.attempts if isinstance(declared, Job) else 1


def _try_again_or_fail(row: JobRow, declared: object, mistake: Exception) -> None:
    tried = len(row.worker_ids)
    if isinstance(declared, Job) and tried < declared.attempts:
        later = timezone.now() + declared.wait_before(tried + 1)
        _note(row, status=TaskResultStatus.READY, run_after=later)
    else:
        _note(row, **_failure(mistake))


def _note_refusal(row: JobRow, refusal: Refused) -> None:
    """Keep both sentences for the owner. Trying again would only be refused again."""
    with transaction.atomic():
        if _note(row, **_failure(refusal)):
            JobRun.objects.filter(pk=row.pk).update(
                refusal=refusal.message, remedy=refusal.remedy
            )


def _note_cancelled(row: JobRow, stop: Cancelled) -> None:
    with transaction.atomic():
        if _note(row, **_failure(stop)):
            JobRun.objects.filter(pk=row.pk).update(is_cancelled=True)


def _note_done(row: JobRow, declared: object) -> None:
    is_recurring = isinstance(declared, Job) and declared.every is not None
    if is_recurring:
        DBTaskResult.objects.filter(pk=row.pk).delete()  # nobody asks how each one went
    else:
        _note(row, status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now())


def _failure(mistake: Exception) -> dict[str, object]:
    """Describe what went wrong without its text, which may quote what people said."""
    kind = type(mistake)
    return {
        "status": TaskResultStatus.FAILED,
        "finished_at": timezone.now(),
        "exception_class_path": f"{kind.__module__}.{kind.__qualname__}",
    }


def _note(row: JobRow, **facts: object) -> bool:
    """Write how an attempt ended, unless another attempt has begun since.

    A worker that was cut off and comes back must not overwrite what its successor did.
    """
    this_attempt = DBTaskResult.objects.filter(
        pk=row.pk,
        started_at=row.started_at,
        status__in=(TaskResultStatus.RUNNING, TaskResultStatus.READY),
    )
    return this_attempt.update(**facts) == 1
