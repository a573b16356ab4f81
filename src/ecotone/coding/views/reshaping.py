"""Merging, splitting, moving and retiring codes: pages that say what will happen, and do it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from ecotone.coding import operations, queries
from ecotone.coding.choices import Direction
from ecotone.coding.forms import GroundsForm, MergeForm, MoveForm, SplitForm
from ecotone.coding.models import Code, Coding, Step
from ecotone.coding.queries.book_history import book_version
from ecotone.coding.queries.code_places import Place, place_towards, weight_of
from ecotone.coding.views.editing import attempted, code_of, form_page, seen_now, to_code
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action

PER_PAGE = 100


@in_programme(Action.EDIT_CODEBOOK)
def merge_code(request: ProgrammeRequest, code: str) -> HttpResponse:
    found = code_of(request, code)
    entries = queries.codebook(request.programme)
    form = MergeForm(
        request.POST or None, code=found, entries=entries, initial=seen_now(request)
    )
    step = attempted(
        form,
        lambda: operations.merge_codes(
            code=found,
            into=form.cleaned_data["into"],
            at=timezone.now(),
            by=request.user,
            grounds=form.grounds(),
        ),
    )
    if step is None:
        title = _("Merge “%(code)s” into another code") % {"code": found}
        parts = {"title": title, "weight": weight_of(found, request.user)}
        return form_page(request, "coding/code_merge.html", form, found, **parts)
    names = {"code": found, "into": form.cleaned_data["into"]}
    messages.success(request, _("“%(code)s” is part of “%(into)s” now.") % names)
    return to_code(request, form.cleaned_data["into"])


@in_programme(Action.EDIT_CODEBOOK)
def split_code(request: ProgrammeRequest, code: str) -> HttpResponse:
    found = code_of(request, code)
    codings = queries.codings_behind(request.programme, found, pole=None, reader=request.user)
    page = Paginator(codings.values_list("pk", flat=True), PER_PAGE).get_page(
        request.GET.get("page")
    )
    shown = Coding.objects.filter(pk__in=list(page))
    behind = queries.behind_code(queries.passages(request.programme, codings=shown))
    form = SplitForm(
        request.POST or None,
        code=found,
        entries=queries.codebook(request.programme),
        behind=behind,
        initial=seen_now(request),
    )
    if attempted(form, lambda: _split(request, found, form)) is None:
        ticked = {int(key) for key in request.POST.getlist("codings") if key.isdecimal()}
        title = _("Split “%(code)s”") % {"code": found}
        parts = {"title": title, "behind": behind, "page": page, "ticked": ticked}
        return form_page(request, "coding/code_split.html", form, found, **parts)
    messages.success(request, _("The passages carry their new code."))
    return to_code(request, found)


def _split(request: ProgrammeRequest, code: Code, form: SplitForm) -> Step:
    return operations.split_code(
        code=code,
        codings=form.cleaned_data["codings"],
        into=form.other(),
        at=timezone.now(),
        by=request.user,
        grounds=form.grounds(),
    )


@in_programme(Action.EDIT_CODEBOOK)
def move_code(request: ProgrammeRequest, code: str) -> HttpResponse:
    """Move a code by form, by key or by drag; a script is told the version that stands then."""
    found = code_of(request, code)
    entries = queries.codebook(request.programme)
    form = MoveForm(
        request.POST or None, code=found, entries=entries, initial=seen_now(request)
    )
    moved = attempted(form, lambda: _move(request, found, form))
    if not request.accepts("text/html"):
        return _told_to_script(request, form, moved)
    if moved is None:
        title = _("Move “%(code)s”") % {"code": found}
        parts = {"title": title, "directions": Direction.choices}
        return form_page(request, "coding/code_move.html", form, found, **parts)
    return to_code(request, found)


def _told_to_script(
    request: ProgrammeRequest, form: MoveForm, moved: Code | None
) -> HttpResponse:
    if moved is None:
        problems = [str(problem) for listed in form.errors.values() for problem in listed]
        return JsonResponse({"problem": " ".join(problems)}, status=422)
    return JsonResponse({"seen": book_version(request.programme).step})


def _move(request: ProgrammeRequest, code: Code, form: MoveForm) -> Code:
    place = _place(code, form)
    if place is not None:
        operations.move_code(
            code=code,
            parent=place.parent,
            before=place.before,
            at=timezone.now(),
            by=request.user,
            grounds=form.grounds(),
        )
    return code


def _place(code: Code, form: MoveForm) -> Place | None:
    if direction := form.cleaned_data["direction"]:
        return place_towards(code, Direction(direction))
    return Place(form.cleaned_data["parent"], form.cleaned_data["before"])


@in_programme(Action.EDIT_CODEBOOK)
def retire_code(request: ProgrammeRequest, code: str) -> HttpResponse:
    """Retire a code, bring it back, or delete it where nobody ever used it."""
    found = code_of(request, code)
    form = GroundsForm(request.POST or None, initial=seen_now(request))
    act = {
        "bring_back": operations.bring_back,
        "delete": operations.delete_code,
    }.get(request.POST.get("do", ""), operations.retire_code)
    step = attempted(
        form,
        lambda: act(code=found, at=timezone.now(), by=request.user, grounds=form.grounds()),
    )
    if step is None:
        title = _("Bring “%(code)s” back") if found.is_retired else _("Retire “%(code)s”")
        parts = {"title": title % {"code": found}, "weight": weight_of(found, request.user)}
        return form_page(request, "coding/code_retire.html", form, found, **parts)
    messages.success(request, _what_became(found))
    return to_code(request, found)


def _what_became(code: Code) -> str:
    if code.is_removed:
        return _("“%(code)s” is out of the codebook.") % {"code": code}
    if code.is_retired:
        return _(
            "“%(code)s” is retired: it keeps its passages and is offered for no new ones."
        ) % {"code": code}
    return _("“%(code)s” is offered to coders again.") % {"code": code}
