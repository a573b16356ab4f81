"""The pages of rounds: who codes what, who is through, and what comes next."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ecotone.coding import operations, queries
from ecotone.coding.forms import NewRoundForm, RevealForm
from ecotone.coding.models import CodingRound
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.permissions import Action, users_who_may

ROUNDS_PER_PAGE = 20
TEXTS_PER_PAGE = 50
OUTCOMES_PER_PAGE = 50


@in_programme(Action.CODE)
def rounds(request: ProgrammeRequest) -> HttpResponse:
    found = queries.rounds_in(request.programme)
    page = Paginator(found, ROUNDS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "coding/rounds.html", {"page": page})


@in_programme(Action.EDIT_CODEBOOK)
def new_round(request: ProgrammeRequest) -> HttpResponse:
    programme = request.programme
    form = NewRoundForm(
        request.POST or None,
        coders=users_who_may(Action.CODE, programme),
        texts=queries.texts_free_for_a_round(programme),
    )
    opened = _opened(request, form) if form.is_valid() else None
    if opened is None:
        status = 422 if form.errors else 200
        return render(request, "coding/round_new.html", {"form": form}, status=status)
    said = _("“%(round)s” is open. Its coders can begin.") % {"round": opened.name}
    return _back_to(request, opened, said)


@in_programme(Action.CODE)
def round_page(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    return _page_of(request, round_of(request, key), RevealForm())


@require_POST
@in_programme(Action.CODE)
def submit_round(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    found = round_of(request, key)
    operations.submit_round(coding_round=found, at=timezone.now(), by=request.user)
    return _back_to(request, found, _("You are through with the texts of this round."))


@require_POST
@in_programme(Action.CODE)
def take_back(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    found = round_of(request, key)
    operations.take_back_submission(coding_round=found, at=timezone.now(), by=request.user)
    return _back_to(request, found, _("You can go on coding these texts."))


@require_POST
@in_programme(Action.EDIT_CODEBOOK)
def reveal(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    found, form = round_of(request, key), RevealForm(request.POST)
    if not form.is_valid():
        return _page_of(request, found, form)
    why = form.cleaned_data["why"]
    operations.reveal_round(coding_round=found, why=why, at=timezone.now(), by=request.user)
    said = _("The round is revealed: everybody sees what everybody coded.")
    return _back_to(request, found, said)


@require_POST
@in_programme(Action.EDIT_CODEBOOK)
def begin_settling(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    found = round_of(request, key)
    operations.begin_settling(coding_round=found, at=timezone.now(), by=request.user)
    said = _("What everybody said alike is settled by itself. What differs waits for you.")
    return _back_to(request, found, said)


@require_POST
@in_programme(Action.EDIT_CODEBOOK)
def close_round(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    found = round_of(request, key)
    operations.close_round(coding_round=found, at=timezone.now(), by=request.user)
    said = _("The round is closed. From now on what was settled counts for its texts.")
    return _back_to(request, found, said)


@require_POST
@in_programme(Action.EDIT_CODEBOOK)
def reopen_round(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    found = round_of(request, key)
    operations.reopen_round(coding_round=found, at=timezone.now(), by=request.user)
    return _back_to(request, found, _("The round is open again, to be settled anew."))


@in_programme(Action.CODE)
def outcomes(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    """Show somebody what became of each of their own codings."""
    found = round_of(request, key)
    settled = queries.outcomes_for(request.user, found)
    page = Paginator(settled, OUTCOMES_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "coding/outcomes.html", {"round": found, "page": page})


# --- shared steps ----------------------------------------------------------------------------


def round_of(request: ProgrammeRequest, key: UUID) -> CodingRound:
    here = CodingRound.objects.filter(programme=request.programme)
    return get_object_or_404(here, key=key)


def _opened(request: ProgrammeRequest, form: NewRoundForm) -> CodingRound | None:
    """Open the round, or say on the form why it cannot be: what was ticked stays ticked."""
    try:
        return operations.open_round(
            programme=request.programme,
            plan=form.plan(),
            at=timezone.now(),
            by=request.user,
        )
    except NotYours:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _page_of(request: ProgrammeRequest, found: CodingRound, form: RevealForm) -> HttpResponse:
    standing = queries.standing_of(found)
    own = queries.member_in(standing, request.user)
    texts = queries.texts_of_round(found)
    page = Paginator(texts, TEXTS_PER_PAGE).get_page(request.GET.get("page"))
    undecided = queries.undecided_by_text(found)
    parts = {
        "round": found,
        "standing": standing,
        "own": own,
        "page": page,
        "texts": queries.texts_in_round(found, page, request.user, undecided),
        "undecided": undecided.total(),
        "next_text": queries.next_text_to_settle(found, undecided),
        "may_reveal": found.is_secret and (own is None or own.submitted_at is not None),
        "reveal_form": form,
    }
    return render(request, "coding/round.html", parts, status=422 if form.errors else 200)


def _back_to(request: ProgrammeRequest, found: CodingRound, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("coding:round", request.programme.slug, found.key)
