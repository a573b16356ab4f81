"""What is asked while a code is being chosen: suggestions, and passages to hold beside."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from ecotone.coding import queries
from ecotone.coding.forms import CodePassageForm, SpanForm
from ecotone.coding.models import Code
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action
from ecotone.listening.queries import readable_revisions


@vary_on_headers("Accept")
@in_programme(Action.CODE)
def suggest(request: ProgrammeRequest) -> HttpResponse:
    """Answer a script in JSON, and a browser with a page of the same."""
    form = SpanForm(request.GET, texts=readable_revisions(request.programme))
    if not form.is_valid():
        raise Http404
    revision, start, end = form.span()
    found = queries.suggestions_for(
        revision, start, end, programme=request.programme, reader=request.user
    )
    if not request.accepts("text/html") or "text/html" not in request.headers.get("Accept", ""):
        return JsonResponse(_told(found))
    conversation = revision.response.conversation
    return render(
        request, "coding/suggestions.html", {"found": found, "conversation": conversation}
    )


@require_POST
@in_programme(Action.CODE)
def suggest_by_hand(request: ProgrammeRequest, conversation: int) -> HttpResponse:
    """Lead from words typed or ticked in the form, with no code yet, to what is suggested."""
    programme = request.programme
    said = queries.readable_conversation(programme, conversation)
    if said is None:
        raise Http404
    entries = queries.codebook(programme)
    answers = queries.answers_of(said, entries, programme=programme, reader=request.user)
    form = CodePassageForm(request.POST, programme=programme, answers=answers, entries=entries)
    form.is_valid()  # it is not, with no code chosen yet; the words are what counts
    span = form.cleaned_data.get("span")
    if span is None:
        messages.info(request, _("Type the words, or tick a sentence. Then ask again."))
        address = reverse("coding:text", args=(programme.slug, said.pk))
        return redirect(f"{address}?by=hand#by-hand")
    revision, start, end = span
    asked = urlencode({"revision": revision.pk, "start": start, "end": end})
    return redirect(f"{reverse('coding:suggest', args=(programme.slug,))}?{asked}")


@in_programme(Action.CODE)
def beside(request: ProgrammeRequest, conversation: int) -> HttpResponse:
    """Show what other sectors say of one code, next to a text, as part of a page."""
    said = queries.readable_conversation(request.programme, conversation)
    if said is None:
        raise Http404
    number = request.GET.get("code", "")
    codes = Code.objects.in_book(request.programme)
    code = get_object_or_404(codes, pk=int(number) if number.isdecimal() else 0)
    passages = queries.passages_beside(request.programme, said, code=code, reader=request.user)
    return render(request, "coding/_beside.html", {"beside": passages})


def _told(found: queries.CodeSuggestions) -> dict[str, Any]:
    return {
        "suggestions": [
            {
                "code": one.entry.code.pk,
                "name": one.entry.code.name,
                "path": one.entry.path,
                "hue": one.entry.hue,
                "shared": one.shared,
                "score": one.score,
                "passages": one.passages,
            }
            for one in found.suggestions
        ],
        "rests_on": found.rests_on,
        "abstains": found.abstains,
    }
