"""The list of people, adding one, and how many each sector should have."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ecotone.engine import pictures
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action
from ecotone.register import operations, queries
from ecotone.register.choices import Criterion
from ecotone.register.exports import strip
from ecotone.register.forms import NewPersonForm, PeopleFilter, QuotaForm
from ecotone.register.models import Participant, Sector

PER_PAGE = 50


@require_safe
@in_programme(Action.MANAGE_PEOPLE)
def people_list(request: ProgrammeRequest) -> HttpResponse:
    counts = queries.quota_counts(request.programme)
    chosen = PeopleFilter(request.GET, sectors=[count.sector for count in counts])
    people = queries.participants_where(request.programme, **chosen.kept())
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "register/people.html",
        {
            "page": page,
            "counts": counts,
            "filter": chosen,
            "is_filtered": chosen.kept(),
            **_strip(request, [count.sector for count in counts]),
        },
    )


def _strip(request: ProgrammeRequest, sectors: list[Sector]) -> dict[str, object]:
    """Draw who stands where, or lay it out as a table with `?view=table`."""
    counts = queries.people_by_stage(request.programme)
    lanes = strip.lanes_of(request.programme, sectors, counts)
    finding = strip.finding_of(lanes)
    return {
        "is_table": request.GET.get("view") == "table",
        "strip": strip.drawn(lanes, finding),
        "narrow_strip": strip.drawn(lanes, finding, width=pictures.NARROW),
        "lane_rows": pictures.lane_rows(lanes),
        "finding": finding,
        "scale": strip.scale_of(lanes),
        "narrow_scale": strip.scale_of(lanes, width=pictures.NARROW),
    }


@require_http_methods(["GET", "POST"])
@in_programme(Action.MANAGE_PEOPLE)
def add_person(request: ProgrammeRequest) -> HttpResponse:
    form = NewPersonForm(request.POST or None, programme=request.programme)
    if request.method == "POST" and form.is_valid():
        participant = _take_in(request, form)
        messages.success(
            request,
            _("%(person)s is in the register. Make a personal link when it is time to write.")
            % {"person": participant},
        )
        return redirect("register:person", request.programme.slug, participant.key)
    return render(
        request,
        "register/add.html",
        {"form": form, "organisations": queries.organisations_of(request.programme)},
        status=422 if form.errors else 200,
    )


def _take_in(request: ProgrammeRequest, form: NewPersonForm) -> Participant:
    if not form.cleaned_data["criterion"]:
        return operations.register_participant(
            programme=request.programme,
            newcomer=form.newcomer(),
            at=timezone.now(),
            by=request.user,
        )
    return operations.register_and_invite(
        programme=request.programme,
        newcomer=form.newcomer(),
        criterion=Criterion(form.cleaned_data["criterion"]),
        evidence=form.cleaned_data["evidence"],
        at=timezone.now(),
        by=request.user,
    )


@require_http_methods(["GET", "POST"])
@in_programme(Action.MANAGE_PEOPLE)
def change_quotas(request: ProgrammeRequest) -> HttpResponse:
    counts = queries.quota_counts(request.programme)
    form = QuotaForm(request.POST or None, sectors=[count.sector for count in counts])
    if request.method == "POST" and form.is_valid():
        operations.set_quotas(
            programme=request.programme,
            wanted=form.cleaned_data,
            at=timezone.now(),
            by=request.user,
        )
        messages.success(
            request, _("The numbers wanted have changed. The list counts by them.")
        )
        return redirect("register:people", request.programme.slug)
    return render(
        request,
        "register/quotas.html",
        {"form": form, "counts": counts},
        status=422 if form.errors else 200,
    )
