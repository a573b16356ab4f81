"""The audit trail as a hub admin reads it."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ecotone.foundation import audit
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.models import AuditEvent, User
from ecotone.foundation.permissions import Action

PER_PAGE = 50
USER = "user:"


@in_programme(Action.READ_AUDIT)
def audit_page(request: ProgrammeRequest) -> HttpResponse:
    """Show what happened, latest first; with `?verify=yes` check that none was altered."""
    page = Paginator(audit.trail_of(request.programme), PER_PAGE).get_page(
        request.GET.get("page")
    )
    wants_check = request.GET.get("verify") == "yes"
    shown = {
        "page": page,
        "entries": _with_names(page),
        "report": audit.verify_chain(request.programme) if wants_check else None,
    }
    return render(request, "foundation/audit.html", shown)


def _with_names(events: Iterable[AuditEvent]) -> list[tuple[AuditEvent, str]]:
    """Pair each event with who acted: users by name, participants by key only."""
    listed = list(events)
    keys = {event.actor.removeprefix(USER) for event in listed if event.actor.startswith(USER)}
    names = {f"{USER}{user.pk}": str(user) for user in User.objects.filter(pk__in=keys)}
    names[audit.JOB] = _("a job or the terminal")
    return [(event, names.get(event.actor, event.actor)) for event in listed]
