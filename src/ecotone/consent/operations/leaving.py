"""Leaving altogether: everything goes, and a tombstone counts what went."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from ecotone.consent.models import ConsentRecord, Withdrawal
from ecotone.consent.queries import holdings_from_the_top
from ecotone.foundation import audit, outbox
from ecotone.foundation.models import User
from ecotone.foundation.permissions import Action, require
from ecotone.register.models import Participant, Person
from ecotone.register.operations import remove_identity


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
    removed = _forget(participant)
    withdrawal = Withdrawal.objects.create(
        programme=programme, participant_key=key, at=at, by=by, removed=removed
    )
    actor = audit.actor_key(by, participant_key=key)
    audit.record("withdrew", subject, programme=programme, actor=actor, at=at)
    return withdrawal


def rehearse_withdrawal(*, participant: Participant, by: User | None) -> dict[str, int]:
    """Count what would go if this participant left now, by letting them leave and turning back.

    So the number promised on the page is the number removed, whatever rooms are built later.
    """
    if by is not None:
        require(by, Action.WITHDRAW, participant.programme)
    with transaction.atomic():
        removed = _forget(Participant.objects.get(pk=participant.pk))
        transaction.set_rollback(True)
    return removed


def _forget(participant: Participant) -> dict[str, int]:
    """Let the rooms forget from the top of the house down, as they hold the foreign keys."""
    removed: Counter[str] = Counter()
    for holding in holdings_from_the_top():
        removed.update(holding.erase(participant))
    removed[gettext_noop("messages")] = outbox.forget_messages(participant.subject)
    records = ConsentRecord.objects.filter(participant=participant)
    removed[gettext_noop("answers about consent")] = records.delete()[0]
    removed.update(remove_identity(participant))
    _remove_row(participant)
    return {kind: number for kind, number in removed.items() if number}


def _remove_row(participant: Participant) -> None:
    """Let the pseudonym go as well: whoever holds an old report could follow it."""
    person = Person.objects.filter(pk=participant.person_id)
    Participant.objects.filter(pk=participant.pk).delete()
    person.filter(participations__isnull=True).delete()
