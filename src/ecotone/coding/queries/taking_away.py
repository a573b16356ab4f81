"""How much there is to take away, and from whom one may quote."""

from dataclasses import dataclass

from ecotone.coding.models import Code
from ecotone.coding.queries.passages import SPEAKER, counted_codings
from ecotone.consent.choices import Grant
from ecotone.consent.queries import participants_granting
from ecotone.foundation.models import Programme
from ecotone.register.models import Participant


@dataclass(frozen=True, slots=True)
class ToTake:
    """What the files would hold if they were taken now."""

    passages: int
    people: int
    codes: int


def what_can_be_taken(programme: Programme) -> ToTake:
    counted = counted_codings(programme).order_by()
    return ToTake(
        passages=counted.count(),
        people=counted.values(SPEAKER).distinct().count(),
        codes=Code.objects.in_book(programme).count(),
    )


def may_be_quoted(participant: Participant) -> bool:
    """Say whether somebody lets us quote them, at this moment."""
    granting = participants_granting(Grant.QUOTED, participant.programme)
    return granting.filter(pk=participant.pk).exists()
