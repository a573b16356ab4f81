"""Where people work: the list, one of them, and looking them up in the public registers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.errors import NotYours
from ecotone.foundation.permissions import Action
from ecotone.register import operations, queries
from ecotone.register.models import ListedOrganisation, Organisation

PER_PAGE = 50


@require_safe
@in_programme(Action.MANAGE_PEOPLE)
def organisation_list(request: ProgrammeRequest) -> HttpResponse:
    organisations = queries.organisations_with_people(request.programme)
    return render(
        request,
        "register/organisations.html",
        {
            "page": Paginator(organisations, PER_PAGE).get_page(request.GET.get("page")),
            "registers": queries.lines_in_registers(),
        },
    )


@require_safe
@in_programme(Action.MANAGE_PEOPLE)
def organisation_page(request: ProgrammeRequest, organisation: int) -> HttpResponse:
    found = _organisation_of(request, organisation)
    words = request.GET.get("q", "").strip()
    return render(
        request,
        "register/organisation.html",
        {
            "organisation": found,
            "people": queries.people_at(found),
            "today": queries.successors_of(found.listed) if found.listed else [],
            "words": words,
            "found": queries.listed_like(words or found.name)
            if words or not found.listed
            else [],
        },
    )


@require_POST
@in_programme(Action.MANAGE_PEOPLE)
def link_organisation(request: ProgrammeRequest, organisation: int) -> HttpResponse:
    """Take the line whose button was pressed; the button without a line unlinks."""
    found = _organisation_of(request, organisation)
    chosen = request.POST.get("listed", "")
    listed = ListedOrganisation.objects.filter(pk=chosen).first() if chosen.isdigit() else None
    operations.link_to_register(
        organisation=found, listed=listed, at=timezone.now(), by=request.user
    )
    if listed:
        messages.success(
            request,
            _("%(organisation)s is %(listed)s in the public register now.")
            % {"organisation": found, "listed": listed},
        )
    else:
        messages.success(
            request,
            _("%(organisation)s is linked to no register now.") % {"organisation": found},
        )
    return redirect("register:organisation", request.programme.slug, found.pk)


@require_safe
@in_programme(Action.MANAGE_PEOPLE)
def suggest_organisations(request: ProgrammeRequest) -> JsonResponse:
    """Answer a field that is being typed into."""
    found = queries.suggested_organisations(request.programme, request.GET.get("q", ""))
    suggestions = [{"value": one.value, "label": one.label} for one in found]
    return JsonResponse({"organisations": suggestions})


def _organisation_of(request: ProgrammeRequest, number: int) -> Organisation:
    organisations = queries.organisations_of(request.programme).select_related("listed")
    found = organisations.filter(pk=number).first()
    if found is None:
        raise NotYours(
            _("This organisation is not here."),
            remedy=_("Open the list of organisations and choose from there."),
            attempted=f"organisation:{number} in programme:{request.programme.pk}",
        )
    return found
