"""The codebook's history: what was done to it, by whom and why; taking a step back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ecotone.coding import operations
from ecotone.coding.queries.book_history import (
    book_steps,
    codebook_as_of,
    number_of,
    told_steps,
)
from ecotone.coding.queries.codebook import branches_of
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action

PER_PAGE = 25


@in_programme(Action.READ_WORDS)
def history(request: ProgrammeRequest) -> HttpResponse:
    steps = book_steps(request.programme)
    page = Paginator(steps, PER_PAGE).get_page(request.GET.get("page"))
    newest = page.paginator.count - (page.number - 1) * PER_PAGE
    told = told_steps(
        request.programme,
        steps.filter(pk__in=[step.pk for step in page]),
        reader=request.user,
        newest=newest,
    )
    return render(request, "coding/codebook_history.html", {"steps": told, "page": page})


@in_programme(Action.READ_WORDS)
def version(request: ProgrammeRequest, step: int) -> HttpResponse:
    """Show the codebook as it stood after one of its steps."""
    found = get_object_or_404(book_steps(request.programme).select_related("by"), pk=step)
    entries = codebook_as_of(found)
    page = {
        "step": found,
        "number": number_of(found),
        "branches": branches_of(entries),
        "codes": len(entries),
    }
    return render(request, "coding/codebook_version.html", page)


@require_POST
@in_programme(Action.EDIT_CODEBOOK)
def undo_step(request: ProgrammeRequest, step: int) -> HttpResponse:
    found = get_object_or_404(book_steps(request.programme), pk=step)
    operations.undo_codebook_step(step=found, at=timezone.now(), by=request.user)
    messages.success(request, _("That step is taken back. Both stay in the history."))
    return redirect("coding:codebook_history", request.programme.slug)
