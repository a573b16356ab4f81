"""Codes that come together: a table whose every number opens the passages behind it."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from ecotone.coding import queries
from ecotone.coding.models import Code
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action

PER_PAGE = 50
PEOPLE_PER_PAGE = 20


@in_programme(Action.READ_WORDS)
def together(request: ProgrammeRequest) -> HttpResponse:
    pairs = queries.codes_together(request.programme)
    page = Paginator(pairs, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "coding/together.html",
        {"page": page, "square": queries.square_of(pairs)},
    )


@in_programme(Action.READ_WORDS)
def both(request: ProgrammeRequest, first: str, second: str) -> HttpResponse:
    """Show what each person says of both codes, one under the other."""
    codes = _codes(request, first, second)
    people = queries.people_with_both(request.programme, *codes)
    page = Paginator(people, PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
    shown = queries.passages_with_both(request.programme, *codes, people=page)
    parts = {"first": codes[0], "second": codes[1], "page": page, "shown": shown}
    return render(request, "coding/together_both.html", parts)


@in_programme(Action.READ_WORDS)
def overlaps(request: ProgrammeRequest, first: str, second: str) -> HttpResponse:
    """Show the words to which both codes were given."""
    codes = _codes(request, first, second)
    found = queries.overlaps_of(request.programme, *codes)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    parts = {"first": codes[0], "second": codes[1], "page": page}
    return render(request, "coding/together_overlaps.html", parts)


def _codes(request: ProgrammeRequest, first: str, second: str) -> tuple[Code, Code]:
    codes = Code.objects.filter(programme=request.programme)
    return get_object_or_404(codes, key=first), get_object_or_404(codes, key=second)
