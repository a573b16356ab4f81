"""How far coders agree: a page for all codes, one for each, and both as files."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ecotone.coding import operations, queries
from ecotone.coding.choices import Stance
from ecotone.coding.exports.agreement import agreement_as_json, agreement_table
from ecotone.coding.forms import StanceForm
from ecotone.coding.models import Code, CodingRound
from ecotone.engine.agreement import Unit
from ecotone.foundation.csv_files import csv_file, csv_lines
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action

CODES_PER_PAGE = 25
ANSWERS_PER_PAGE = 20


@in_programme(Action.READ_WORDS)
def agreement(request: ProgrammeRequest) -> HttpResponse:
    look = _look(request)
    if look.waits_for is not None:
        return render(request, "coding/agreement_waits.html", look.parts)
    used, unused = queries.codes_compared(look.compared, request.programme)
    page = Paginator(used, CODES_PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "coding/agreement.html",
        {
            **look.parts,
            "page": page,
            "rows": _rows(request, look, list(page)),
            "unused": unused,
            "stance_form": StanceForm(initial={"stance": look.stance}),
        },
    )


@in_programme(Action.READ_WORDS)
def agreement_code(request: ProgrammeRequest, code: str) -> HttpResponse:
    """Show the answers behind one code's figures: those that differ, or all of them."""
    look = _look(request)
    if look.waits_for is not None:
        return render(request, "coding/agreement_waits.html", look.parts)
    found = get_object_or_404(Code.objects.in_book(request.programme), key=code)
    (row,) = queries.agreement_about(look.compared, [found])
    shows_all = request.GET.get("answers") == "all"
    page, answers = _answers(request, look.compared, found, shows_all=shows_all)
    memos = queries.MemoFilter(on=found).of(look.memos)
    return render(
        request,
        "coding/agreement_code.html",
        {
            **look.parts,
            "code": found,
            "row": row,
            "page": page,
            "answers": answers,
            "shows_all": shows_all,
            "memos": queries.shown_memos(queries.with_their_places(memos), request.user),
        },
    )


@in_programme(Action.READ_WORDS)
def agreement_csv(request: ProgrammeRequest) -> HttpResponse:
    look, rows = _everything(request)
    operations.note_taken_away(
        programme=request.programme,
        what="the agreement of coders as csv",
        at=timezone.now(),
        by=request.user,
    )
    table = agreement_table(rows, coefficients=look.shows_coefficients)
    return csv_file(csv_lines(table), file_name=f"agreement-{request.programme.slug}.csv")


@in_programme(Action.READ_WORDS)
def agreement_json(request: ProgrammeRequest) -> HttpResponse:
    look, rows = _everything(request)
    content = agreement_as_json(look.compared, rows, coefficients=look.shows_coefficients)
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


@require_POST
@in_programme(Action.EDIT_CODEBOOK)
def choose_stance(request: ProgrammeRequest) -> HttpResponse:
    form = StanceForm(request.POST)
    if form.is_valid():
        stance = Stance(form.cleaned_data["stance"])
        operations.choose_stance(
            programme=request.programme, stance=stance, at=timezone.now(), by=request.user
        )
        said = _("The stance now: %(stance)s.") % {"stance": stance.label}
        messages.success(request, said)
    return redirect("coding:agreement", request.programme.slug)


# --- shared steps ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Look:
    """What every page here rests on: which round is looked at, and what may be compared."""

    compared: queries.Compared
    waits_for: queries.Waited | None
    stance: Stance
    memos: Any
    parts: dict[str, Any]

    @property
    def shows_coefficients(self) -> bool:
        return self.stance != Stance.REFLEXIVE


def _look(request: ProgrammeRequest) -> _Look:
    chosen, stance = _round(request), queries.stance_of(request.programme)
    compared = queries.compared_in(request.programme, reader=request.user, coding_round=chosen)
    waits_for = queries.waited_for(chosen) if chosen else None
    parts = {
        "compared": compared,
        "coders": compared.coders.values(),
        "round": chosen,
        "rounds": queries.rounds_to_compare(request.programme),
        "waits_for": waits_for,
        "stance": stance,
        "shows_coefficients": stance != Stance.REFLEXIVE,
        "has_two": len(compared.coders) == 2,  # noqa: PLR2004  # kappa is for two
    }
    memos = queries.readable_memos(request.programme, request.user)
    return _Look(compared, waits_for, stance, memos, parts)


def _round(request: ProgrammeRequest) -> CodingRound | None:
    """Find the round of `?round=`; without one the whole programme is looked at."""
    key = request.GET.get("round", "")
    if not key:
        return None
    try:
        rounds = CodingRound.objects.filter(programme=request.programme)
        return get_object_or_404(rounds, key=UUID(key))
    except ValueError as mistake:
        raise Http404 from mistake


def _rows(
    request: ProgrammeRequest, look: _Look, codes: list[Code]
) -> list[tuple[queries.CodeAgreement, int]]:
    memos = queries.memos_on(codes, request.programme, request.user)
    rows = queries.agreement_about(look.compared, codes)
    return [(row, memos.get(row.code.pk, 0)) for row in rows]


def _everything(request: ProgrammeRequest) -> tuple[_Look, list[queries.CodeAgreement]]:
    """Work out every code. Of a blind round there is nothing until it is revealed."""
    look = _look(request)
    used, _unused = queries.codes_compared(look.compared, request.programme)
    return look, queries.agreement_about(look.compared, used)


def _answers(
    request: HttpRequest, compared: queries.Compared, code: Code, *, shows_all: bool
) -> tuple[Page[Unit], list[queries.ComparedAnswer]]:
    differing = queries.differing_units(compared, code)
    units = sorted(compared.coded.units) if shows_all else list(differing)
    page = Paginator(units, ANSWERS_PER_PAGE).get_page(request.GET.get("page"))
    here = {unit: differing.get(unit, ()) for unit in page}
    return page, queries.compared_answers(compared, code, here)
