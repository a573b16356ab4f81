"""The codebook: reading it, taking over our taxonomy, adding and describing codes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ecotone.coding import operations, queries
from ecotone.coding.forms import CodeForm, NewCodeForm
from ecotone.coding.queries.book_history import book_version
from ecotone.coding.queries.codebook import branches_of, found_in
from ecotone.coding.views.editing import attempted, code_of, form_page, seen_now, to_code
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action


@in_programme(Action.READ_WORDS)
def codebook(request: ProgrammeRequest) -> HttpResponse:
    typed = request.GET.get("q", "").strip()
    entries = queries.codebook(request.programme)
    page = {
        "branches": branches_of(found_in(entries, typed) if typed else entries),
        "number": len(entries),
        "typed": typed,
        "version": book_version(request.programme),
    }
    return render(request, "coding/codebook.html", page)


@require_POST
@in_programme(Action.EDIT_CODEBOOK)
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
    form = NewCodeForm(
        request.POST or None,
        programme=request.programme,
        entries=queries.codebook(request.programme),
        initial={**seen_now(request), "parent": request.GET.get("under")},
    )
    added = attempted(
        form,
        lambda: operations.add_code(
            programme=request.programme,
            wording=form.wording(),
            parent=form.cleaned_data["parent"],
            at=timezone.now(),
            by=request.user,
            grounds=form.grounds(),
        ),
    )
    if added is None:
        return form_page(request, "coding/code_form.html", form, None, title=_("Add a code"))
    messages.success(request, _("“%(code)s” is in the codebook.") % {"code": added})
    return to_code(request, added)


@in_programme(Action.EDIT_CODEBOOK)
def edit_code(request: ProgrammeRequest, code: str) -> HttpResponse:
    found = code_of(request, code)
    form = CodeForm(request.POST or None, code=found, initial=seen_now(request))
    described = attempted(
        form,
        lambda: operations.describe_code(
            code=found,
            wording=form.wording(),
            at=timezone.now(),
            by=request.user,
            grounds=form.grounds(),
        ),
    )
    if described is None:
        return form_page(request, "coding/code_form.html", form, found, title=found.name)
    messages.success(request, _("The codebook says it your way now."))
    return to_code(request, found)
