"""The sheet for the end of a day: a code to scan for each person, straight to the questions."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action
from ecotone.listening.forms import SheetForm
from ecotone.register.operations import print_personal_links
from ecotone.register.queries import participants_of, sectors_of

MOST_ON_A_SHEET = 60


@require_safe
@in_programme(Action.LISTEN)
def choose(request: ProgrammeRequest) -> HttpResponse:
    return _choosing(request, SheetForm(None, programme=request.programme))


@never_cache
@require_POST
@in_programme(Action.LISTEN)
def print_sheet(request: ProgrammeRequest) -> HttpResponse:
    """Answer with the sheet itself and no redirect: its links are kept nowhere else."""
    form = SheetForm(request.POST, programme=request.programme)
    if not form.is_valid():
        return _choosing(request, form, status=422)
    links = print_personal_links(
        programme=request.programme,
        participants=list(form.cleaned_data["people"]),
        leads_to=form.cleaned_data["leads_to"],
        at=timezone.now(),
        by=request.user,
    )
    titles = dict(form.fields["leads_to"].choices)  # type: ignore[attr-defined]  # a ChoiceField
    return render(
        request,
        "listening/sheet.html",
        {"links": links, "title": titles[form.cleaned_data["leads_to"]]},
    )


def _choosing(request: ProgrammeRequest, form: SheetForm, *, status: int = 200) -> HttpResponse:
    sector = request.GET.get("sector", "")
    people = participants_of(request.programme)
    listed = people.filter(sector__key=sector) if sector else people
    return render(
        request,
        "listening/sheets.html",
        {
            "form": form,
            "page": Paginator(listed, MOST_ON_A_SHEET).get_page(request.GET.get("page")),
            "sectors": sectors_of(request.programme),
            "sector": sector,
            "ticked": set(request.POST.getlist("people")),
        },
        status=status,
    )
