"""The hub's consent register: people against the seven grants."""

from collections.abc import Sequence
from dataclasses import dataclass

from ecotone.consent.queries.standing import Held, held_by
from ecotone.register.models import Participant


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One participant in the consent register, with how each grant stands."""

    participant: Participant
    answers: tuple[Held, ...]


def register_rows(participants: Sequence[Participant]) -> list[RegisterRow]:
    """Line up people with the seven grants, in the order they are asked."""
    held = held_by(participants)
    return [RegisterRow(person, tuple(held[person.pk].values())) for person in participants]
