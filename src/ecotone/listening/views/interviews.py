"""How somebody comes to be heard: the ways there are, consent read back, typing begun."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action
from ecotone.listening import operations, queries
from ecotone.listening.choices import InstrumentKind
from ecotone.listening.forms import ReadBackForm, WriteUpForm
from ecotone.register.doors import participant_of


@require_safe
@in_programme(Action.LISTEN)
def hear(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    """Offer the ways in which one person can be heard."""
    participant = participant_of(request, key)
    return render(
        request,
        "listening/live_ways.html",
        {
            "participant": participant,
            "may_be_asked": queries.may_be_asked(participant),
            "instruments": queries.current_instruments(request.programme),
            "under_way": queries.talks_under_way(participant, request.user),
            "kind": request.GET.get("kind", InstrumentKind.INTERVIEW),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme(Action.LISTEN)
def talk(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    """Read back what somebody allows; once confirmed, begin."""
    participant = participant_of(request, key)
    kind = request.GET.get("kind", InstrumentKind.INTERVIEW)
    form = ReadBackForm(request.POST or None, initial={"kind": kind})
    if request.method == "POST" and form.is_valid():
        begun = operations.begin_interview(
            participant=participant,
            kind=form.cleaned_data["kind"],
            at=timezone.now(),
            by=request.user,
        )
        return redirect("listening:notes", request.programme.slug, begun.pk)
    return render(
        request,
        "listening/live_consent.html",
        {
            "participant": participant,
            "form": form,
            "grants": queries.grants_to_read_back(participant),
            "may_be_asked": queries.may_be_asked(participant),
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme(Action.LISTEN)
def write_up(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    """Begin to type a paper form, or notes of a talk that is over."""
    participant = participant_of(request, key)
    at = timezone.now()
    form = WriteUpForm(
        request.POST or None,
        today=timezone.localdate(at),
        kind=request.GET.get("kind", ""),
        mode=request.GET.get("mode", ""),
    )
    if request.method == "POST" and form.is_valid():
        begun = operations.write_up(
            participant=participant, at=at, by=request.user, **form.cleaned_data
        )
        return redirect("listening:notes", request.programme.slug, begun.pk)
    return render(
        request,
        "listening/notes_begin.html",
        {"participant": participant, "form": form},
        status=422 if form.errors else 200,
    )
