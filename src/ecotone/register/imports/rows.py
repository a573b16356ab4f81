"""From the cells of a list to the people the engine knows, every cell at fault named."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ecotone.engine.matching import Person, problems_with
from ecotone.foundation.errors import CellProblem
from ecotone.foundation.imports import JudgedRow
from ecotone.foundation.tables import Row
from ecotone.register.operations import NewParticipant

BETWEEN_ENTRIES = ";"
BEFORE_WEIGHT = ":"


def newcomers_from(
    rows: Iterable[Row | JudgedRow],
) -> tuple[list[NewParticipant], list[CellProblem]]:
    """Read one person from each row; what cannot be read counts as not said.

    Problems name a person by their place among the rows, the first being 1.
    """
    newcomers: list[NewParticipant] = []
    problems: list[CellProblem] = []
    for place, row in enumerate(rows, start=1):
        cells = _Cells(row.values)
        person = _person(cells)
        found = cells.mistakes or [
            (problem.columns[0], problem.reason) for problem in problems_with(person)
        ]
        problems += [CellProblem(place, column, reason) for column, reason in found]
        newcomers.append(_newcomer(person, row.values))
    return newcomers, problems


def _newcomer(person: Person, values: Mapping[str, str]) -> NewParticipant:
    return NewParticipant(
        sector=person.sector,
        name=person.name,
        email=values.get("email", ""),
        phone=values.get("phone", ""),
        organisation=person.organisation,
        title=values.get("post", ""),
        reference=person.id,
        capacity=person.capacity,
        at_least=person.at_least,
        free=tuple(sorted(person.free)),
        speaks=tuple(sorted(person.speaks)),
        avoid=tuple(sorted(person.avoid)),
        latitude=person.latitude,
        longitude=person.longitude,
        travel_minutes=None if person.travel_minutes is None else round(person.travel_minutes),
    )


@dataclass(slots=True)
class _Cells:
    """The cells of one row, and what was wrong in those that were read."""

    values: Mapping[str, str]
    mistakes: list[tuple[str, str]] = field(default_factory=list)

    def text(self, column: str) -> str:
        return self.values.get(column, "").strip()

    def entries(self, column: str) -> list[str]:
        parts = (part.strip() for part in self.text(column).split(BETWEEN_ENTRIES))
        return [part for part in parts if part]

    def number(self, column: str) -> float | None:
        written = self.text(column)
        return self._number(column, written) if written else None

    def whole(self, column: str, *, otherwise: int) -> int:
        number = self.number(column)
        if number is None:
            return otherwise
        if not number.is_integer():
            self.mistakes.append((column, _("“%s” is no whole number") % self.text(column)))
            return otherwise
        return int(number)

    def weights(self, column: str) -> dict[str, float]:
        weights: dict[str, float] = {}
        for entry in self.entries(column):
            practice, _colon, written = map(str.strip, entry.partition(BEFORE_WEIGHT))
            weight = self._number(column, written or "1")
            if not practice:
                self.mistakes.append((column, _("“%s” names no practice") % entry))
            elif practice in weights:
                self.mistakes.append((column, _("“%s” is named twice") % practice))
            elif weight is not None:
                weights[practice] = weight
        return weights

    def _number(self, column: str, written: str) -> float | None:
        try:
            number = float(written)
        except ValueError:
            number = math.nan
        if math.isfinite(number):
            return number
        self.mistakes.append((column, _("“%s” is no number") % written))
        return None


def _person(cells: _Cells) -> Person:
    return Person(
        id=cells.text("id"),
        sector=cells.text("sector"),
        name=cells.text("name"),
        organisation=cells.text("organisation"),
        gives=cells.weights("gives"),
        asks=cells.weights("asks"),
        capacity=cells.whole("capacity", otherwise=1),
        at_least=cells.whole("at_least", otherwise=0),
        free=frozenset(cells.entries("free")),
        speaks=frozenset(cells.entries("speaks")),
        avoid=frozenset(cells.entries("avoid")),
        latitude=cells.number("lat"),
        longitude=cells.number("lon"),
        travel_minutes=cells.number("travel_minutes"),
    )
