"""In which language somebody reads us and is written to."""

from datetime import datetime

from django.db import transaction

from ecotone.foundation.languages import Language
from ecotone.foundation.models import User
from ecotone.foundation.permissions import Action, require
from ecotone.register.models import Participant
from ecotone.register.operations.trail import record_own


@transaction.atomic
def choose_language(
    *, participant: Participant, language: Language, at: datetime, by: User | None
) -> Participant:
    """Use this language from now on. `by` is nobody when the participant chooses."""
    if by is not None:
        require(by, Action.MANAGE_PEOPLE, participant.programme)
    participant.language = language
    participant.save(update_fields=["language"])
    record_own("chose a language", participant, at=at, by=by)
    return participant
