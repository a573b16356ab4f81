"""Taking away what was coded: one page that says what there is, and the files themselves."""

from collections.abc import Iterable, Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ecotone.coding import operations, queries
from ecotone.coding.choices import Pole
from ecotone.coding.exports import coded_text, tables
from ecotone.coding.exports.codebook import codebook_docx
from ecotone.coding.exports.coded_text_docx import coded_text_docx
from ecotone.coding.exports.coded_text_html import coded_text_html
from ecotone.coding.exports.coded_text_pdf import coded_text_pdf
from ecotone.coding.exports.in_context import code_docx
from ecotone.coding.exports.memos import memo_table, memos_docx
from ecotone.coding.exports.spreadsheet import xlsx_of
from ecotone.coding.models import Code
from ecotone.foundation.csv_files import csv_file, csv_lines
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.errors import Refused
from ecotone.foundation.permissions import Action

PER_PAGE = 30
MOST_IN_A_DOCUMENT = 2000
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@in_programme(Action.READ_WORDS)
def take_away(request: ProgrammeRequest) -> HttpResponse:
    texts = queries.texts_to_code(request.programme)
    page = Paginator(texts, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "coding/take_away.html",
        {
            "page": page,
            "counts": queries.what_can_be_taken(request.programme),
            "is_coder": Action.CODE in request.actions,
        },
    )


# --- tables ----------------------------------------------------------------------------------


@in_programme(Action.READ_WORDS)
def quotes_csv(request: ProgrammeRequest) -> HttpResponse:
    _note(request, "the quote list as csv")
    rows = tables.quote_table(queries.listed_passages(request.programme))
    return _csv(request, rows, "quotes")


@in_programme(Action.READ_WORDS)
def quotes_xlsx(request: ProgrammeRequest) -> HttpResponse:
    _note(request, "the quote list as xlsx")
    rows = tables.quote_table(queries.listed_passages(request.programme))
    file = xlsx_of(rows, title=_("Quotes"), widths=tables.QUOTE_WIDTHS)
    return _file(file, XLSX, _named(request, "quotes", "xlsx"))


@in_programme(Action.READ_WORDS)
def codes_by_person_csv(request: ProgrammeRequest) -> HttpResponse:
    """Say who speaks of what. The three ticks of the page are the three rules."""
    _note(request, "codes by person as csv")
    rules = queries.CodesByPersonRules(
        by_pole="by_pole" in request.GET,
        only_agreed="only_agreed" in request.GET,
        every_code="every_code" in request.GET,
    )
    table = queries.codes_by_person(request.programme, rules)
    return _csv(request, tables.codes_by_person_table(table), "codes-by-person")


@in_programme(Action.READ_WORDS)
def together_csv(request: ProgrammeRequest) -> HttpResponse:
    _note(request, "the table of codes that come together as csv")
    pairs = queries.codes_together(request.programme)
    paths = queries.paths_of(request.programme)
    return _csv(request, tables.together_table(pairs, paths), "together")


@in_programme(Action.READ_WORDS)
def code_csv(request: ProgrammeRequest, code: str) -> HttpResponse:
    found, pole = _code_and_pole(request, code)
    _note(request, f"the passages of code {found.key} as csv")
    passages = queries.listed_passages(request.programme, code=found, pole=pole)
    return _csv(request, tables.quote_table(passages), found.key)


@in_programme(Action.CODE)
def memos_csv(request: ProgrammeRequest) -> HttpResponse:
    _note(request, "the memos as csv")
    memos = queries.with_their_places(queries.readable_memos(request.programme))
    paths = queries.paths_of(request.programme)
    return _csv(request, memo_table(memos, paths), "memos")


# --- documents -------------------------------------------------------------------------------


@in_programme(Action.READ_WORDS)
def codebook_document(request: ProgrammeRequest) -> HttpResponse:
    _note(request, "the codebook as docx")
    families = queries.families_of(queries.codebook(request.programme))
    return _docx(request, codebook_docx(request.programme, families), "codebook")


@in_programme(Action.READ_WORDS)
def code_document(request: ProgrammeRequest, code: str) -> HttpResponse:
    found, pole = _code_and_pole(request, code)
    _require_few(queries.codings_behind(request.programme, found, pole=pole).count())
    _note(request, f"the passages of code {found.key} as docx")
    path = queries.paths_of(request.programme)[found.pk]
    passages = queries.listed_passages(request.programme, code=found, pole=pole)
    return _docx(request, code_docx(found, path, passages), found.key)


@in_programme(Action.CODE)
def memos_document(request: ProgrammeRequest) -> HttpResponse:
    memos = queries.with_their_places(queries.readable_memos(request.programme))
    _require_few(memos.count())
    _note(request, "the memos as docx")
    paths = queries.paths_of(request.programme)
    return _docx(request, memos_docx(request.programme, memos, paths), "memos")


@in_programme(Action.READ_WORDS)
def text_docx(request: ProgrammeRequest, conversation: int) -> HttpResponse:
    sheet = _sheet(request, conversation, "docx")
    return _docx(request, coded_text_docx(sheet), f"text-{conversation}")


@in_programme(Action.READ_WORDS)
def text_pdf(request: ProgrammeRequest, conversation: int) -> HttpResponse:
    sheet = _sheet(request, conversation, "pdf")
    file = coded_text_pdf(sheet, at=timezone.now())
    return _file(file, "application/pdf", _named(request, f"text-{conversation}", "pdf"))


@in_programme(Action.READ_WORDS)
def text_html(request: ProgrammeRequest, conversation: int) -> HttpResponse:
    sheet = _sheet(request, conversation, "html")
    name = _named(request, f"text-{conversation}", "html")
    return _file(coded_text_html(sheet), "text/html; charset=utf-8", name)


# --- shared steps ----------------------------------------------------------------------------


def _sheet(request: ProgrammeRequest, conversation: int, form: str) -> coded_text.Sheet:
    found = queries.readable_conversation(request.programme, conversation)
    if found is None:
        raise Http404
    _note(request, f"coded text {found.pk} as {form}")
    return coded_text.sheet_of(
        found,
        queries.printed_answers(request.programme, found),
        may_be_quoted=queries.may_be_quoted(found.participant),
        at=timezone.now(),
    )


def _code_and_pole(request: ProgrammeRequest, key: str) -> tuple[Code, Pole | None]:
    found = get_object_or_404(Code, programme=request.programme, key=key)
    pole = request.GET.get("pole", "")
    return found, Pole(pole) if pole in set(Pole) else None


def _require_few(number: int) -> None:
    if number > MOST_IN_A_DOCUMENT:
        raise Refused(
            _("A document of %(n)d passages would open on no computer.") % {"n": number},
            remedy=_("Take the table instead, or choose one pole first."),
        )


def _note(request: ProgrammeRequest, what: str) -> None:
    operations.note_taken_away(
        programme=request.programme, what=what, at=timezone.now(), by=request.user
    )


def _named(request: ProgrammeRequest, what: str, ending: str) -> str:
    return f"{what}-{request.programme.slug}.{ending}"


def _csv(
    request: ProgrammeRequest, rows: Iterable[Sequence[object]], what: str
) -> HttpResponse:
    return csv_file(csv_lines(rows), file_name=_named(request, what, "csv"))


def _docx(request: ProgrammeRequest, file: bytes, what: str) -> HttpResponse:
    return _file(file, DOCX, _named(request, what, "docx"))


def _file(content: bytes | str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
