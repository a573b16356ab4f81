"""Jobs that come again and again: each time one of the workers enqueues them."""

from datetime import datetime

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ecotone.foundation.jobs.declaring import Job, recurring_jobs
from ecotone.foundation.models import RecurringJob

UNFINISHED = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def enqueue_due(*, at: datetime) -> int:
    """Enqueue the recurring jobs that are due and say how many there were."""
    later = RecurringJob.objects.filter(next_due__gt=at).values_list("name", flat=True)
    due = recurring_jobs.keys() - set(later)
    return sum(_enqueue_if_first(recurring_jobs[name], at=at) for name in sorted(due))


@transaction.atomic
def _enqueue_if_first(job: Job[[], object], *, at: datetime) -> bool:
    """Move the due time on and enqueue; whoever finds it already moved does nothing."""
    every = job.every
    if every is None:
        return False
    name, seconds = job.module_path, int(every.total_seconds())
    RecurringJob.objects.get_or_create(
        name=name, defaults={"every_seconds": seconds, "next_due": at}
    )
    is_first = RecurringJob.objects.filter(name=name, next_due__lte=at).update(
        next_due=at + every, every_seconds=seconds
    )
    if not is_first or _is_unfinished(name):
        return False
    job.enqueue()
    return True


def _is_unfinished(name: str) -> bool:
    return DBTaskResult.objects.filter(task_path=name, status__in=UNFINISHED).exists()
