"""What no peer can give: barriers, and what people ask of colleagues, leaders and sectors."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from ecotone.coding.choices import Pole, Target
from ecotone.coding.models import Code, CodingQuerySet
from ecotone.coding.queries.passages import (
    SPEAKER,
    Passage,
    counted_codings,
    once_each,
    passages,
)
from ecotone.foundation.models import Programme

FEWEST_TO_COUNT = 5
QUOTES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class InstitutionalAction:
    """Something an institution has to do, how widely it is felt, and the first words of it."""

    code: Code
    people: int
    number_of_passages: int
    passages: tuple[Passage, ...]

    @property
    def is_few(self) -> bool:
        """Say whether so few spoke of it that a count alone could point at somebody."""
        return self.people < FEWEST_TO_COUNT

    @property
    def not_shown(self) -> int:
        return self.number_of_passages - len(self.passages)


def institutional_codings(programme: Programme) -> CodingQuerySet:
    """Keep barriers whomever they are about, and asks that no partner can answer."""
    asked_of_others = Q(pole=Pole.ASKS, target__in=(Target.COLLEAGUES, Target.OWN_SECTOR))
    return once_each(counted_codings(programme).filter(Q(pole=Pole.BARRIER) | asked_of_others))


def institutional_actions(programme: Programme) -> list[InstitutionalAction]:
    """Return each code with its first passages, most widely felt first, in two queries."""
    codings = institutional_codings(programme)
    counts = (
        codings.order_by()
        .values_list("code")
        .annotate(Count("pk"), Count(SPEAKER, distinct=True))
    )
    quotes = _first_passages(programme, codings)
    actions = [
        InstitutionalAction(quotes[code][0].code, people, number, tuple(quotes[code]))
        for code, number, people in counts
    ]
    return sorted(actions, key=lambda action: (-action.people, action.code.name))


def _first_passages(programme: Programme, codings: CodingQuerySet) -> dict[int, list[Passage]]:
    nth = Window(RowNumber(), partition_by=F("code"), order_by="pk")
    first = codings.annotate(nth=nth).filter(nth__lte=QUOTES_SHOWN)
    by_code: dict[int, list[Passage]] = defaultdict(list)
    for passage in passages(programme, codings=first):
        by_code[passage.code.pk].append(passage)
    return by_code
