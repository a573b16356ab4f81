"""The hub's consent register: people against the seven grants, and whom to show of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from ecotone.consent.choices import Grant, Standing
from ecotone.consent.queries.standing import (
    Held,
    held_by,
    participants_standing,
    records_running_out,
    standings_in,
)
from ecotone.consent.queries.wording import people_on_version
from ecotone.foundation.models import Programme
from ecotone.register.models import Participant
from ecotone.register.queries import participants_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whom the register shows. Empty means everybody; a standing alone means of any grant."""

    who: str = ""
    sector: str = ""
    grant: Grant | None = None
    standing: Standing | None = None
    version: int | None = None
    running_out_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One participant in the consent register, with how each grant stands."""

    participant: Participant
    answers: tuple[Held, ...]


def people_wanted(programme: Programme, wanted: Wanted) -> QuerySet[Participant]:
    """Keep the people of a programme the filters leave."""
    people = participants_of(programme)
    if wanted.who:
        people = people.filter(pseudonym__icontains=wanted.who)
    if wanted.sector:
        people = people.filter(sector__key=wanted.sector)
    if wanted.standing:
        grants = [wanted.grant] if wanted.grant else list(Grant)
        people = people.filter(_standing_so(programme, grants, wanted.standing))
    if wanted.version is not None:
        on_it = people_on_version(programme, wanted.version)
        people = people.filter(pk__in=on_it.values("pk"))
    if wanted.running_out_before:
        soon = records_running_out(programme, before=wanted.running_out_before)
        people = people.filter(pk__in=soon.order_by().values("participant"))
    return people


def _standing_so(programme: Programme, grants: Sequence[Grant], standing: Standing) -> Q:
    so = Q()
    for grant in grants:
        found = participants_standing(grant, standing, programme)
        so |= Q(pk__in=found.values("pk"))
    return so


def rows_of_register(participants: Sequence[Participant]) -> list[RegisterRow]:
    """Line up people with the seven grants, in the order they are asked."""
    held = held_by(participants)
    return [RegisterRow(person, tuple(held[person.pk].values())) for person in participants]


def yes_by_grant(programme: Programme) -> Mapping[Grant, int]:
    """Count for each grant how many people of the programme allow it now."""
    counted: dict[Grant, int] = defaultdict(int)
    for grant, standing, people in standings_in(programme):
        if standing == Standing.YES:
            counted[Grant(grant)] += people
    return {grant: counted[grant] for grant in Grant}
