"""Giving somebody everything that is held about them, and writing down that it was given."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from ecotone.consent.queries.telling import everything_about
from ecotone.foundation import audit
from ecotone.foundation.models import User
from ecotone.foundation.permissions import Action, require
from ecotone.register.models import Participant


@transaction.atomic
def give_everything(*, participant: Participant, at: datetime) -> Mapping[str, object]:
    """Gather all there is about somebody who asks for it on their own page."""
    actor = audit.actor_key(None, participant_key=participant.key)
    return _given(participant, at, actor)


@transaction.atomic
def hand_over_everything(
    *, participant: Participant, at: datetime, by: User | None
) -> Mapping[str, object]:
    """Gather all there is about somebody who asked the hub. `by` is nobody at the terminal."""
    if by is not None:
        require(by, Action.ADMINISTER, participant.programme)
    return _given(participant, at, audit.actor_key(by))


def _given(participant: Participant, at: datetime, actor: str) -> Mapping[str, object]:
    audit.record(
        "gave out everything held about somebody",
        participant.subject,
        programme=participant.programme,
        actor=actor,
        at=at,
    )
    return everything_about(participant)
