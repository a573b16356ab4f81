"""Leaving altogether: everything goes, and a tombstone counts what went."""

from datetime import datetime

from django.db import transaction

from ecotone.consent.models import Withdrawal
from ecotone.consent.operations.forgetting import forget
from ecotone.consent.operations.remembering import remember_departure
from ecotone.foundation import audit
from ecotone.foundation.models import User
from ecotone.foundation.permissions import Action, require
from ecotone.register.models import Participant


@transaction.atomic
def withdraw_participant(
    *, participant: Participant, at: datetime, by: User | None
) -> Withdrawal:
    """Remove what this participant told us and who they are, from now on and everywhere.

    What remains is a tombstone that counts what went. `by` is nobody when participants
    leave through their own link. Afterwards the caller has the database compacted, so that
    no copy stays behind in its file.
    """
    if by is not None:
        require(by, Action.WITHDRAW, participant.programme)
    key, programme, subject = participant.key, participant.programme, participant.subject
    removed = forget(participant)
    withdrawal = Withdrawal.objects.create(
        programme=programme, participant_key=key, at=at, by=by, removed=removed
    )
    actor = audit.actor_key(by, participant_key=key)
    audit.record("withdrew", subject, programme=programme, actor=actor, at=at)
    remember_departure(withdrawal)
    return withdrawal


def rehearse_withdrawal(*, participant: Participant, by: User | None) -> dict[str, int]:
    """Count what would go if this participant left now, by letting them leave and turning back.

    So the number promised on the page is the number removed, whatever rooms are built later.
    """
    if by is not None:
        require(by, Action.WITHDRAW, participant.programme)
    with transaction.atomic():
        removed = forget(Participant.objects.get(pk=participant.pk))
        transaction.set_rollback(True)
    return removed
