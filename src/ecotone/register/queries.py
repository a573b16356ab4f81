"""What the register can tell, in the order in which pages show it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from ecotone.foundation.encryption import fingerprint
from ecotone.foundation.models import Programme
from ecotone.register.choices import Answer
from ecotone.register.models import (
    Organisation,
    Participant,
    ParticipantQuerySet,
    PersonalLink,
    Post,
    Sector,
)

MOST_ATTEMPTS = 5
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


def posts_of(participant: Participant) -> QuerySet[Post]:
    """Return every post somebody has held, the present one first."""
    posts = Post.objects.filter(participant=participant).select_related(
        "sector", "organisation"
    )
    return posts.order_by(F("until").desc(nulls_first=True), "-pk")


def organisations_of(programme: Programme) -> QuerySet[Organisation]:
    return Organisation.objects.filter(programme=programme).order_by("name")


@dataclass(frozen=True, slots=True)
class SectorCount:
    """How far a sector has come towards the people it should have."""

    sector: Sector
    wanted: int
    registered: int
    invited: int
    said_yes: int
    said_no: int

    @property
    def waiting(self) -> int:
        return self.invited - self.said_yes - self.said_no

    @property
    def share(self) -> int:
        """Of a hundred, for the meter; a quota that is passed fills it."""
        return min(100, round(100 * self.said_yes / self.wanted)) if self.wanted else 0

    @property
    def is_reached(self) -> bool:
        return 0 < self.wanted <= self.said_yes


def quota_counts(programme: Programme) -> list[SectorCount]:
    """Count each sector's people as they stand now, in one query."""
    here = Q(participants__withdrawn_at__isnull=True)
    counted = sectors_of(programme).annotate(
        registered=Count("participants", filter=here),
        invited=Count("participants__invitation", filter=here),
        said_yes=_count_answer(Answer.ACCEPTED, here),
        said_no=_count_answer(Answer.DECLINED, here),
    )
    return [
        SectorCount(
            sector=sector,
            wanted=sector.quota,
            registered=sector.registered,
            invited=sector.invited,
            said_yes=sector.said_yes,
            said_no=sector.said_no,
        )
        for sector in counted
    ]


def _count_answer(answer: Answer, here: Q) -> Count:
    return Count(
        "participants__invitation",
        filter=here & Q(participants__invitation__answer=answer),
    )


# --- personal links --------------------------------------------------------------------------


def token_digest(token: str) -> str:
    """Digest a link's token. It is random over 256 bits, so no key is needed to protect it."""
    return hashlib.sha256(token.encode()).hexdigest()


def code_digest(participant: Participant, code: str) -> str:
    """Digest a code with the site's secret and its owner: six digits alone are soon tried."""
    return fingerprint(f"{participant.key} {code}")


def open_link(token: str, *, at: datetime) -> PersonalLink | None:
    return _open_links(at).filter(token_digest=token_digest(token)).first()


def open_link_with_id(link_id: int, *, at: datetime) -> PersonalLink | None:
    return _open_links(at).filter(pk=link_id).first()


def participant_by_link(token: str, *, at: datetime) -> Participant | None:
    """Return whose link this is while it is open; looking changes nothing."""
    link = open_link(token, at=at)
    return link.participant if link else None


def links_of(participant: Participant, *, at: datetime) -> QuerySet[PersonalLink]:
    """Return the open links of somebody, the newest first; there is at most one."""
    return _open_links(at).filter(participant=participant).order_by("-created_at")


def links_to_try(who: str, *, at: datetime) -> QuerySet[PersonalLink]:
    """Find the open links a code may belong to, by e-mail address or pseudonym."""
    named = Q(participant__pseudonym__iexact=who.strip()) | Q(
        participant__person__email_fingerprint=fingerprint(who)
    )
    usable = _open_links(at).exclude(code_digest="").filter(code_attempts__lt=MOST_ATTEMPTS)
    return usable.filter(named).order_by("pk")


def _open_links(at: datetime) -> QuerySet[PersonalLink]:
    links = PersonalLink.objects.open_at(at)
    return links.select_related("participant__programme", "participant__sector")
