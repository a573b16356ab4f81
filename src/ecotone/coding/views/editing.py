"""What every page that changes the codebook does: try, and keep the form where refused."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ecotone.coding.errors import CodeChangedMeanwhile
from ecotone.coding.forms import GroundsForm
from ecotone.coding.models import Code
from ecotone.coding.queries.book_history import book_version, rewordings_since
from ecotone.foundation.doors import ProgrammeRequest
from ecotone.foundation.errors import NotYours, Refused

Outcome = TypeVar("Outcome")


def code_of(request: ProgrammeRequest, key: str) -> Code:
    codes = Code.objects.select_related("programme", "parent__parent", "merged_into")
    return get_object_or_404(codes, programme=request.programme, key=key)


def seen_now(request: ProgrammeRequest) -> dict[str, int]:
    """Note on a form which version of the codebook it is made from."""
    return {"seen": book_version(request.programme).step}


def attempted(form: GroundsForm, edit: Callable[[], Outcome]) -> Outcome | None:
    """Make the edit a form asks for; nothing where it is refused, and the form says why."""
    if not form.is_valid():
        return None
    try:
        return edit()
    except NotYours:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        form.is_stale = isinstance(refusal, CodeChangedMeanwhile)
        return None


def form_page(
    request: ProgrammeRequest,
    template: str,
    form: GroundsForm,
    code: Code | None,
    **parts: object,
) -> HttpResponse:
    """Show a form; where somebody was faster, with what they changed, from their version on."""
    theirs = []
    if form.is_stale and code is not None:
        theirs = rewordings_since(code, form.cleaned_data["seen"])
        code.refresh_from_db()
        form.look_again(book_version(request.programme).step)
    page = {"form": form, "code": code, "theirs": theirs, **parts}
    return render(request, template, page, status=422 if form.errors else 200)


def to_code(request: ProgrammeRequest, code: Code) -> HttpResponse:
    """Go back to where the code stands in the book."""
    book = reverse("coding:codebook", args=(request.programme.slug,))
    return redirect(f"{book}#code-{code.pk}")
