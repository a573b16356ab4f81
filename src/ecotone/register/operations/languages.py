"""In which language somebody reads us and is written to."""

from datetime import datetime

from django.db import transaction

from ecotone.foundation import audit
from ecotone.foundation.languages import Language
from ecotone.foundation.models import User
from ecotone.foundation.permissions import Action, require
from ecotone.register.models import Participant


@transaction.atomic
def choose_language(
    *, participant: Participant, language: Language, at: datetime, by: User | None
) -> Participant:
    """Use this language from now on. `by` is nobody when the participant chooses."""
    if by is not None:
        require(by, Action.MANAGE_PEOPLE, participant.programme)
    participant.language = language
    participant.save(update_fields=["language"])
    audit.record(
        "chose a language",
        participant.subject,
        programme=participant.programme,
        actor=audit.actor_key(by, participant_key=participant.key),
        at=at,
    )
    return participant
