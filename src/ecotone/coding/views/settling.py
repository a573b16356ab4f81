"""Side by side: a text once with everybody's stripes; its differences settled one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ecotone.coding import operations, queries
from ecotone.coding.choices import RoundState
from ecotone.coding.forms import InsteadForm
from ecotone.coding.models import Coding, CodingRound
from ecotone.coding.queries import DifferenceToSettle
from ecotone.coding.views.rounds import round_of
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action
from ecotone.listening.models import Conversation

ALL, NONE, INSTEAD = "all", "none", "instead"


@in_programme(Action.CODE)
def settle(request: ProgrammeRequest, key: UUID, conversation: int) -> HttpResponse:
    found = round_of(request, key)
    if found.is_secret:
        messages.info(request, _("The round is still blind. There is nothing to see yet."))
        return redirect("coding:round", request.programme.slug, key)
    looked_at = _look(request, found, conversation)
    return _page(request, looked_at, looked_at.asked_for(request.GET.get("difference", "")))


@require_POST
@in_programme(Action.EDIT_CODEBOOK)
def settle_one(request: ProgrammeRequest, key: UUID, conversation: int) -> HttpResponse:
    looked_at = _look(request, round_of(request, key), conversation)
    difference = looked_at.named(request.POST.get("difference", ""))
    if difference is None:
        messages.info(request, _("That difference is no longer there. Here is the next one."))
        return _to(request, looked_at, None)
    choice = request.POST.get("keep", "")
    if choice == INSTEAD:
        return _settle_otherwise(request, looked_at, difference)
    kept = _kept(difference, choice)
    if kept is None:
        messages.info(request, _("Choose what stays."))
        return _to(request, looked_at, str(difference.key))
    operations.settle(
        coding_round=looked_at.round,
        codings=difference.codings,
        keep=kept,
        at=timezone.now(),
        by=request.user,
    )
    return _after(request, looked_at, difference)


@require_POST
@in_programme(Action.EDIT_CODEBOOK)
def undo_settling(request: ProgrammeRequest, key: UUID, conversation: int) -> HttpResponse:
    """Take back what this person settled last, and show it again."""
    looked_at = _look(request, round_of(request, key), conversation)
    step = operations.undo_last(programme=request.programme, at=timezone.now(), by=request.user)
    said = _("Undone. Decide again.") if step else _("There is nothing to undo.")
    messages.info(request, said)
    return _to(request, looked_at, request.POST.get("difference"))


# --- shared steps ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Look:
    """One text of a round with its differences in reading order."""

    round: CodingRound
    conversation: Conversation
    entries: Sequence[queries.CodeEntry]
    differences: Sequence[DifferenceToSettle]

    @property
    def undecided(self) -> list[DifferenceToSettle]:
        return [each for each in self.differences if not each.is_decided]

    def named(self, key: str) -> DifferenceToSettle | None:
        return next((each for each in self.differences if str(each.key) == key), None)

    def asked_for(self, key: str) -> DifferenceToSettle | None:
        """Find the one of the address; else the first that is undecided, else the first."""
        first = next(iter(self.undecided or self.differences), None)
        return self.named(key) or first

    def after(self, difference: DifferenceToSettle) -> DifferenceToSettle | None:
        """Find the next that is undecided, going round at the end of the text."""
        place = self.differences.index(difference)
        onwards = [*self.differences[place + 1 :], *self.differences[:place]]
        return next((each for each in onwards if not each.is_decided), None)


def _look(request: ProgrammeRequest, found: CodingRound, conversation: int) -> _Look:
    text = queries.readable_conversation(request.programme, conversation)
    if text is None or not found.texts.filter(pk=conversation).exists():
        raise Http404
    differences = [] if found.is_secret else queries.differences_in(found, text)
    return _Look(found, text, queries.codebook(request.programme), differences)


def _page(
    request: ProgrammeRequest,
    looked_at: _Look,
    chosen: DifferenceToSettle | None,
    form: InsteadForm | None = None,
) -> HttpResponse:
    parts = {
        "round": looked_at.round,
        "conversation": looked_at.conversation,
        "columns": queries.columns_of(looked_at.round),
        "answers": _answers(request, looked_at, chosen),
        "differences": looked_at.differences,
        "undecided": looked_at.undecided,
        "chosen": chosen,
        "may_settle": looked_at.round.state == RoundState.SETTLING,
        "may_undo": queries.has_just_settled(request.programme, request.user),
    }
    if chosen is not None:
        parts |= {
            "voices": queries.voices_of(chosen, looked_at.round, request.user),
            "before": _neighbour(looked_at, chosen, -1),
            "after": _neighbour(looked_at, chosen, 1),
            "form": form or InsteadForm(difference=chosen, entries=looked_at.entries),
        }
    if not looked_at.undecided:
        parts["next_text"] = queries.next_text_to_settle(
            looked_at.round, queries.undecided_by_text(looked_at.round)
        )
    return render(request, "coding/settle.html", parts, status=422 if form else 200)


def _answers(
    request: ProgrammeRequest, looked_at: _Look, chosen: DifferenceToSettle | None
) -> list[queries.PairedAnswer]:
    return queries.side_by_side(
        looked_at.round,
        looked_at.conversation,
        looked_at.entries,
        reader=request.user,
        differences=looked_at.differences,
        chosen=chosen,
    )


def _settle_otherwise(
    request: ProgrammeRequest, looked_at: _Look, difference: DifferenceToSettle
) -> HttpResponse:
    form = InsteadForm(request.POST, difference=difference, entries=looked_at.entries)
    if not form.is_valid():
        return _page(request, looked_at, difference, form)
    operations.settle_otherwise(
        coding_round=looked_at.round,
        codings=difference.codings,
        instead=form.marking(),
        at=timezone.now(),
        by=request.user,
    )
    return _after(request, looked_at, difference)


def _neighbour(
    looked_at: _Look, chosen: DifferenceToSettle | None, step: int
) -> DifferenceToSettle | None:
    if chosen is None:
        return None
    place = looked_at.differences.index(chosen) + step
    return looked_at.differences[place] if 0 <= place < len(looked_at.differences) else None


def _kept(difference: DifferenceToSettle, choice: str) -> tuple[Coding, ...] | None:
    """Say which codings a button means: one coder's, with all who say the very same."""
    if choice in {ALL, NONE}:
        return difference.codings if choice == ALL else ()
    said = {each.statement for each in difference.codings if str(each.coder_id) == choice}
    return tuple(each for each in difference.codings if each.statement in said) or None


def _after(
    request: ProgrammeRequest, looked_at: _Look, difference: DifferenceToSettle
) -> HttpResponse:
    """Go to the next difference, and say how many are left in this text."""
    left = len([each for each in looked_at.undecided if each.key != difference.key])
    following = looked_at.after(difference) or difference
    if left:
        said = ngettext(
            "Settled. %(number)s difference is left in this text.",
            "Settled. %(number)s differences are left in this text.",
            left,
        )
    else:
        said = _("Settled. Nothing is left to settle in this text.")
    messages.success(request, said % {"number": left})
    return _to(request, looked_at, str(following.key))


def _to(request: ProgrammeRequest, looked_at: _Look, key: str | None) -> HttpResponse:
    parts = request.programme.slug, looked_at.round.key, looked_at.conversation.pk
    address = reverse("coding:settle", args=parts)
    asked = f"?{urlencode({'difference': key})}" if key else ""
    return redirect(f"{address}{asked}#difference")
