"""Everything held about one person, handed over as one file the moment it is asked for."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ecotone.consent import operations
from ecotone.consent.exports.bundle import bundle_of
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action
from ecotone.register.doors import (
    ParticipantRequest,
    as_participant,
    participant_of,
    refuse_paper,
)


@require_http_methods(["GET", "HEAD", "POST"])
@as_participant
def my_everything(request: ParticipantRequest) -> HttpResponse:
    refuse_paper(request)
    if request.method == "POST":
        at = timezone.now()
        told = operations.give_everything(participant=request.participant, at=at)
        return _file(bundle_of(request.participant, told, at=at), at)
    return render(request, "consent/my_everything.html", {"programme": request.programme})


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme(Action.ADMINISTER)
def everything(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    participant = participant_of(request, key)
    if request.method == "POST":
        at = timezone.now()
        told = operations.hand_over_everything(participant=participant, at=at, by=request.user)
        return _file(bundle_of(participant, told, at=at), at)
    return render(request, "consent/everything.html", {"participant": participant})


def _file(content: bytes, at: datetime) -> HttpResponse:
    name = f"everything-{at:%Y-%m-%d}.zip"  # without the pseudonym: it stands in downloads
    return HttpResponse(
        content,
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )
