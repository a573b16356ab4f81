"""Bringing a table: the upload, its columns, the look before, the list of what was brought."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ecotone.foundation import imports
from ecotone.foundation.csv_files import csv_file
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.imports import ImportKind, JudgedRow, jobs, preview
from ecotone.foundation.imports.forms import BringTableForm, ColumnsForm
from ecotone.foundation.models import ImportState, TableImport
from ecotone.foundation.permissions import Action

PER_PAGE = 50
# More rows than these take long enough to show how far they are.
MOST_ROWS_AT_ONCE = 2_000


@in_programme(Action.IMPORT)
def imports_page(request: ProgrammeRequest) -> HttpResponse:
    brought = Paginator(imports.imports_of(request.programme), PER_PAGE)
    page = brought.get_page(request.GET.get("page"))
    entries = [(table, imports.import_kind(table.kind)) for table in page]
    return render(request, "foundation/imports.html", {"page": page, "entries": entries})


@in_programme(Action.IMPORT)
def bring_table(request: ProgrammeRequest, kind: str) -> HttpResponse:
    """Keep an uploaded table and ask for its columns, unless they name themselves."""
    known = _known_kind(kind)
    is_sent = request.method == "POST"
    form = BringTableForm(known, *((request.POST, request.FILES) if is_sent else ()))
    if form.is_valid():
        upload = form.cleaned_data["table"]
        brought = imports.bring_table(
            programme=request.programme,
            kind=known,
            file=upload.file,
            file_name=upload.name,
            at=timezone.now(),
            by=request.user,
        )
        return _after_bringing(request, brought)
    shown = {"form": form, "kind": known}
    status = 422 if is_sent else 200
    return render(request, "foundation/import_bring.html", shown, status=status)


def _after_bringing(request: ProgrammeRequest, brought: TableImport) -> HttpResponse:
    if imports.needs_no_mapping(brought):
        return _check(request, brought)
    return redirect("foundation:import_columns", request.programme.slug, brought.pk)


@in_programme(Action.IMPORT)
def columns_page(request: ProgrammeRequest, table: int) -> HttpResponse:
    """Ask which column of the file is which, with what stands in each to recognise it by."""
    found = _found(request, table)
    if not found.is_waiting:
        return redirect("foundation:import", request.programme.slug, found.pk)
    form = ColumnsForm(found, request.POST or None, by=request.user)
    if form.is_valid():
        mapped = imports.map_columns(
            brought=found, mapping=form.mapping(), at=timezone.now(), by=request.user
        )
        return _check(request, mapped)
    shown = {"table": found, "kind": _known_kind(found.kind), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "foundation/import_columns.html", shown, status=status)


@require_POST
@in_programme(Action.IMPORT)
def check_again(request: ProgrammeRequest, table: int) -> HttpResponse:
    return _check(request, _found(request, table))


def _check(request: ProgrammeRequest, brought: TableImport, *, show: str = "") -> HttpResponse:
    """Check a small table at once, and a large one where somebody can watch it."""
    after = preview.address_of(brought, show=show)
    if brought.row_count > MOST_ROWS_AT_ONCE:
        return _in_the_background(request, brought, jobs.check_table, after)
    imports.check_table(brought=brought, at=timezone.now(), by=request.user)
    return redirect(after)


def _in_the_background(
    request: ProgrammeRequest, brought: TableImport, job: jobs.TableJob, after: str
) -> HttpResponse:
    asked = job.for_owner(request.user, programme=request.programme, back_to=after)
    result = asked.enqueue(table_id=brought.pk, user_id=request.user.pk)
    return redirect("foundation:job", result.id)


@in_programme(Action.IMPORT)
def import_page(request: ProgrammeRequest, table: int) -> HttpResponse:
    """Show what taking a table in would do; afterwards, what became of it."""
    found = _found(request, table)
    if found.state == ImportState.MAPPING:
        return redirect("foundation:import_columns", request.programme.slug, found.pk)
    kind = _known_kind(found.kind)
    if not found.is_waiting:
        shown = {"table": found, "kind": kind, "things": kind.count(found.good_count)}
        return render(request, "foundation/import_settled.html", shown)
    return _preview_page(request, found, kind)


def _preview_page(
    request: ProgrammeRequest, found: TableImport, kind: ImportKind
) -> HttpResponse:
    tabs = preview.tabs_of(found)
    verdict = preview.chosen_verdict(request.GET.get("show", ""), tabs)
    rows: Paginator[JudgedRow] = Paginator(imports.rows_judged(found, verdict), PER_PAGE)
    page = rows.get_page(request.GET.get("page"))
    shown = {
        "table": found,
        "kind": kind,
        "tabs": tabs,
        "verdict": verdict,
        "page": page,
        "sheet": preview.sheet_of(page, found, verdict, looked_at_by=request.user),
        "things": kind.count(found.good_count),
    }
    return render(request, "foundation/import.html", shown)


@require_POST
@in_programme(Action.IMPORT)
def mend(request: ProgrammeRequest, table: int, row: int) -> HttpResponse:
    """Write what was typed into the cells of one row, and check the table again."""
    found = _found(request, table)
    typed = {key: request.POST[key] for key in found.mapping if key in request.POST}
    mended = imports.mend_row(
        brought=found, number=row, values=typed, at=timezone.now(), by=request.user
    )
    return _check(request, mended, show=request.POST.get("show", ""))


@require_POST
@in_programme(Action.IMPORT)
def problems_file(request: ProgrammeRequest, table: int) -> HttpResponse:
    found = _found(request, table)
    lines = imports.tell_problems(brought=found, at=timezone.now(), by=request.user)
    return csv_file(lines, file_name=_("rows-to-mend") + f"-{found.pk}.csv")


@require_POST
@in_programme(Action.IMPORT)
def take_in(request: ProgrammeRequest, table: int) -> HttpResponse:
    found = _found(request, table)
    if found.good_count > MOST_ROWS_AT_ONCE:
        return _in_the_background(request, found, jobs.take_in, preview.address_of(found))
    imports.take_in(brought=found, at=timezone.now(), by=request.user)
    return redirect("foundation:import", request.programme.slug, found.pk)


@require_POST
@in_programme(Action.IMPORT)
def leave(request: ProgrammeRequest, table: int) -> HttpResponse:
    found = _found(request, table)
    imports.leave_table(brought=found, at=timezone.now(), by=request.user)
    messages.success(request, _("The table is left. Nothing of it was kept."))
    return redirect("foundation:imports", request.programme.slug)


@require_POST
@in_programme(Action.IMPORT)
def undo(request: ProgrammeRequest, table: int) -> HttpResponse:
    found = _found(request, table)
    if found.good_count > MOST_ROWS_AT_ONCE:
        return _in_the_background(request, found, jobs.undo_import, preview.address_of(found))
    imports.undo_import(brought=found, at=timezone.now(), by=request.user)
    return redirect("foundation:import", request.programme.slug, found.pk)


def _found(request: ProgrammeRequest, table: int) -> TableImport:
    tables = TableImport.objects.select_related("programme", "brought_by")
    return get_object_or_404(tables, pk=table, programme=request.programme)


def _known_kind(key: str) -> ImportKind:
    kind = imports.import_kind(key)
    if kind is None:
        raise Http404
    return kind
