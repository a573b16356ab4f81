"""What an interviewer needs to know before and during a talk."""

from dataclasses import dataclass

from django.db.models import QuerySet

from ecotone.consent.choices import Grant
from ecotone.consent.models import ConsentRecord
from ecotone.consent.queries import grants_of, has_granted, newest_records
from ecotone.foundation.models import Programme, User
from ecotone.listening.choices import InstrumentKind, Mode
from ecotone.listening.models import Conversation, Instrument
from ecotone.listening.queries.questionnaires import current_instrument
from ecotone.register.models import Participant


@dataclass(frozen=True, slots=True)
class GrantToReadBack:
    """One grant as it is read back: whether it holds, and the answer it rests on."""

    grant: Grant
    is_given: bool
    record: ConsentRecord | None


def grants_to_read_back(participant: Participant) -> list[GrantToReadBack]:
    holding = grants_of(participant)
    records = newest_records([participant])[participant.pk]
    return [GrantToReadBack(grant, holding[grant], records.get(grant)) for grant in Grant]


def may_be_recorded(participant: Participant) -> bool:
    return has_granted(participant, Grant.AUDIO)


def current_instruments(programme: Programme) -> list[Instrument]:
    """Return the questions asked from now on, one set of each kind there is."""
    found = (current_instrument(programme, kind) for kind in InstrumentKind)
    return [instrument for instrument in found if instrument is not None]


def talks_under_way(participant: Participant, by: User) -> QuerySet[Conversation]:
    """Return what this interviewer has begun to write down and not finished."""
    begun = Conversation.objects.filter(
        participant=participant,
        asked_by=by,
        finished_at__isnull=True,
        mode__in=Mode.typed_by_hub(),
    )
    return begun.select_related("instrument").order_by("-started_at")
