"""Complaints: received, acknowledged within 30 days, closed with what came of them."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ecotone.consent.models import Complaint
from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.register.models import Participant


@transaction.atomic
def receive_complaint(
    *,
    programme: Programme,
    text: str,
    at: datetime,
    by: User | None,
    participant: Participant | None = None,
) -> Complaint:
    """Start the clock. `by` is nobody when the participant writes on their own page."""
    if by is not None:
        require(by, Action.ADMINISTER, programme)
    if not text.strip():
        raise Refused(
            _("There are no words in this complaint."),
            remedy=_("Write down what went wrong, in whatever words come."),
        )
    complaint = Complaint.objects.create(
        programme=programme,
        participant=participant,
        text=text.strip(),
        received_at=at,
        recorded_by=by,
    )
    _write_down("received a complaint", complaint, at, by)
    return complaint


@transaction.atomic
def acknowledge_complaint(*, complaint: Complaint, at: datetime, by: User) -> None:
    """Stop the clock: the person has been told that the complaint is being looked into."""
    require(by, Action.ADMINISTER, complaint.programme)
    if complaint.acknowledged_at is None:
        complaint.acknowledged_at = at
        complaint.save(update_fields=("acknowledged_at",))
        _write_down("acknowledged a complaint", complaint, at, by)


@transaction.atomic
def close_complaint(*, complaint: Complaint, outcome: str, at: datetime, by: User) -> None:
    """Say what came of it. Whoever complained reads this on their own page."""
    require(by, Action.ADMINISTER, complaint.programme)
    if not outcome.strip():
        raise Refused(
            _("A complaint is not closed without a word about what came of it."),
            remedy=_("Write what was found and what changes, then close it."),
        )
    acknowledge_complaint(complaint=complaint, at=at, by=by)
    complaint.outcome, complaint.closed_at = outcome.strip(), at
    complaint.save(update_fields=("outcome", "closed_at"))
    _write_down("closed a complaint", complaint, at, by)


def forget_complaints(participant: Participant) -> Mapping[str, int]:
    """Empty what somebody complained of; that there was a complaint stays in the log."""
    words = Complaint.objects.filter(participant=participant)
    number = words.update(text="", outcome="", participant=None)
    return {gettext_noop("complaints"): number}


def _write_down(verb: str, complaint: Complaint, at: datetime, by: User | None) -> None:
    own = complaint.participant
    audit.record(
        verb,
        f"complaint:{complaint.pk}",
        programme=complaint.programme,
        actor=audit.actor_key(by, participant_key=own.key if own and by is None else None),
        at=at,
    )
