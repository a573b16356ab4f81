"""Passages in context: behind one code, and what no peer can give."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from ecotone.coding import queries
from ecotone.coding.choices import Pole
from ecotone.coding.models import Code, Coding, CodingQuerySet
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action

PER_PAGE = 50


@in_programme(Action.READ_WORDS)
def code(request: ProgrammeRequest, code: str) -> HttpResponse:
    codes = Code.objects.select_related("parent", "merged_into")
    found = get_object_or_404(codes, programme=request.programme, key=code)
    pole = request.GET.get("pole", "")
    chosen = Pole(pole) if pole in set(Pole) else None
    behind = queries.codings_behind(request.programme, found, pole=chosen, reader=request.user)
    page = Paginator(behind.values_list("pk", flat=True), PER_PAGE).get_page(
        request.GET.get("page")
    )
    codings = Coding.objects.filter(pk__in=list(page))
    shown = queries.behind_code(queries.passages(request.programme, codings=codings))
    parts = {
        "code": found,
        "page": page,
        "shown": shown,
        "pole": pole,
        "poles": Pole.choices,
        **_for_print(request, codings),
    }
    return render(request, "coding/code.html", parts)


def _for_print(request: ProgrammeRequest, codings: CodingQuerySet) -> dict[str, set[int]]:
    """Say which of these passages have been chosen for print, and which could be."""
    chosen = set(queries.chosen_among(codings.values_list("pk", flat=True)))
    printable = queries.codings_for_print(request.programme).filter(pk__in=codings.values("pk"))
    return {"chosen": chosen, "printable": set(printable.values_list("pk", flat=True)) - chosen}


@in_programme(Action.SEE_DIVIDE)
def institutional(request: ProgrammeRequest) -> HttpResponse:
    actions = queries.institutional_actions(request.programme)
    shows_words = Action.READ_WORDS in request.actions
    parts = {"institutional_actions": actions, "shows_words": shows_words}
    return render(request, "coding/institutional.html", parts)
