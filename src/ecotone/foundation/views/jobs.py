"""The page of one job, for whoever waits for it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from ecotone.foundation.errors import NotYours
from ecotone.foundation.jobs import JobProgress, JobState, cancel_job, job_state


@login_required
def job_page(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Show how far a job is; when it is done, go on to the page it was asked from."""
    progress = _own_job(request, job_id)
    if progress.state == JobState.DONE and progress.back_to:
        return redirect(progress.back_to)
    frame = {"job": progress, "programme": progress.programme}
    return render(request, "foundation/job.html", frame)


@require_POST
@login_required
def cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Ask the job to stop; its page says when it has."""
    progress = _own_job(request, job_id)
    cancel_job(job_id=progress.job_id, at=timezone.now(), by=request.user)  # type: ignore[arg-type]  # login_required lets nobody else in
    return redirect("foundation:job", job_id)


def _own_job(request: HttpRequest, job_id: UUID) -> JobProgress:
    progress = job_state(job_id)
    if progress is None or progress.owner_id != request.user.pk:
        raise NotYours(
            "This page is not here.", remedy="Check the address.", attempted=f"job:{job_id}"
        )
    return progress
