"""Asking a job to stop; it does so at its next step and leaves things as they were."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import JobRun, User

UNFINISHED = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@transaction.atomic
def cancel_job(*, job_id: UUID, at: datetime, by: User) -> None:
    """Ask a job of one's own to stop. One that nobody has begun is over at once."""
    run = JobRun.objects.select_related("job").filter(job__id=job_id, owner=by).first()
    if run is None:
        raise NotYours(
            "This job is not here.", remedy="Check the address.", attempted=f"job:{job_id}"
        )
    _check_can_stop(run)
    never_begun = DBTaskResult.objects.filter(pk=run.pk, status=TaskResultStatus.READY)
    is_over = never_begun.update(status=TaskResultStatus.FAILED, finished_at=at) == 1
    JobRun.objects.filter(pk=run.pk).update(cancel_asked_at=at, is_cancelled=is_over)


def _check_can_stop(run: JobRun) -> None:
    if run.job.status not in UNFINISHED:
        raise Refused(
            _("It was over before it could be cancelled."),
            remedy=_("Look at what it did; what a table brought in can be undone."),
        )
    if not run.can_be_cancelled:
        raise Refused(
            _("This work cannot be stopped half-way."),
            remedy=_("Wait until it is done; its page shows how far it is."),
        )
