"""What forgetting somebody means: every room lets go, from the top of the house down."""

from collections import Counter

from django.utils.translation import gettext_noop

from ecotone.consent.choices import Grant
from ecotone.consent.models import ConsentRecord
from ecotone.consent.queries import holdings_from_the_top
from ecotone.foundation import outbox
from ecotone.register.models import Participant, Person
from ecotone.register.operations import remove_identity
from ecotone.register.operations.staying import hold_here


def forget_what_rests_on(participant: Participant, grant: Grant) -> int:
    """Erase what may not be kept without this grant, and say how many things went."""
    return sum(
        sum(holding.erase(participant).values())
        for holding in holdings_from_the_top()
        if grant in holding.erased_with
    )


def forget(participant: Participant) -> dict[str, int]:
    """Remove everything; whoever calls this leaves a tombstone in its place."""
    hold_here([participant.pk])
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
