"""Bringing a project of another program: reading it, saying who is who, leaving it."""

import base64
import hashlib
import io
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ecotone.coding.choices import Identified, ProjectState
from ecotone.coding.errors import ProjectRefused
from ecotone.coding.models import BroughtProject, Identity, KeptPart, ProjectPiece
from ecotone.coding.operations.telling_steps import Report, to_nobody
from ecotone.coding.queries.projects.choices import ProjectChoices
from ecotone.coding.queries.projects.plan import Plan, plan_of
from ecotone.coding.queries.projects.report import report_of
from ecotone.engine.kernel import InputError
from ecotone.engine.refiqda import OffsetModel, Reading, UnreadablePackage, read_project
from ecotone.foundation import audit
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.register.models import Participant

KEPT_WAITING = timedelta(days=14)
PIECE = 512 * 1024
PIECES_AT_ONCE = 8
MEGABYTE = 2**20


@transaction.atomic
def bring_project(
    *, programme: Programme, file: BinaryIO, file_name: str, at: datetime, by: User
) -> BroughtProject:
    """Read a package and keep it, encrypted, until somebody decides.

    Raises
    ------
    ProjectRefused
        When it cannot be read, or would not be safe to; then nothing is stored.
    """
    require(by, Action.BRING_PROJECT, programme)
    content = _bounded(file)
    choices = ProjectChoices()
    plan = plan_of(programme, _read(content, choices), choices)
    brought = BroughtProject.objects.create(
        programme=programme,
        file_name=file_name[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        choices=choices.as_stored(),
        report=report_of(plan),
        brought_by=by,
        brought_at=at,
    )
    _keep(brought, content)
    audit_project("brought a project", brought, at=at, by=by)
    return brought


@transaction.atomic
def choose_for_project(
    *, brought: BroughtProject, choices: ProjectChoices, at: datetime, by: User
) -> BroughtProject:
    """Say who is who in a project, and how it counts. What it would do is seen by a check."""
    require(by, Action.BRING_PROJECT, brought.programme)
    held = locked_project(brought, by)
    held.choices = choices.as_stored()
    held.save(update_fields=["choices"])
    audit_project("said who is who in a project", held, at=at, by=by)
    return held


@transaction.atomic
def check_project(
    *, brought: BroughtProject, at: datetime, by: User, report: Report = to_nobody
) -> BroughtProject:
    """See what taking a project in would do now, by what was chosen. Nothing else changes."""
    require(by, Action.BRING_PROJECT, brought.programme)
    held = locked_project(brought, by)
    report(_("Reading the project"))
    held.report = report_of(planned(held))
    held.save(update_fields=["report"])
    audit_project("looked at a project", held, at=at, by=by)
    return held


@transaction.atomic
def leave_project(*, brought: BroughtProject, at: datetime, by: User) -> BroughtProject:
    """Take nothing in, and forget what was brought."""
    require(by, Action.BRING_PROJECT, brought.programme)
    held = locked_project(brought, by)
    settle_project(held, ProjectState.LEFT, at)
    audit_project("left a project", held, at=at, by=by)
    return held


@transaction.atomic
def leave_forgotten_projects(*, at: datetime) -> int:
    """Leave what nobody has decided about for a fortnight: it holds names and words."""
    waiting = BroughtProject.objects.select_for_update().filter(
        state=ProjectState.WAITING, brought_at__lt=at - KEPT_WAITING
    )
    old = list(waiting)
    for held in old:
        settle_project(held, ProjectState.LEFT, at)
    return len(old)


def erase_projects(participant: Participant) -> Mapping[str, int]:
    """Forget what other programs said of somebody, and what waits and may hold their words."""
    waiting = BroughtProject.objects.filter(
        programme=participant.programme_id, state=ProjectState.WAITING
    )
    about = [held.pk for held in waiting if _is_about(held, participant)]
    BroughtProject.objects.filter(pk__in=about).delete()
    kept, _by_model = KeptPart.objects.filter(participant=participant).delete()
    Identity.objects.filter(
        programme=participant.programme_id, kind=Identified.PERSON, of=participant.pk
    ).delete()
    return {
        gettext_noop("projects that waited"): len(about),
        gettext_noop("what another program said of them"): kept,
    }


def _is_about(held: BroughtProject, participant: Participant) -> bool:
    pseudonyms = (line["pseudonym"].casefold() for line in held.report.get("people", ()))
    return participant.pseudonym.casefold() in pseudonyms


# --- shared steps ----------------------------------------------------------------------------


def planned(held: BroughtProject) -> Plan:
    """Read a waiting project again, and set it beside the programme as it is now."""
    choices = ProjectChoices.stored(held.choices)
    return plan_of(held.programme, _read(content_of(held), choices), choices)


def locked_project(brought: BroughtProject, by: User) -> BroughtProject:
    """Return a project that still waits, to whoever brought it."""
    found = BroughtProject.objects.select_for_update(of=("self",)).select_related("programme")
    held = found.filter(pk=brought.pk).first()
    if held is None or held.brought_by_id != by.pk:
        raise NotYours(
            _("This project is not here."),
            remedy=_("Whoever brought it decides about it."),
            attempted=f"project:{brought.pk}",
        )
    if not held.is_waiting:
        raise Refused(
            _("This project is settled already: %(state)s.")
            % {"state": held.get_state_display()},
            remedy=_("Load the page again to see where it stands."),
        )
    return held


def settle_project(held: BroughtProject, state: ProjectState, at: datetime) -> None:
    """Forget bytes, names and choices: what was taken in stands in its own places now."""
    held.pieces.all().delete()
    held.state, held.settled_at = state, at
    held.file_name, held.choices, held.report = "", {}, {}
    held.save()


def audit_project(
    verb: str, brought: BroughtProject, *, at: datetime, by: User, reason: str = ""
) -> None:
    audit.record(
        verb,
        f"project:{brought.key}",
        programme=brought.programme,
        actor=audit.actor_key(by),
        at=at,
        reason=reason,
    )


def content_of(held: BroughtProject) -> bytes:
    pieces = held.pieces.order_by("position").values_list("content", flat=True)
    return b"".join(base64.b64decode(piece) for piece in pieces.iterator())


def _keep(brought: BroughtProject, content: bytes) -> None:
    pieces = [
        ProjectPiece(
            project=brought,
            position=place,
            content=base64.b64encode(content[start : start + PIECE]).decode(),
        )
        for place, start in enumerate(range(0, len(content), PIECE))
    ]
    ProjectPiece.objects.bulk_create(pieces, batch_size=PIECES_AT_ONCE)


def _bounded(file: BinaryIO) -> bytes:
    """Read one byte beyond what is allowed: enough to be refused, whatever its size."""
    most = settings.PROJECT_MEGABYTES * MEGABYTE
    content = file.read(most + 1)
    if len(content) > most:
        raise ProjectRefused(
            _("The file is larger than %(most)d MB.") % {"most": settings.PROJECT_MEGABYTES},
            remedy=_("Export without recordings and pictures, or fewer texts at a time."),
            reason="too_large",
        )
    return content


def _read(content: bytes, choices: ProjectChoices) -> Reading:
    try:
        offsets = OffsetModel.named(choices.offsets) if choices.offsets else None
        return read_project(io.BytesIO(content), offsets=offsets, texts=choices.texts)
    except UnreadablePackage as mistake:
        raise ProjectRefused(
            str(mistake), remedy=mistake.remedy, reason=mistake.reason.value
        ) from mistake
    except InputError as mistake:
        remedy = _("Choose another way of counting.")
        raise ProjectRefused(str(mistake), remedy=remedy, reason="offsets") from mistake
