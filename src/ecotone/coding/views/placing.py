"""Codings whose words were changed: placed on what stands there now, or taken off."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ecotone.coding import operations, queries
from ecotone.coding.queries import CodingToPlace
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action


@require_POST
@in_programme(Action.CODE)
def place(request: ProgrammeRequest, coding: UUID) -> HttpResponse:
    """Place a code where its words stood; the page shows which words these are now."""
    found = _waiting(request, coding)
    operations.place_again(
        coding=found.coding,
        start=found.start,
        end=found.end,
        at=timezone.now(),
        by=request.user,
    )
    messages.success(request, _("Placed again: %(code)s.") % {"code": found.coding.code})
    return _back_to_text(request, found)


@require_POST
@in_programme(Action.CODE)
def let_go(request: ProgrammeRequest, coding: UUID) -> HttpResponse:
    found = _waiting(request, coding)
    operations.remove_coding(coding=found.coding, at=timezone.now(), by=request.user)
    messages.success(request, _("Taken off: %(code)s.") % {"code": found.coding.code})
    return _back_to_text(request, found)


def _waiting(request: ProgrammeRequest, key: UUID) -> CodingToPlace:
    """Find the reader's own coding among those that wait."""
    found = queries.coding_to_place(request.programme, key, reader=request.user)
    if found is None:
        raise Http404
    return found


def _back_to_text(request: ProgrammeRequest, found: CodingToPlace) -> HttpResponse:
    conversation = found.revision.response.conversation_id
    return redirect("coding:text", request.programme.slug, conversation)
