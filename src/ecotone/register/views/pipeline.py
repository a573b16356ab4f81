"""The broker's pipeline: who waits for what, as columns, as a table and as a file."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ecotone.foundation.csv_files import csv_file, csv_lines
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action
from ecotone.register import operations, queries
from ecotone.register.exports import board
from ecotone.register.forms import PipelineFilter, SavedFilterForm

PER_PAGE = 50


@require_safe
@in_programme(Action.MANAGE_PEOPLE)
def pipeline(request: ProgrammeRequest) -> HttpResponse:
    at = timezone.now()
    chosen = _filter(request)
    standings = queries.standings_where(request.programme, chosen.wanted(), at=at)
    page = {
        "filter": chosen,
        "query": chosen.query(),
        "count": len(standings),
        "said_no": board.said_no(standings),
        "saved": queries.saved_filters_of(request.user, request.programme),
        "saved_form": SavedFilterForm(initial={"query": chosen.query()}),
        "is_table": request.GET.get("view") == "table",
        "actions": request.actions,
    }
    if page["is_table"]:
        shown = Paginator(standings, PER_PAGE).get_page(request.GET.get("page"))
        cards = board.cards_of(request.programme, list(shown), at=at)
        return render(
            request,
            "register/pipeline_table.html",
            page | {"page": shown, "cards": cards.values()},
        )
    columns = board.board_of(request.programme, standings, at=at)
    return render(request, "register/pipeline.html", page | {"columns": columns})


@require_safe
@in_programme(Action.MANAGE_PEOPLE)
def pipeline_csv(request: ProgrammeRequest) -> HttpResponse:
    at = timezone.now()
    standings = queries.standings_where(request.programme, _filter(request).wanted(), at=at)
    lines = csv_lines(board.table_of(request.programme, standings, at=at))
    return csv_file(lines, file_name=f"pipeline-{request.programme.slug}.csv")


@require_POST
@in_programme(Action.MANAGE_PEOPLE)
def keep_filter(request: ProgrammeRequest) -> HttpResponse:
    form = SavedFilterForm(request.POST)
    query = request.POST.get("query", "")
    if not form.is_valid():
        messages.warning(request, _("The filter needs a name to be found again. Give it one."))
    else:
        saved = operations.save_filter(
            programme=request.programme, **form.cleaned_data, at=timezone.now(), by=request.user
        )
        messages.success(request, _("“%s” stands above the list from now on.") % saved)
    return _back(request, query)


@require_POST
@in_programme(Action.MANAGE_PEOPLE)
def forget_filter(request: ProgrammeRequest, saved: int) -> HttpResponse:
    mine = queries.saved_filters_of(request.user, request.programme)
    operations.forget_filter(
        saved=get_object_or_404(mine, pk=saved), at=timezone.now(), by=request.user
    )
    messages.success(request, _("The name is gone. The people in the list stay as they are."))
    return _back(request, "")


def _filter(request: ProgrammeRequest) -> PipelineFilter:
    return PipelineFilter(request.GET, sectors=list(queries.sectors_of(request.programme)))


def _back(request: ProgrammeRequest, query: str) -> HttpResponse:
    page = reverse("register:pipeline", args=(request.programme.slug,))
    return redirect(f"{page}?{query}" if query else page)
