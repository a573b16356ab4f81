"""Asking people in, by a criterion and on evidence, and keeping what they answered."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.register.choices import Answer, Criterion, DeclineReason
from ecotone.register.models import Invitation, Participant
from ecotone.register.operations.newcomers import NewParticipant, register_participant
from ecotone.register.operations.staying import hold_here
from ecotone.register.operations.trail import record_about, record_own


@transaction.atomic
def invite(
    *, participant: Participant, criterion: Criterion, evidence: str, at: datetime, by: User
) -> Invitation:
    """Write down why somebody is asked in. The invitation itself goes out by other ways."""
    require(by, Action.INVITE, participant.programme)
    hold_here([participant.pk])
    _check_invitation(participant, evidence)
    invitation = Invitation.objects.create(
        participant=participant,
        criterion=criterion,
        evidence=evidence.strip(),
        invited_by=by,
        invited_at=at,
    )
    record_about("invited", participant, at=at, by=by, reason=criterion)
    return invitation


@transaction.atomic
def register_and_invite(
    *,
    programme: Programme,
    newcomer: NewParticipant,
    criterion: Criterion,
    evidence: str,
    at: datetime,
    by: User,
) -> Participant:
    """Take somebody in and write down at once why they were asked."""
    participant = register_participant(programme=programme, newcomer=newcomer, at=at, by=by)
    invite(participant=participant, criterion=criterion, evidence=evidence, at=at, by=by)
    return participant


def _check_invitation(participant: Participant, evidence: str) -> None:
    if not evidence.strip():
        raise Refused(
            _("An invitation needs its evidence."),
            remedy=_("Write which course, visit or talk shows that they belong here."),
        )
    if Invitation.objects.filter(participant=participant).exists():
        raise Refused(
            _("%(person)s has been invited already.") % {"person": participant},
            remedy=_("Write down what they answered instead."),
        )


@transaction.atomic
def record_answer(
    *,
    participant: Participant,
    answer: Answer,
    reason: DeclineReason | str = "",
    note: str = "",
    at: datetime,
    by: User | None,
) -> Invitation:
    """Keep what somebody answered. `by` is nobody when they answer through their own link."""
    if by is not None:
        require(by, Action.INVITE, participant.programme)
    invitation = _invitation_of(participant)
    declined = answer == Answer.DECLINED
    if declined and not reason:
        raise Refused(
            _("A no is kept with its reason."),
            remedy=_("Choose the reason that comes nearest; “another reason” is one."),
        )
    invitation.answer = answer
    invitation.answered_at = None if answer == Answer.WAITING else at
    invitation.decline_reason = reason if declined else ""
    invitation.decline_note = note.strip() if declined else ""
    invitation.save()
    record_own(
        f"answered {answer}", participant, at=at, by=by, reason=invitation.decline_reason
    )
    return invitation


def _invitation_of(participant: Participant) -> Invitation:
    invitation = Invitation.objects.select_for_update().filter(participant=participant).first()
    if invitation is None:
        raise Refused(
            _("%(person)s has not been invited yet.") % {"person": participant},
            remedy=_("Write down the invitation first, with its criterion and evidence."),
        )
    return invitation
