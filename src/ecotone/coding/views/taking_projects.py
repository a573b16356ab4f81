"""Taking a programme away as a project of the REFI-QDA standard, its losses told first."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ecotone.coding.exports.refi.package import ExportChoices, package_of
from ecotone.coding.forms.projects import TakeProjectForm
from ecotone.coding.operations.taking_away import note_taken_away
from ecotone.coding.queries.taking_away import what_can_be_taken
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action

QDPX = "application/zip"


@require_safe
@in_programme(Action.CODE)
def take_project(request: ProgrammeRequest) -> HttpResponse:
    """Say what the project would hold and what it has no place for, before it is taken."""
    form = TakeProjectForm(request.GET)
    return render(
        request,
        "coding/project_take.html",
        {
            "form": form,
            "counts": what_can_be_taken(request.programme),
            "losses": package_of(request.programme, _choices(form)).losses,
        },
    )


@require_safe
@in_programme(Action.CODE)
def take_project_report(request: ProgrammeRequest) -> HttpResponse:
    written = package_of(request.programme, _choices(TakeProjectForm(request.GET)))
    losses = [
        {"kind": loss.kind.value, "sentence": loss.sentence, "count": loss.count}
        for loss in written.losses
    ]
    return JsonResponse({"bytes": len(written.content), "losses": losses})


@require_safe
@in_programme(Action.CODE)
def take_project_file(request: ProgrammeRequest) -> HttpResponse:
    note_taken_away(
        programme=request.programme,
        what="the programme as a REFI-QDA project",
        at=timezone.now(),
        by=request.user,
    )
    written = package_of(request.programme, _choices(TakeProjectForm(request.GET)))
    name = f"{request.programme.slug}.qdpx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(written.content, content_type=QDPX, headers=headers)


def _choices(form: TakeProjectForm) -> ExportChoices:
    said = form.cleaned_data if form.is_valid() else {}
    return ExportChoices(
        are_coders_named=not said.get("coders"), with_memos=not said.get("memos")
    )
