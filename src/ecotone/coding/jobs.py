"""What coding leaves to a worker: projects of other programs, large ones at least."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy

from ecotone.coding.choices import ProjectState
from ecotone.coding.models import BroughtProject
from ecotone.coding.operations import presence
from ecotone.coding.operations.projects import bringing, taking_in, undoing
from ecotone.foundation.jobs import job, report_step
from ecotone.foundation.models import User


@job(title=gettext_lazy("Looking at a project"), can_be_cancelled=True)
def check_project(*, project_id: int, user_id: int) -> None:
    brought, by = _found(project_id, user_id)
    bringing.check_project(brought=brought, at=timezone.now(), by=by, report=report_step)


@job(title=gettext_lazy("Taking in a project"), can_be_cancelled=True)
def take_in_project(*, project_id: int, user_id: int) -> None:
    brought, by = _found(project_id, user_id)
    if brought.state != ProjectState.TAKEN_IN:  # else a worker died after the work was done
        taking_in.take_in_project(brought=brought, at=timezone.now(), by=by, report=report_step)


@job(title=gettext_lazy("Undoing a project"))
def undo_project(*, project_id: int, user_id: int) -> None:
    brought, by = _found(project_id, user_id)
    if brought.state != ProjectState.UNDONE:  # as above
        undoing.undo_project(brought=brought, at=timezone.now(), by=by, report=report_step)


@job(every=timedelta(days=1))
def leave_forgotten_projects() -> None:
    bringing.leave_forgotten_projects(at=timezone.now())


@job(every=timedelta(minutes=15))
def sweep_presence() -> None:
    presence.sweep_presence(at=timezone.now())


def _found(project_id: int, user_id: int) -> tuple[BroughtProject, User]:
    projects = BroughtProject.objects.select_related("programme")
    return projects.get(pk=project_id), User.objects.get(pk=user_id)
