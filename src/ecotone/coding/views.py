"""The pages of coding."""

from typing import Any
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
from ecotone.coding.forms import CodeForm, CodePassageForm, NewCodeForm
from ecotone.coding.models import Code, Coding, CodingEvent
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action
from ecotone.listening.models import Conversation
from ecotone.listening.queries import unconfirmed_notes

A_PAGE = 50


# --- texts -----------------------------------------------------------------------------------


@in_programme(Action.CODE)
def texts(request: ProgrammeRequest) -> HttpResponse:
    page = Paginator(queries.texts_to_code(request.programme), A_PAGE).get_page(
        request.GET.get("page")
    )
    progress = queries.progress_of(request.programme, page)
    return render(request, "coding/texts.html", {"page": page, "texts": progress})


@in_programme(Action.CODE)
def text(request: ProgrammeRequest, conversation: int) -> HttpResponse:
    return _text_page(request, _conversation(request, conversation))


@in_programme(Action.CODE)
@require_POST
def code_passage(request: ProgrammeRequest, conversation: int) -> HttpResponse:
    said = _conversation(request, conversation)
    reading = _reading(request, said)
    form: CodePassageForm = reading["form"]
    if not form.is_valid():
        return render(request, "coding/text.html", reading, status=422)
    marking = form.marking()
    coding = operations.code_passage(
        revision=marking.revision,
        start=marking.start,
        end=marking.end,
        code=marking.code,
        pole=marking.pole,
        target=marking.target,
        at=timezone.now(),
        by=request.user,
    )
    messages.success(request, _("Coded: %(coding)s.") % {"coding": _named(coding)})
    return _back_to_text(request, said.pk, coding)


@in_programme(Action.CODE)
@require_POST
def remove(request: ProgrammeRequest, coding: UUID) -> HttpResponse:
    found = get_object_or_404(_codings_here(request), key=coding)
    operations.remove_coding(coding=found, at=timezone.now(), by=request.user)
    messages.success(
        request, _("Taken off: %(coding)s. Undo brings it back.") % {"coding": _named(found)}
    )
    return _back_to_text(request, found.revision.response.conversation_id)


@in_programme(Action.CODE)
@require_POST
def undo(request: ProgrammeRequest) -> HttpResponse:
    event = operations.undo_last(
        programme=request.programme, at=timezone.now(), by=request.user
    )
    return _after_step(request, event, _("Undone"), _("There is nothing to undo."))


@in_programme(Action.CODE)
@require_POST
def redo(request: ProgrammeRequest) -> HttpResponse:
    event = operations.redo(programme=request.programme, at=timezone.now(), by=request.user)
    return _after_step(request, event, _("Done again"), _("There is nothing to do again."))


def _after_step(
    request: ProgrammeRequest, event: CodingEvent | None, done: str, nothing: str
) -> HttpResponse:
    """Answer on the text that changed, which may be another than the one being read."""
    if event is None:
        messages.info(request, nothing)
        return redirect("coding:texts", request.programme.slug)
    messages.success(request, f"{done}: {_named(event.coding)}.")
    return _back_to_text(request, event.coding.revision.response.conversation_id, event.coding)


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
    entries = queries.codebook(programme)
    answers = queries.answers_of(
        conversation, entries, programme=programme, reader=request.user, only_own=only_own
    )
    form = CodePassageForm(
        request.POST or None, programme=programme, answers=answers, entries=entries
    )
    return {
        "conversation": conversation,
        "unconfirmed": unconfirmed_notes(conversation),
        "answers": answers,
        "families": queries.families_of(entries),
        "families_here": {note.entry.family.pk for answer in answers for note in answer.notes},
        "form": form,
        "only_own": only_own,
        "poles": Pole.choices,
        "beside": queries.passages_beside(programme, conversation),
        "targets": Target.choices,
        "shelf": queries.texts_around(programme, conversation),
    }


def _codings_here(request: ProgrammeRequest) -> Any:  # noqa: ANN401  # a queryset, see below
    found = queries.readable_codings(request.programme)
    return found.select_related("code", "revision__response")


def _named(coding: Coding) -> str:
    return f"{coding.code} · {coding.get_pole_display()}"


def _back_to_text(
    request: ProgrammeRequest, conversation: int, coding: Coding | None = None
) -> HttpResponse:
    address = reverse("coding:text", args=(request.programme.slug, conversation))
    whose = "?whose=mine" if request.GET.get("whose") == "mine" else ""
    place = f"#coding-{coding.pk}" if coding and not coding.is_removed else "#text"
    return redirect(f"{address}{whose}{place}")


# --- the codebook ----------------------------------------------------------------------------


@in_programme(Action.READ_WORDS)
def codebook(request: ProgrammeRequest) -> HttpResponse:
    families = queries.families_of(queries.codebook(request.programme))
    return render(request, "coding/codebook.html", {"families": families})


@in_programme(Action.EDIT_CODEBOOK)
@require_POST
def adopt(request: ProgrammeRequest) -> HttpResponse:
    adopted = operations.adopt_starter_codebook(
        programme=request.programme, at=timezone.now(), by=request.user
    )
    messages.success(
        request, _("%(n)d codes are here. Code the first text.") % {"n": len(adopted)}
    )
    return redirect("coding:codebook", request.programme.slug)


@in_programme(Action.EDIT_CODEBOOK)
def add_code(request: ProgrammeRequest) -> HttpResponse:
    form = NewCodeForm(request.POST or None, programme=request.programme)
    if not form.is_valid():
        return _code_form(request, form, _("Add a code"))
    parent = form.cleaned_data["parent"]
    added = operations.add_code(
        programme=request.programme,
        wording=form.wording(),
        parent=parent,
        at=timezone.now(),
        by=request.user,
    )
    messages.success(request, _("“%(code)s” is in the codebook.") % {"code": added})
    return redirect(f"{_codebook_address(request)}#code-{added.pk}")


@in_programme(Action.EDIT_CODEBOOK)
def edit_code(request: ProgrammeRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Code, programme=request.programme, key=code)
    form = CodeForm(request.POST or None, initial=_as_written(found))
    if not form.is_valid():
        return _code_form(request, form, found.name)
    operations.describe_code(
        code=found, wording=form.wording(), at=timezone.now(), by=request.user
    )
    messages.success(request, _("The codebook says it your way now."))
    return redirect(f"{_codebook_address(request)}#code-{found.pk}")


def _as_written(code: Code) -> dict[str, str]:
    fields = "name", "definition", "use_for", "not_for", "example"
    written = {field: getattr(code, field) for field in fields}
    return {**written, "other_names": ", ".join(code.other_names)}


def _code_form(request: ProgrammeRequest, form: CodeForm, title: str) -> HttpResponse:
    status = 422 if form.errors else 200
    page = {"form": form, "title": title}
    return render(request, "coding/code_form.html", page, status=status)


def _codebook_address(request: ProgrammeRequest) -> str:
    return reverse("coding:codebook", args=(request.programme.slug,))


# --- passages in context ---------------------------------------------------------------------


@in_programme(Action.READ_WORDS)
def code(request: ProgrammeRequest, code: str) -> HttpResponse:
    found = get_object_or_404(
        Code.objects.select_related("parent"), programme=request.programme, key=code
    )
    pole = request.GET.get("pole", "")
    chosen = Pole(pole) if pole in set(Pole) else None
    behind = queries.codings_behind(request.programme, found, pole=chosen)
    page = Paginator(behind.values_list("pk", flat=True), A_PAGE).get_page(
        request.GET.get("page")
    )
    codings = Coding.objects.filter(pk__in=list(page))
    shown = queries.behind_code(queries.passages(request.programme, codings=codings))
    parts = {"code": found, "page": page, "shown": shown, "pole": pole, "poles": Pole.choices}
    return render(request, "coding/code.html", parts)


@in_programme(Action.SEE_DIVIDE)
def institutional(request: ProgrammeRequest) -> HttpResponse:
    actions = queries.institutional_actions(request.programme)
    shows_words = Action.READ_WORDS in request.actions
    parts = {"institutional_actions": actions, "shows_words": shows_words}
    return render(request, "coding/institutional.html", parts)
