"""How far each sector has come towards the people it should have."""

from dataclasses import dataclass

from django.db.models import Count, Q

from ecotone.foundation.models import Programme
from ecotone.register.choices import Answer
from ecotone.register.models import Sector
from ecotone.register.queries.people import sectors_of


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
