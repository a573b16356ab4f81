"""The pages where texts are read and coded."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ecotone.coding import operations, queries
from ecotone.coding.choices import Pole, Target
from ecotone.coding.forms import CodePassageForm
from ecotone.coding.models import Coding, CodingQuerySet, Step
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.models import User
from ecotone.foundation.permissions import Action
from ecotone.listening.models import Conversation
from ecotone.listening.queries import unconfirmed_notes

PER_PAGE = 50


@in_programme(Action.CODE)
def texts(request: ProgrammeRequest) -> HttpResponse:
    page = Paginator(queries.texts_to_code(request.programme), PER_PAGE).get_page(
        request.GET.get("page")
    )
    progress = queries.progress_of(request.programme, page, request.user)
    waiting = queries.count_memos_for(request.programme, request.user)
    parts = {"page": page, "texts": progress, "memos_for_you": waiting}
    return render(request, "coding/texts.html", parts)


@in_programme(Action.CODE)
def text(request: ProgrammeRequest, conversation: int) -> HttpResponse:
    return _text_page(request, _conversation(request, conversation))


@require_POST
@in_programme(Action.CODE)
def code_passage(request: ProgrammeRequest, conversation: int) -> HttpResponse:
    said = _conversation(request, conversation)
    reading = _reading(request, said)
    form: CodePassageForm = reading["form"]
    if not form.is_valid():
        return render(request, "coding/text.html", reading, status=422)
    coding = operations.code_passage(marking=form.marking(), at=timezone.now(), by=request.user)
    messages.success(request, _("Coded: %(coding)s.") % {"coding": _named(coding)})
    return _back_to_text(request, said.pk, coding)


@require_POST
@in_programme(Action.CODE)
def remove(request: ProgrammeRequest, coding: UUID) -> HttpResponse:
    found = get_object_or_404(_codings_here(request), key=coding)
    operations.remove_coding(coding=found, at=timezone.now(), by=request.user)
    messages.success(
        request, _("Taken off: %(coding)s. Undo brings it back.") % {"coding": _named(found)}
    )
    return _back_to_text(request, found.revision.response.conversation_id)


@require_POST
@in_programme(Action.CODE)
def undo(request: ProgrammeRequest) -> HttpResponse:
    step = operations.undo_last(programme=request.programme, at=timezone.now(), by=request.user)
    return _after_step(request, step, _("Undone"), _("There is nothing to undo."))


@require_POST
@in_programme(Action.CODE)
def redo(request: ProgrammeRequest) -> HttpResponse:
    step = operations.redo(programme=request.programme, at=timezone.now(), by=request.user)
    return _after_step(request, step, _("Done again"), _("There is nothing to do again."))


def _after_step(
    request: ProgrammeRequest, step: Step | None, done: str, nothing: str
) -> HttpResponse:
    """Answer on the text that changed, which may be another than the one being read."""
    if step is None:
        messages.info(request, nothing)
        return redirect("coding:texts", request.programme.slug)
    changes = step.changes.filter(coding__isnull=False)
    change = changes.select_related("coding__code", "coding__revision__response").first()
    if change is None or change.coding is None:
        messages.success(request, f"{done}: {step.get_verb_display()}.")
        is_memo = step.changes.filter(memo__isnull=False).exists()
        place = "coding:memos" if is_memo else "coding:codebook"
        return redirect(place, request.programme.slug)
    messages.success(request, f"{done}: {_named(change.coding)}.")
    return _back_to_text(
        request, change.coding.revision.response.conversation_id, change.coding
    )


def _conversation(request: ProgrammeRequest, conversation: int) -> Conversation:
    found = queries.readable_conversation(request.programme, conversation)
    if found is None:
        raise Http404
    return found


def _text_page(request: ProgrammeRequest, conversation: Conversation) -> HttpResponse:
    return render(request, "coding/text.html", _reading(request, conversation))


def _reading(request: ProgrammeRequest, conversation: Conversation) -> dict[str, Any]:
    """Gather the text with its notes, the shelf it stands on, the codebook and the form."""
    programme, only_own = request.programme, request.GET.get("whose") == "mine"
    since = queries.mark_of(conversation, request.user)
    entries = queries.codebook(programme)
    answers = queries.answers_of(
        conversation, entries, programme=programme, reader=request.user, only_own=only_own
    )
    families = queries.families_of(entries)
    by_hand = request.method == "POST" or request.GET.get("by") == "hand"
    form = by_hand and CodePassageForm(
        request.POST or None, programme=programme, answers=answers, entries=entries
    )
    return {
        "conversation": conversation,
        "since": since,
        "standing": queries.round_to_code(conversation, request.user),
        "unconfirmed": unconfirmed_notes(conversation),
        "answers": answers,
        "paragraphs": sum(len(answer.paragraphs) for answer in answers),
        "page_codings": _for_script(request.user, answers),
        "by_hand": by_hand,
        "to_place": queries.codings_to_place(conversation, reader=request.user),
        "families": families,
        "opened": queries.families_to_open(
            families, {note.entry.family.pk for answer in answers for note in answer.notes}
        ),
        "form": form,
        "only_own": only_own,
        "poles": Pole.choices,
        "beside": queries.passages_beside(programme, conversation, reader=request.user),
        "targets": Target.choices,
        "shelf": queries.texts_around(programme, conversation, request.user),
    }


def _for_script(coder: User, answers: list[queries.Answer]) -> dict[str, Any]:
    """Give the page's script what it keeps in memory: who codes, and every coding shown."""
    shown = (coding for answer in answers for coding in answer.codings)
    codings = [queries.page_coding(coding, coder) for coding in shown]
    return {"coder": coder.pk, "initials": coder.initials, "codings": codings}


def _codings_here(request: ProgrammeRequest) -> CodingQuerySet:
    found = queries.readable_codings(request.programme, request.user)
    return found.select_related("code", "revision__response")


def _named(coding: Coding) -> str:
    return f"{coding.code} · {coding.get_pole_display()}"


def _back_to_text(
    request: ProgrammeRequest, conversation: int, coding: Coding | None = None
) -> HttpResponse:
    address = reverse("coding:text", args=(request.programme.slug, conversation))
    place = f"#coding-{coding.pk}" if coding and not coding.is_removed else "#text"
    return redirect(f"{address}{_way_of_looking(request)}{place}")


def _way_of_looking(request: ProgrammeRequest) -> str:
    """Keep what somebody chose to see, and that they code with the form."""
    chosen = {"whose": "mine", "by": "hand"}
    kept = {name: value for name, value in chosen.items() if request.GET.get(name) == value}
    return f"?{urlencode(kept)}" if kept else ""
