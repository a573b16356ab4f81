"""Bringing a project of another program: upload, who is who, what it would do, in and out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecotone.coding import jobs
from ecotone.coding.choices import ProjectState
from ecotone.coding.errors import ProjectRefused
from ecotone.coding.forms.projects import Around, BringProjectForm, ProjectForm
from ecotone.coding.models import BroughtProject
from ecotone.coding.operations.projects import bringing, taking_in, undoing
from ecotone.coding.queries.projects.brought import project_of_key, projects_of
from ecotone.coding.queries.projects.choices import ProjectChoices
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.errors import NotYours
from ecotone.foundation.jobs import Job
from ecotone.foundation.permissions import Action, users_who_may
from ecotone.register.queries import participants_of, sectors_of

PER_PAGE = 30
# More codings than these take long enough to show how far they are.
MOST_CODINGS_AT_ONCE = 2_000


@require_safe
@in_programme(Action.BRING_PROJECT)
def projects(request: ProgrammeRequest) -> HttpResponse:
    page = Paginator(projects_of(request.programme), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "coding/projects.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme(Action.BRING_PROJECT)
def bring_project(request: ProgrammeRequest) -> HttpResponse:
    """Read a package; what is wrong with it is said beside the field, and nothing is kept."""
    is_sent = request.method == "POST"
    form = BringProjectForm(*((request.POST, request.FILES) if is_sent else ()))
    if form.is_valid():
        brought = _brought(request, form)
        if brought is not None:
            return redirect("coding:project", request.programme.slug, brought.key)
    status = 422 if form.errors else 200
    return render(request, "coding/project_bring.html", {"form": form}, status=status)


def _brought(request: ProgrammeRequest, form: BringProjectForm) -> BroughtProject | None:
    upload = form.cleaned_data["project"]
    try:
        return bringing.bring_project(
            programme=request.programme,
            file=upload.file,
            file_name=upload.name,
            at=timezone.now(),
            by=request.user,
        )
    except ProjectRefused as refusal:
        form.add_error("project", str(refusal))
        return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_programme(Action.BRING_PROJECT)
def project(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    """Ask who is who; once it is settled, say what became of it."""
    found = _found(request, key)
    if not found.is_waiting:
        return render(request, "coding/project_settled.html", _settled(found))
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        answer = _chosen(request, found, form)
        if answer is not None:
            return answer
    return render(
        request,
        "coding/project.html",
        {"project": found, "report": found.report, "form": form},
        status=422 if form.errors else 200,
    )


def _form(request: ProgrammeRequest, found: BroughtProject) -> ProjectForm:
    is_sent = request.method == "POST"
    return ProjectForm(
        *((request.POST, request.FILES) if is_sent else ()),
        around=Around(
            report=found.report,
            chosen=ProjectChoices.stored(found.choices),
            sectors=list(sectors_of(request.programme)),
            team=list(users_who_may(Action.CODE, request.programme)),
            participants=list(participants_of(request.programme)),
        ),
    )


def _chosen(
    request: ProgrammeRequest, found: BroughtProject, form: ProjectForm
) -> HttpResponse | None:
    now = timezone.now()
    held = bringing.choose_for_project(
        brought=found, choices=form.choices(), at=now, by=request.user
    )
    after = reverse("coding:project_preview", args=(request.programme.slug, found.key))
    if _is_large(found):
        return _in_the_background(request, found, jobs.check_project, after)
    try:
        bringing.check_project(brought=held, at=now, by=request.user)
    except ProjectRefused as refusal:
        form.add_error("offsets", str(refusal))
        return None
    return redirect(after)


@never_cache
@require_safe
@in_programme(Action.BRING_PROJECT)
def project_preview(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    """Show everything that taking it in would do, and first of all what would be lost."""
    found = _found(request, key)
    if not found.is_waiting:
        return redirect("coding:project", request.programme.slug, found.key)
    shown = {"project": found, "report": found.report}
    return render(request, "coding/project_preview.html", shown)


@never_cache
@require_safe
@in_programme(Action.BRING_PROJECT)
def project_report(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    """Give the same for programs to read."""
    found = _found(request, key)
    return JsonResponse({"state": found.state, **found.report, **found.traces})


@require_POST
@in_programme(Action.BRING_PROJECT)
def take_in_project(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    found = _found(request, key)
    after = reverse("coding:project", args=(request.programme.slug, found.key))
    if _is_large(found):
        return _in_the_background(request, found, jobs.take_in_project, after)
    taking_in.take_in_project(brought=found, at=timezone.now(), by=request.user)
    return redirect(after)


@require_POST
@in_programme(Action.BRING_PROJECT)
def leave_project(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    bringing.leave_project(brought=_found(request, key), at=timezone.now(), by=request.user)
    messages.success(request, _("Nothing was taken in, and nothing of it is kept."))
    return redirect("coding:projects", request.programme.slug)


@require_POST
@in_programme(Action.BRING_PROJECT)
def undo_project(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    found = _found(request, key)
    after = reverse("coding:project", args=(request.programme.slug, found.key))
    if len(found.traces.get("codings", ())) > MOST_CODINGS_AT_ONCE:
        return _in_the_background(request, found, jobs.undo_project, after)
    undoing.undo_project(brought=found, at=timezone.now(), by=request.user)
    return redirect(after)


# --- shared steps ----------------------------------------------------------------------------


def _found(request: ProgrammeRequest, key: UUID) -> BroughtProject:
    """Find a project; what still waits is seen by nobody but whoever brought it."""
    found = project_of_key(request.programme, key)
    if found is None or (found.is_waiting and found.brought_by_id != request.user.pk):
        raise NotYours(
            _("This project is not here."),
            remedy=_("While it waits, only whoever brought it sees it."),
            attempted=f"project:{key} in programme:{request.programme.pk}",
        )
    return found


def _is_large(found: BroughtProject) -> bool:
    codings = sum(int(line["codings"]) for line in found.report["people"])
    return codings > MOST_CODINGS_AT_ONCE


def _in_the_background(
    request: ProgrammeRequest, found: BroughtProject, job: Job[..., None], after: str
) -> HttpResponse:
    asked = job.for_owner(request.user, programme=request.programme, back_to=after)
    result = asked.enqueue(project_id=found.pk, user_id=request.user.pk)
    return redirect("foundation:job", result.id)


def _settled(found: BroughtProject) -> dict[str, Any]:
    is_in = found.state == ProjectState.TAKEN_IN
    return {
        "project": found,
        "counts": found.traces.get("counts", {}),
        "acts_since": undoing.acts_since(found) if is_in else 0,
    }
