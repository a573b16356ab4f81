"""The hub's consent register: people against the seven grants."""

from collections.abc import Sequence
from dataclasses import dataclass

from ecotone.consent.choices import Grant
from ecotone.consent.models import ConsentRecord
from ecotone.consent.queries.standing import newest_records
from ecotone.register.models import Participant


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One participant in the consent register, with a record or nothing for each grant."""

    participant: Participant
    answers: tuple[tuple[Grant, ConsentRecord | None], ...]


def register_rows(participants: Sequence[Participant]) -> list[RegisterRow]:
    """Line up people with the seven grants, in the order they are asked."""
    held = newest_records(participants)
    return [
        RegisterRow(person, tuple((grant, held[person.pk].get(grant)) for grant in Grant))
        for person in participants
    ]
