"""The page of one job, for whoever waits for it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ecotone.foundation.errors import NotYours
from ecotone.foundation.jobs import JobProgress, JobState, job_state


@login_required
def job_page(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Show how far a job is; when it is done, go on to the page it was asked from."""
    progress = _own_job(request, job_id)
    if progress.state == JobState.DONE and progress.back_to:
        return redirect(progress.back_to)
    frame = {"job": progress, "programme": progress.programme}
    return render(request, "foundation/job.html", frame)


def _own_job(request: HttpRequest, job_id: UUID) -> JobProgress:
    progress = job_state(job_id)
    if progress is None or progress.owner_id != request.user.pk:
        raise NotYours(
            "This page is not here.", remedy="Check the address.", attempted=f"job:{job_id}"
        )
    return progress
