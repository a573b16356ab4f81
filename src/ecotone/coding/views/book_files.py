"""The codebook as files: taken away as a table or for other programs, and brought from them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecotone.coding import operations, queries
from ecotone.coding.exports.codebook_table import codebook_exchange, codebook_rows
from ecotone.coding.forms import CodebookFileForm
from ecotone.coding.imports.codebook_exchange import ExchangedBook, read_codebook
from ecotone.coding.operations.bringing import CodesBrought
from ecotone.engine.refiqda import UnwritableProject
from ecotone.foundation.csv_files import csv_file, csv_lines
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.permissions import Action
from ecotone.listening.queries import names_to_hide


@in_programme(Action.READ_WORDS)
def codebook_csv(request: ProgrammeRequest) -> HttpResponse:
    _note(request, "the codebook as csv")
    rows = codebook_rows(queries.codebook(request.programme))
    name = f"codebook-{request.programme.slug}.csv"
    return csv_file(csv_lines(rows), file_name=name)


@in_programme(Action.READ_WORDS)
def codebook_qdc(request: ProgrammeRequest) -> HttpResponse:
    _note(request, "the codebook as qdc")
    entries = queries.codebook(request.programme)
    names = names_to_hide(request.programme)
    try:
        written = codebook_exchange(request.programme, entries, names)
    except UnwritableProject as empty:
        raise Refused(_("The codebook is empty."), remedy=_("Add a code first.")) from empty
    name = f"codebook-{request.programme.slug}.qdc"
    return HttpResponse(
        written.content,
        content_type="application/xml",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _note(request: ProgrammeRequest, what: str) -> None:
    operations.note_taken_away(
        programme=request.programme, what=what, at=timezone.now(), by=request.user
    )


@in_programme(Action.EDIT_CODEBOOK)
def bring_codebook(request: ProgrammeRequest) -> HttpResponse:
    """Take a codebook in at once; the page that answers says what came and what did not."""
    form = CodebookFileForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return _bring_page(request, form, status=422 if form.errors else 200)
    try:
        book = read_codebook(form.cleaned_data["file"])
        taken = _take_in(request, form, book)
    except NotYours:
        raise
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return _bring_page(request, form, status=422)
    messages.success(request, _in_words(taken))
    if not book.losses:
        return redirect("coding:codebook", request.programme.slug)
    return _bring_page(request, CodebookFileForm(), losses=book.losses, taken=taken)


def _take_in(
    request: ProgrammeRequest, form: CodebookFileForm, book: ExchangedBook
) -> CodesBrought:
    return operations.bring_codes(
        programme=request.programme,
        codes=book.codes,
        at=timezone.now(),
        by=request.user,
        grounds=operations.Grounds(why=form.cleaned_data["file"].name[:300]),
    )


def _bring_page(
    request: ProgrammeRequest, form: CodebookFileForm, *, status: int = 200, **parts: object
) -> HttpResponse:
    page = {"form": form, **parts}
    return render(request, "coding/codebook_bring.html", page, status=status)


def _in_words(taken: CodesBrought) -> str:
    if taken.step is None:
        return _("The file says what the codebook says already. Nothing was changed.")
    new = ngettext("%(n)d code is new", "%(n)d codes are new", taken.new) % {"n": taken.new}
    changed = ngettext("%(n)d was changed", "%(n)d were changed", taken.changed)
    return _("%(new)s, %(changed)s. One step of the history takes all of it back.") % {
        "new": new,
        "changed": changed % {"n": taken.changed},
    }
