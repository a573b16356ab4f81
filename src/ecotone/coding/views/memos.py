"""Memos: a list with filters; writing, rewording, removing one. All of it without script."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ecotone.coding import operations, queries
from ecotone.coding.forms import MemoFilterForm, MemoForm
from ecotone.coding.models import Code, Coding, Memo
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action
from ecotone.listening.models import Conversation
from ecotone.register.models import Participant

if TYPE_CHECKING:
    from collections.abc import Callable

PER_PAGE = 30


@in_programme(Action.CODE)
def memos(request: ProgrammeRequest) -> HttpResponse:
    readable = queries.readable_memos(request.programme, request.user)
    form = MemoFilterForm(request.GET)
    found = queries.with_their_places(form.wanted(request.user).of(readable))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    parts = {
        "form": form,
        "page": page,
        "memos": queries.shown_memos(page, request.user),
        "is_filtered": bool(form.kept()),
    }
    return render(request, "coding/memos.html", parts)


@in_programme(Action.CODE)
def write_memo(request: ProgrammeRequest) -> HttpResponse:
    """Write on what the address names: `?passage=`, `?code=`, `?text=` or `?person=`."""
    about = _about(request)
    form = MemoForm(request.POST or None)
    if not form.is_valid():
        return _memo_form(request, form, about)
    memo = operations.write_memo(
        about=about, says=form.says(), at=timezone.now(), by=request.user
    )
    messages.success(request, _("The memo is kept."))
    return _back(request, memo)


@in_programme(Action.CODE)
def reword_memo(request: ProgrammeRequest, memo: UUID) -> HttpResponse:
    found = _memo(request, memo)
    form = MemoForm(request.POST or None, initial={"kind": found.kind, "words": found.words})
    if not form.is_valid():
        return _memo_form(request, form, found.about, rewords=found)
    reworded = operations.reword_memo(
        memo=found, says=form.says(), at=timezone.now(), by=request.user
    )
    messages.success(request, _("The memo is reworded. Undo brings the old one back."))
    return _back(request, reworded)


@require_POST
@in_programme(Action.CODE)
def remove_memo(request: ProgrammeRequest, memo: UUID) -> HttpResponse:
    found = _memo(request, memo)
    operations.remove_memo(memo=found, at=timezone.now(), by=request.user)
    messages.success(request, _("The memo is gone. Undo brings it back."))
    return _back(request, found)


@require_POST
@in_programme(Action.CODE)
def put_memo_away(request: ProgrammeRequest, memo: UUID) -> HttpResponse:
    found = _memo(request, memo)
    operations.put_memo_away(memo=found, at=timezone.now(), by=request.user)
    messages.success(request, _("Done with it. It stays in the list of memos."))
    return _back(request, found)


# --- shared steps ----------------------------------------------------------------------------


def _memo(request: ProgrammeRequest, key: UUID) -> Memo:
    readable = queries.readable_memos(request.programme, request.user)
    return get_object_or_404(queries.with_their_places(readable), key=key)


def _memo_form(
    request: ProgrammeRequest,
    form: MemoForm,
    about: queries.MemoSubject,
    *,
    rewords: Memo | None = None,
) -> HttpResponse:
    """Show the form below the memos that are there already."""
    readable = queries.readable_memos(request.programme, request.user)
    there = queries.with_their_places(queries.MemoFilter(on=about).of(readable))
    there = there.exclude(pk=rewords.pk) if rewords else there
    parts = {
        "form": form,
        "on": queries.place_of(about),
        "places": [] if rewords else queries.places_around(about),
        "memos": queries.shown_memos(there, request.user),
        "rewords": rewords,
        "back_to": _came_from(request),
    }
    return render(request, "coding/memo_form.html", parts, status=422 if form.errors else 200)


def _about(request: ProgrammeRequest) -> queries.MemoSubject:
    """Find what is written about among what this reader may read now."""
    finders: dict[str, Callable[[ProgrammeRequest, str], queries.MemoSubject | None]] = {
        "passage": _passage,
        "code": _code,
        "text": _text,
        "person": _person,
    }
    named = [name for name in finders if request.GET.get(name)]
    found = finders[named[0]](request, request.GET[named[0]]) if len(named) == 1 else None
    if found is None:
        raise Http404
    return found


def _passage(request: ProgrammeRequest, key: str) -> Coding | None:
    seen = queries.readable_codings(request.programme, request.user)
    return seen.filter(pk=key).first() if key.isdigit() else seen.filter(key=_uuid(key)).first()


def _code(request: ProgrammeRequest, key: str) -> Code | None:
    return Code.objects.filter(programme=request.programme, key=key).first()


def _text(request: ProgrammeRequest, key: str) -> Conversation | None:
    return queries.readable_conversation(request.programme, int(key)) if key.isdigit() else None


def _person(request: ProgrammeRequest, key: str) -> Participant | None:
    people = queries.people_heard(request.programme)
    return people.filter(key=_uuid(key)).first()


def _uuid(key: str) -> UUID:
    try:
        return UUID(key)
    except ValueError:
        raise Http404 from None


def _came_from(request: ProgrammeRequest) -> str:
    """Say where somebody came from, if that is a page of ours."""
    back_to = request.POST.get("back_to") or request.GET.get("back_to", "")
    return back_to if url_has_allowed_host_and_scheme(back_to, allowed_hosts=None) else ""


def _back(request: ProgrammeRequest, memo: Memo) -> HttpResponse:
    """Return to the page somebody came from, or to the list of memos."""
    if back_to := _came_from(request):
        return redirect(back_to)
    listed = reverse("coding:memos", args=(request.programme.slug,))
    return redirect(listed if memo.is_removed else f"{listed}#memo-{memo.key}")
