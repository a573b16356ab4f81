"""The page where words are looked for: in what people said, in the codebook and in memos."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from ecotone.coding import queries
from ecotone.coding.forms import SearchForm
from ecotone.engine.searching import Wanted
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action
from ecotone.listening.queries import count_people_in, passages_found, pieces_holding

PER_PAGE = 25


@in_programme(Action.READ_WORDS)
def search(request: ProgrammeRequest) -> HttpResponse:
    form = SearchForm(request.GET if "q" in request.GET else None)
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "coding/search.html", {"form": form}, status=status)
    asked = form.wanted
    found = {"form": form, "asked": asked, **_in_texts(request, asked)}
    if found["page"].number == 1:
        found |= _elsewhere(request, asked)
    return render(request, "coding/search.html", found)


def _in_texts(request: ProgrammeRequest, asked: Wanted) -> dict[str, Any]:
    pieces = pieces_holding(asked, request.programme)
    keys = pieces.values_list("pk", flat=True)
    page = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "passages": passages_found(pieces, asked, page),
        "people": count_people_in(pieces),
    }


def _elsewhere(request: ProgrammeRequest, asked: Wanted) -> dict[str, Any]:
    entries = queries.codebook(request.programme)
    codes = queries.codes_found(asked, entries)
    return {
        "codes": codes[: queries.MOST_SHOWN],
        "code_count": len(codes),
        "memos": queries.memos_found(asked, request.programme, request.user),
    }
