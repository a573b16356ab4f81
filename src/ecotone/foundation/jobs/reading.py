"""How a job stands, in words for whoever waits for it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.core.exceptions import ValidationError
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ecotone.foundation.models import JobRun, Programme


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"
    CANCELLED = "cancelled"


_STATES = {
    TaskResultStatus.READY: JobState.WAITING,
    TaskResultStatus.RUNNING: JobState.RUNNING,
    TaskResultStatus.SUCCESSFUL: JobState.DONE,
    TaskResultStatus.FAILED: JobState.FAILED,
}


@dataclass(frozen=True, slots=True)
class JobProgress:
    """A job as its owner sees it."""

    job_id: UUID
    title: str
    state: JobState
    step: str
    attempt: int
    message: str
    remedy: str
    back_to: str
    owner_id: int | None
    programme: Programme | None
    done: int | None = None
    total: int | None = None
    can_be_cancelled: bool = False
    is_cancel_asked: bool = False

    @property
    def is_over(self) -> bool:
        return self.state not in {JobState.WAITING, JobState.RUNNING}

    @property
    def share(self) -> int | None:
        """Of a hundred, for the meter; nothing while nobody knows how much there is."""
        return round(100 * (self.done or 0) / self.total) if self.total else None


def job_state(job_id: UUID | str) -> JobProgress | None:
    """Return how a job stands, or nothing when there is no such job (any more)."""
    try:
        run = JobRun.objects.select_related("job", "programme").get(job__id=job_id)
    except (JobRun.DoesNotExist, ValidationError):
        return None
    return JobProgress(
        job_id=run.job.id,
        title=run.title,
        state=_state_of(run),
        step=run.step,
        attempt=len(run.job.worker_ids),
        message=run.refusal,
        remedy=run.remedy,
        back_to=run.back_to,
        owner_id=run.owner_id,
        programme=run.programme,
        done=run.done,
        total=run.total,
        can_be_cancelled=run.can_be_cancelled,
        is_cancel_asked=run.cancel_asked_at is not None,
    )


def _state_of(run: JobRun) -> JobState:
    if run.is_cancelled:
        return JobState.CANCELLED
    return JobState.REFUSED if run.refusal else _STATES[TaskResultStatus(run.job.status)]


def waiting_jobs() -> int:
    """Count the jobs that could be run now."""
    return DBTaskResult.objects.ready().count()
