"""The questions on paper, for whoever would rather write by hand."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.languages import current_language
from ecotone.foundation.permissions import Action
from ecotone.listening import queries
from ecotone.listening.choices import InstrumentKind
from ecotone.register.queries import sectors_of


@require_safe
@in_programme(Action.LISTEN)
def paper_form(request: ProgrammeRequest, kind: str) -> HttpResponse:
    """Show a form to print, with the wording of one sector and the numbers of the screen."""
    known = kind in InstrumentKind.values
    instrument = known and queries.current_instrument(request.programme, InstrumentKind(kind))
    sectors = list(sectors_of(request.programme))
    wanted = request.GET.get("sector", "")
    sector = next((s for s in sectors if s.key == wanted), sectors[0] if sectors else None)
    if not instrument or sector is None:
        raise Http404
    questions = [
        (question, question.worded_for(sector.key, current_language()))
        for question in instrument.questions.order_by("number")
    ]
    return render(
        request,
        "listening/paper.html",
        {
            "instrument": instrument,
            "sectors": sectors,
            "sector": sector,
            "questions": questions,
        },
    )
