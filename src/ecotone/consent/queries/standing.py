"""What people allow, as it stands now. Whoever shows words or names asks here, each time.

The present moment is the database's own, so that a yes that ran out is a no from that instant
in every process on every machine, and nobody has to hand the time through every floor.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, TypedDict

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Now

from ecotone.consent.choices import Grant, Standing
from ecotone.consent.models import ConsentRecord
from ecotone.foundation.models import Programme
from ecotone.register.models import Participant

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class _Standing(TypedDict):
    standing: str


Stood: TypeAlias = "WithAnnotations[ConsentRecord, _Standing]"


@dataclass(frozen=True, slots=True)
class Held:
    """How one grant of one person stands, and the record that says so, if any."""

    grant: Grant
    standing: Standing
    record: ConsentRecord | None = None

    @property
    def is_yes(self) -> bool:
        return self.standing == Standing.YES


def grants_of(participant: Participant) -> dict[Grant, bool]:
    """Say for each of the seven grants whether it is given. Never asked means no."""
    held = held_by([participant])[participant.pk]
    return {grant: held[grant].is_yes for grant in Grant}


def has_granted(participant: Participant, grant: Grant) -> bool:
    newest = newest_answers(grant).filter(participant=participant)
    return newest.values_list("standing", flat=True).first() == Standing.YES


def participants_granting(grant: Grant, programme: Programme) -> QuerySet[Participant]:
    """Keep the people of a programme who allow this now."""
    return participants_standing(grant, Standing.YES, programme)


def participants_standing(
    grant: Grant, standing: Standing, programme: Programme
) -> QuerySet[Participant]:
    """Keep the people of a programme with whom this grant stands so at this moment."""
    newest = newest_answers(grant).filter(participant=OuterRef("pk"))
    stands = Coalesce(Subquery(newest.values("standing")[:1]), Value(Standing.NEVER.value))
    people = Participant.objects.in_programme(programme)
    return people.alias(stands=stands).filter(stands=standing)


def records_running_out(programme: Programme, *, before: datetime) -> "QuerySet[Stood]":
    """Keep every yes that holds now and runs out before a moment to come, the next first."""
    running_out = ConsentRecord.objects.filter(
        participant__programme=programme, holds_until__lt=before
    )
    return _newest_only(running_out).filter(standing=Standing.YES).order_by("holds_until", "pk")


def records_taken_back(*, before: datetime) -> "QuerySet[Stood]":
    """Keep what was taken back before a moment, of every programme, and is not erased yet."""
    waiting = ConsentRecord.objects.filter(recorded_at__lt=before, erased_at__isnull=True)
    return _newest_only(waiting).filter(standing=Standing.TAKEN_BACK).order_by("pk")


def standings_in(programme: Programme) -> "QuerySet[Stood, tuple[str, str, int]]":
    """Count people by grant and standing, of those who ever answered it."""
    newest = _newest_only(ConsentRecord.objects.filter(participant__programme=programme))
    by_standing = newest.order_by().values_list("grant", "standing")
    return by_standing.annotate(people=Count("pk"))


def held_by(participants: Sequence[Participant]) -> Mapping[int, Mapping[Grant, Held]]:
    """Return, by participant, how each of the seven grants stands."""
    held = {
        person.pk: {grant: Held(grant, Standing.NEVER) for grant in Grant}
        for person in participants
    }
    records = _with_standing(ConsentRecord.objects.filter(participant__in=held))
    for record in records.select_related("form", "recorded_by").order_by("pk"):
        grant = Grant(record.grant)
        held[record.participant_id][grant] = Held(grant, Standing(record.standing), record)
    return held


def newest_records(
    participants: Sequence[Participant],
) -> Mapping[int, Mapping[Grant, ConsentRecord]]:
    """Return, by participant, the newest record of each grant ever answered."""
    return {
        person: {grant: now.record for grant, now in grants.items() if now.record is not None}
        for person, grants in held_by(participants).items()
    }


def history_of(participant: Participant) -> QuerySet[ConsentRecord]:
    """Return everything this participant ever answered, newest first."""
    records = ConsentRecord.objects.filter(participant=participant)
    return records.select_related("form", "recorded_by", "undone_by").order_by("-pk")


def newest_answers(grant: Grant) -> "QuerySet[Stood]":
    return _with_standing(ConsentRecord.objects.filter(grant=grant)).order_by("-pk")


def _newest_only(records: QuerySet[ConsentRecord]) -> "QuerySet[Stood]":
    """Keep of each person and grant the answer that counts."""
    later = ConsentRecord.objects.filter(
        participant=OuterRef("participant"), grant=OuterRef("grant"), pk__gt=OuterRef("pk")
    )
    return _with_standing(records).filter(~Exists(later))


def _with_standing(records: QuerySet[ConsentRecord]) -> "QuerySet[Stood]":
    """Say of each record how it would stand as the newest one of its grant."""
    yes = ConsentRecord.objects.filter(
        participant=OuterRef("participant"), grant=OuterRef("grant"), is_given=True
    )
    standing = Case(
        When(Q(is_given=True, holds_until__lte=Now()), then=Value(Standing.EXPIRED.value)),
        When(
            Q(is_given=True, form__superseded_at__lte=Now()),
            then=Value(Standing.ASK_AGAIN.value),
        ),
        When(is_given=True, then=Value(Standing.YES.value)),
        When(Exists(yes), then=Value(Standing.TAKEN_BACK.value)),
        default=Value(Standing.NO.value),
        output_field=CharField(),
    )
    return records.annotate(standing=standing)
