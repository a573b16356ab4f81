"""How a room declares a job, and how a door asks for it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ParamSpec, TypeVar

from django.db import transaction
from django.utils.functional import Promise
from django_tasks.base import Task, TaskResult

from ecotone.foundation.jobs.waking import wake_worker
from ecotone.foundation.models import JobRun, Programme, User

P = ParamSpec("P")
T = TypeVar("T")

FIRST_WAIT = timedelta(seconds=5)


@dataclass(frozen=True, kw_only=True)
class Job(Task[P, T]):
    """A function to be run by a worker. Made by `job`."""

    title: str | Promise = ""
    attempts: int = 3
    first_wait: timedelta = FIRST_WAIT
    every: timedelta | None = None
    can_be_cancelled: bool = False
    owner: User | None = None
    programme: Programme | None = None
    back_to: str = ""

    def for_owner(
        self, owner: User, *, programme: Programme | None = None, back_to: str = ""
    ) -> "Job[P, T]":
        """Return this job as one person asks for it: they may watch it and learn how it ended.

        `back_to` is the page they go on to when it is done.
        """
        return replace(self, owner=owner, programme=programme, back_to=back_to)

    @transaction.atomic
    def enqueue(self, *args: P.args, **kwargs: P.kwargs) -> TaskResult[T]:
        """Put the job in the queue; its `id` names it for `job_state` and the job's page.

        The queue is a table of the same database. So the job becomes visible to workers with
        the commit of the surrounding transaction: never before, and never without it.
        """
        result = super().enqueue(*args, **kwargs)
        JobRun.objects.create(
            job_id=result.id,
            title=str(self.title) or self.name.replace("_", " ").capitalize(),
            owner=self.owner,
            programme=self.programme,
            back_to=self.back_to,
            can_be_cancelled=self.can_be_cancelled,
        )
        transaction.on_commit(wake_worker)
        return result

    def wait_before(self, attempt: int) -> timedelta:
        """Return how long to wait before an attempt: 5 s, 15 s, 45 s..."""
        threefold: int = 3 ** max(attempt - 2, 0)
        return self.first_wait * threefold


recurring_jobs: dict[str, Job[[], object]] = {}


def job(
    *,
    title: str | Promise = "",
    attempts: int = 3,
    first_wait: timedelta = FIRST_WAIT,
    every: timedelta | None = None,
    can_be_cancelled: bool = False,
) -> Callable[[Callable[P, T]], Job[P, T]]:
    """Declare a function of a room's `jobs` module as a job.

    `title` says what it does to whoever waits for it. With `every` it comes again and again,
    enqueued by one of the workers and never while an earlier one is unfinished.

    A job that `can_be_cancelled` stops at one of its own calls of `report_step`. So it must
    leave things as before when it stops there: by storing in one transaction, at its end.
    """

    def declare(function: Callable[P, T]) -> Job[P, T]:
        declared = Job(
            func=function,
            title=title,
            attempts=attempts,
            first_wait=first_wait,
            every=every,
            can_be_cancelled=can_be_cancelled,
        )
        if every is not None:
            recurring_jobs[declared.module_path] = declared  # type: ignore[assignment]  # a recurring job takes nothing
        return declared

    return declare
