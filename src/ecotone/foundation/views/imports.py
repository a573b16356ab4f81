"""Bringing a table: the upload, the look before, the list of what was brought."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ecotone.foundation import imports
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.forms import BringTableForm
from ecotone.foundation.imports import ImportKind
from ecotone.foundation.models import ImportState, TableImport
from ecotone.foundation.permissions import Action
from ecotone.foundation.tables import MOST_BYTES

PER_PAGE = 50


@in_programme(Action.IMPORT)
def imports_page(request: ProgrammeRequest) -> HttpResponse:
    brought = Paginator(imports.imports_of(request.programme), PER_PAGE)
    page = brought.get_page(request.GET.get("page"))
    entries = [(table, imports.import_kind(table.kind)) for table in page]
    return render(request, "foundation/imports.html", {"page": page, "entries": entries})


@in_programme(Action.IMPORT)
def bring_table(request: ProgrammeRequest, kind: str) -> HttpResponse:
    """Read an uploaded table; a refusal names every cell at fault and stores nothing."""
    known = _known_kind(kind)
    is_sent = request.method == "POST"
    form = BringTableForm(request.POST, request.FILES) if is_sent else BringTableForm()
    if is_sent and form.is_valid():
        brought = _preview(request, known, form)
        return redirect("foundation:import", request.programme.slug, brought.pk)
    shown = {"form": form, "kind": known}
    status = 422 if is_sent else 200
    return render(request, "foundation/import_bring.html", shown, status=status)


def _preview(request: ProgrammeRequest, kind: ImportKind, form: forms.Form) -> TableImport:
    upload = form.cleaned_data["table"]
    return imports.preview_table(
        programme=request.programme,
        kind=kind,
        content=upload.read(MOST_BYTES + 1),
        file_name=upload.name,
        at=timezone.now(),
        by=request.user,
    )


@in_programme(Action.IMPORT)
def import_page(request: ProgrammeRequest, table: int) -> HttpResponse:
    """Show what taking a table in would do; once that is decided, the list says how."""
    found = _found(request, table)
    if found.state != ImportState.PREVIEWED:
        return redirect("foundation:imports", request.programme.slug)
    kind = _known_kind(found.kind)
    page = Paginator(imports.rows_of(found), PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "table": found,
        "kind": kind,
        "page": page,
        "things": kind.count(found.new_count + found.changed_count),
        "columns": _columns(kind, list(page)),
    }
    return render(request, "foundation/import.html", shown)


@require_POST
@in_programme(Action.IMPORT)
def take_in(request: ProgrammeRequest, table: int) -> HttpResponse:
    found = _found(request, table)
    imports.apply_import(table_import=found, at=timezone.now(), by=request.user)
    kind = _known_kind(found.kind)
    things = kind.count(found.new_count + found.changed_count)
    messages.success(
        request,
        _("%(things)s are taken in. You can undo that under “Tables brought”.")
        % {"things": things},
    )
    return redirect(kind.back_to, request.programme.slug)


@require_POST
@in_programme(Action.IMPORT)
def leave(request: ProgrammeRequest, table: int) -> HttpResponse:
    found = _found(request, table)
    imports.leave_import(table_import=found, at=timezone.now(), by=request.user)
    messages.success(request, _("The table is left. Nothing of it was kept."))
    return redirect("foundation:imports", request.programme.slug)


@require_POST
@in_programme(Action.IMPORT)
def undo(request: ProgrammeRequest, table: int) -> HttpResponse:
    found = _found(request, table)
    imports.undo_import(table_import=found, at=timezone.now(), by=request.user)
    messages.success(
        request, _("Everything this table brought in is taken out. Bring it again at any time.")
    )
    return redirect("foundation:imports", request.programme.slug)


def _found(request: ProgrammeRequest, table: int) -> TableImport:
    return get_object_or_404(TableImport, pk=table, programme=request.programme)


def _known_kind(key: str) -> ImportKind:
    kind = imports.import_kind(key)
    if kind is None:
        raise Http404
    return kind


def _columns(kind: ImportKind, rows: list[imports.CheckedRow]) -> list[str]:
    """Keep the columns in which this page has an entry, in the kind's own order."""
    return [name for name in kind.columns if any(row.values.get(name) for row in rows)]
