"""Who is in a programme, where they work, and which of them a page asks for."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, QuerySet

from ecotone.foundation.models import Programme
from ecotone.register.models import (
    Participant,
    ParticipantQuerySet,
    Post,
    Sector,
)

NOT_INVITED = "NOT_INVITED"


def sectors_of(programme: Programme) -> QuerySet[Sector]:
    return Sector.objects.filter(programme=programme).order_by("position", "key")


def participants_of(programme: Programme) -> ParticipantQuerySet:
    """Return everybody in the programme with post and invitation, sector by sector."""
    people = Participant.objects.in_programme(programme).with_post()
    return people.select_related("invitation").order_by("sector__position", "pseudonym", "pk")


def participants_where(
    programme: Programme, *, sector: str = "", answer: str = ""
) -> ParticipantQuerySet:
    """Keep the people of one sector, or with one answer; NOT_INVITED is an answer here."""
    people = participants_of(programme)
    if sector:
        people = people.filter(sector__key=sector)
    if answer == NOT_INVITED:
        people = people.filter(invitation__isnull=True)
    elif answer:
        people = people.filter(invitation__answer=answer)
    return people


def participant_with_key(programme: Programme, key: UUID) -> Participant | None:
    return participants_of(programme).select_related("person").filter(key=key).first()


def participants_with_ids(programme: Programme, ids: Iterable[int]) -> ParticipantQuerySet:
    """Return some people of a programme with all that the pipeline says of them."""
    return participants_of(programme).select_related("programme").filter(pk__in=list(ids))


def posts_of(participant: Participant) -> QuerySet[Post]:
    """Return every post somebody has held, the present one first."""
    posts = Post.objects.filter(participant=participant).select_related(
        "sector", "organisation"
    )
    return posts.order_by(F("until").desc(nulls_first=True), "-pk")
