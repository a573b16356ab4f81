"""The divide, the words behind it, and the review of matches."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ecotone.coding.choices import Pole
from ecotone.engine import pictures
from ecotone.exchange import jobs
from ecotone.exchange.choices import MatchState, PairRuleKind
from ecotone.exchange.exports import divide as divide_export
from ecotone.exchange.exports import ledger as ledger_export
from ecotone.exchange.exports.review import open_asks, queue_of
from ecotone.exchange.forms import ReasonForm
from ecotone.exchange.models import Match, PairRule
from ecotone.exchange.operations import decisions, rounds
from ecotone.exchange.queries.bridges import Bridges, Side, bridges_in, shown_outside
from ecotone.exchange.queries.cards import card_of, matches_allowed, reviewable_matches
from ecotone.exchange.queries.claims import practices_of
from ecotone.exchange.queries.rounds import latest_round_of, newest_round_of
from ecotone.exchange.queries.words import first_words, passages_behind
from ecotone.foundation.csv_files import csv_file, csv_lines
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action

MOST_WAITING = 3


# --- the divide ------------------------------------------------------------------------------


@in_programme(Action.SEE_DIVIDE)
def divide(request: ProgrammeRequest) -> HttpResponse:
    bridges = _bridges_for(request)
    drawn = _divide_for(request, bridges)
    accounts = ledger_export.ledger_of(drawn)
    context = {
        "bridges": bridges,
        "finding": divide_export.finding_sentence(drawn),
        "is_table": request.GET.get("view") == "table",
        "rows": pictures.table_rows(drawn),
        "picture": divide_export.picture(drawn),
        "ledger": ledger_export.ledger_picture(accounts),
        "ledger_rows": pictures.ledger_rows(accounts),
        "waiting": _waiting(request),
        "unmet": drawn.unmet[:MOST_WAITING],
    }
    return render(request, "exchange/divide.html", context)


@in_programme(Action.SEE_DIVIDE)
def divide_svg(request: ProgrammeRequest) -> HttpResponse:
    drawn = _divide_for(request, _bridges_for(request))
    theme: pictures.Theme = "dark" if request.GET.get("theme") == "dark" else "light"
    file = pictures.standalone(divide_export.picture(drawn), theme)
    name = f"divide-{request.programme.slug}.svg"
    return HttpResponse(
        file,
        content_type="image/svg+xml",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@in_programme(Action.SEE_DIVIDE)
def divide_csv(request: ProgrammeRequest) -> HttpResponse:
    drawn = _divide_for(request, _bridges_for(request))
    lines = csv_lines(divide_export.divide_table(drawn))
    return csv_file(lines, file_name=f"divide-{request.programme.slug}.csv")


@in_programme(Action.READ_WORDS)
def words(request: ProgrammeRequest, voice: str, pole: str) -> HttpResponse:
    if pole not in set(Pole):
        raise Http404
    practices = request.GET.getlist("practice")
    context = {
        "passages": passages_behind(
            request.programme, voice=voice, pole=Pole(pole), practices=practices
        ),
        "pole": Pole(pole),
        "practices": [
            name
            for key, name in practices_of(request.programme).names.items()
            if key in practices
        ],
    }
    return render(request, "exchange/words.html", context)


# --- matches ---------------------------------------------------------------------------------


@in_programme(Action.MATCH)
def matches(request: ProgrammeRequest) -> HttpResponse:
    return _review(request, chosen=None)


@in_programme(Action.MATCH)
def match(request: ProgrammeRequest, match: int) -> HttpResponse:
    return _review(request, chosen=_match_or_404(request, match))


@require_POST
@in_programme(Action.MATCH)
def find_matches(request: ProgrammeRequest) -> HttpResponse:
    opened = rounds.open_matching_round(
        programme=request.programme, at=timezone.now(), by=request.user
    )
    jobs.run_matching_round.enqueue(round_id=opened.pk)
    return redirect("exchange:matches", request.programme.slug)


@require_POST
@in_programme(Action.MATCH)
def propose(request: ProgrammeRequest, match: int) -> HttpResponse:
    found = _match_or_404(request, match)
    send_at = decisions.propose_match(match=found, at=timezone.now(), by=request.user)
    clock = time_format(timezone.localtime(send_at))
    messages.success(
        request,
        _("Two messages wait in the outbox until %(clock)s. Undo it here until then.")
        % {"clock": clock},
    )
    return _back_to(found)


@require_POST
@in_programme(Action.MATCH)
def keep(request: ProgrammeRequest, match: int) -> HttpResponse:
    found = _match_or_404(request, match)
    decisions.keep_for_later(match=found, at=timezone.now(), by=request.user)
    return _back_to(found)


@require_POST
@in_programme(Action.MATCH)
def not_a_fit(request: ProgrammeRequest, match: int) -> HttpResponse:
    found = _match_or_404(request, match)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _review(request, chosen=found, form=form, status=422)
    decisions.mark_not_a_fit(
        match=found, reason=form.cleaned_data["reason"], at=timezone.now(), by=request.user
    )
    return _back_to(found)


@require_POST
@in_programme(Action.MATCH)
def pin(request: ProgrammeRequest, match: int) -> HttpResponse:
    found = _match_or_404(request, match)
    decisions.pin_pair(match=found, reason="", at=timezone.now(), by=request.user)
    messages.success(
        request, _("These two stay together in every round. See the pins and vetoes to end it.")
    )
    return _back_to(found)


@require_POST
@in_programme(Action.MATCH)
def undo(request: ProgrammeRequest, match: int) -> HttpResponse:
    found = _match_or_404(request, match)
    decisions.undo_decision(match=found, at=timezone.now(), by=request.user)
    messages.success(request, _("Undone. This is a suggestion again."))
    return _back_to(found)


@in_programme(Action.MATCH)
def pair_rules(request: ProgrammeRequest) -> HttpResponse:
    rules = request.programme.pair_rules.select_related("first__sector", "second__sector")
    context = {
        "pins": rules.filter(kind=PairRuleKind.PIN).order_by("pk"),
        "vetoes": rules.filter(kind=PairRuleKind.VETO).order_by("pk"),
    }
    return render(request, "exchange/pair_rules.html", context)


@require_POST
@in_programme(Action.MATCH)
def drop_rule(request: ProgrammeRequest, rule: int) -> HttpResponse:
    found = get_object_or_404(PairRule, pk=rule, programme=request.programme)
    decisions.drop_rule(rule=found, at=timezone.now(), by=request.user)
    messages.success(request, _("Dropped. The next round decides about these two afresh."))
    return redirect("exchange:pair_rules", request.programme.slug)


# --- what several pages share ----------------------------------------------------------------


def _bridges_for(request: ProgrammeRequest) -> Bridges:
    bridges = bridges_in(request.programme)
    return bridges if Action.READ_WORDS in request.actions else shown_outside(bridges)


def _divide_for(request: ProgrammeRequest, bridges: Bridges) -> pictures.Divide:
    may_read = Action.READ_WORDS in request.actions
    said = first_words(request.programme) if may_read and not bridges.is_crowd else {}
    labels = divide_export.Labels(bridges.practices.names, said)

    return divide_export.divide_of(bridges, labels, _address_in(request))


def _address_in(request: ProgrammeRequest) -> Callable[[Side, str], str]:
    """Lead to the words behind a bridge whoever may read them, and nobody else anywhere."""

    def address(side: Side, pole: str) -> str:
        if Action.READ_WORDS not in request.actions:
            return ""
        page = reverse("exchange:words", args=(request.programme.slug, side.voice.key, pole))
        return f"{page}?{urlencode({'practice': side.practices}, doseq=True)}"

    return address


def _waiting(request: ProgrammeRequest) -> list[Match]:
    if Action.MATCH not in request.actions:
        return []
    suggested = reviewable_matches(request.programme).filter(state=MatchState.SUGGESTED)
    return list(suggested[:MOST_WAITING])


def _match_or_404(request: ProgrammeRequest, match: int) -> Match:
    return get_object_or_404(
        matches_allowed(request.programme).select_related(
            "matching_round__programme",
            "first__sector",
            "first__organisation",
            "first__person",
            "second__sector",
            "second__organisation",
            "second__person",
        ),
        pk=match,
    )


def _back_to(match: Match) -> HttpResponse:
    return redirect("exchange:match", match.matching_round.programme.slug, match.pk)


def _review(
    request: ProgrammeRequest,
    *,
    chosen: Match | None,
    form: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    suggestions = list(reviewable_matches(request.programme))
    shown = chosen or next(iter(suggestions), None)
    bridges = bridges_in(request.programme)
    practices = bridges.practices.names
    context = {
        "queue": queue_of(suggestions, practices),
        "unmet": open_asks(bridges.unmet, practices, _address_in(request)),
        "round": latest_round_of(request.programme),
        "newest": newest_round_of(request.programme),
        "card": card_of(shown, request.programme) if shown else None,
        "form": form or ReasonForm(),
    }
    return render(request, "exchange/matches.html", context, status=status)
