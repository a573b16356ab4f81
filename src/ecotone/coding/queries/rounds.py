"""The rounds of a programme, and how far each of them is."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from ecotone.coding.models import CodingRound, RoundCoder
from ecotone.foundation.models import Programme, User


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """One round: who codes in it, who is through, and how many texts it has."""

    round: CodingRound
    members: tuple[RoundCoder, ...]
    texts: int

    @property
    def waiting_for(self) -> tuple[User, ...]:
        return tuple(member.coder for member in self.members if member.submitted_at is None)

    @property
    def through(self) -> int:
        return len(self.members) - len(self.waiting_for)


def rounds_in(programme: Programme) -> list[RoundStanding]:
    """Return the rounds of a programme, the newest first. Two queries."""
    rounds = (
        CodingRound.objects.filter(programme=programme)
        .annotate(number_of_texts=Count("texts"))
        .order_by("-opened_at", "-pk")
    )
    members: dict[int, list[RoundCoder]] = {}
    rows = RoundCoder.objects.filter(round__programme=programme).select_related("coder")
    for member in rows.order_by("coder__name", "pk"):
        members.setdefault(member.round_id, []).append(member)
    return [
        RoundStanding(found, tuple(members.get(found.pk, ())), found.number_of_texts)
        for found in rounds
    ]


def find_round(programme: Programme, key: UUID) -> CodingRound | None:
    return CodingRound.objects.filter(programme=programme, key=key).first()
