"""The codebook: reading it, taking over our taxonomy, adding and describing codes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ecotone.coding import operations, queries
from ecotone.coding.forms import CodeForm, NewCodeForm
from ecotone.coding.models import Code
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action


@in_programme(Action.READ_WORDS)
def codebook(request: ProgrammeRequest) -> HttpResponse:
    families = queries.families_of(queries.codebook(request.programme))
    return render(request, "coding/codebook.html", {"families": families})


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
