"""What people allow, as it stands now. Whoever shows words or names asks here, each time."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from ecotone.consent.choices import Grant
from ecotone.consent.models import ConsentRecord
from ecotone.foundation.models import Programme
from ecotone.register.models import Participant


def grants_of(participant: Participant) -> dict[Grant, bool]:
    """Say for each of the seven grants whether it is given. Never asked means no."""
    held = newest_records([participant])[participant.pk]
    return {grant: grant in held and held[grant].is_given for grant in Grant}


def has_granted(participant: Participant, grant: Grant) -> bool:
    newest = _newest_answers(grant).filter(participant=participant)
    return newest.values_list("is_given", flat=True).first() or False


def participants_granting(grant: Grant, programme: Programme) -> QuerySet[Participant]:
    """Keep the people of a programme who allow this now."""
    newest = _newest_answers(grant).filter(participant=OuterRef("pk"))
    said = Subquery(newest.values("is_given")[:1])
    return Participant.objects.in_programme(programme).alias(said=said).filter(said=True)


def participants_who_took_back(grant: Grant, *, before: datetime) -> QuerySet[Participant]:
    """Keep those, of every programme, whose last word on this grant is a no of long ago."""
    newest = _newest_answers(grant).filter(participant=OuterRef("pk"))
    return Participant.objects.alias(
        said=Subquery(newest.values("is_given")[:1]),
        said_at=Subquery(newest.values("recorded_at")[:1]),
    ).filter(said=False, said_at__lt=before)


def newest_records(
    participants: Sequence[Participant],
) -> Mapping[int, Mapping[Grant, ConsentRecord]]:
    """Return, by participant, the record that holds for each grant ever answered."""
    held: dict[int, dict[Grant, ConsentRecord]] = {person.pk: {} for person in participants}
    records = ConsentRecord.objects.filter(participant__in=held).select_related("form")
    for record in records.order_by("pk"):
        held[record.participant_id][Grant(record.grant)] = record
    return held


def history_of(participant: Participant) -> QuerySet[ConsentRecord]:
    """Return everything this participant ever answered, newest first."""
    records = ConsentRecord.objects.filter(participant=participant)
    return records.select_related("form", "recorded_by").order_by("-pk")


def _newest_answers(grant: Grant) -> QuerySet[ConsentRecord]:
    return ConsentRecord.objects.filter(grant=grant).order_by("-pk")
