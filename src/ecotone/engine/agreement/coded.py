"""Who read what and coded which span: from there to the units that coefficients compare."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from ecotone.engine.agreement.ratings import APPLIED, NOT_APPLIED, YES_OR_NO, Ratings, Unit
from ecotone.engine.kernel import FloatMatrix, InputError

__all__ = ["Coded", "CodedSpan", "Reading", "Stretch", "ratings_by_code"]

Stretch: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CodedSpan:
    """One use of one code by one coder.

    Parameters
    ----------
    unit
        The unit it lies in.
    coder, code
        Who used which code.
    start, end
        Half-open, in code points of the document; None when only the unit is known.
    pole
        What the passage does with the code, if that is said.
    """

    unit: Unit
    coder: str
    code: str
    start: int | None = None
    end: int | None = None
    pole: str = ""

    @property
    def stretch(self) -> Stretch | None:
        return None if self.start is None or self.end is None else (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Reading:
    """One coder has read one document, whether or not anything was found in it.

    Parameters
    ----------
    document, coder
        Who read what.
    stretches
        Half-open parts of the document that were read, in order, apart from each other;
        needed for spans only.
    """

    document: str
    coder: str
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Coded:
    """What several coders did with the same documents.

    Parameters
    ----------
    units
        All units there are, those nobody coded among them: they are agreement too.
    readings
        Who read which document. A coder who did not is missing there, and says no "no".
    spans
        What they coded, in documents they read.

    Raises
    ------
    InputError
        When a span lies in a document its coder did not read, or in no unit.
    """

    units: tuple[Unit, ...]
    readings: tuple[Reading, ...]
    spans: tuple[CodedSpan, ...]

    def __post_init__(self) -> None:
        known = set(self.units)
        read = {(reading.document, reading.coder) for reading in self.readings}
        for span in self.spans:
            if span.unit not in known:
                raise InputError(f"No unit of {span.unit.document} is called {span.unit.name}.")
            if (span.unit.document, span.coder) not in read:
                raise InputError(f"{span.coder} did not read {span.unit.document}.")

    @property
    def coders(self) -> tuple[str, ...]:
        return tuple(sorted({reading.coder for reading in self.readings}))

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(sorted({span.code for span in self.spans}))


def ratings_by_code(coded: Coded, codes: Iterable[str] | None = None) -> Mapping[str, Ratings]:
    """Say for every code, coder and unit whether the code was applied there.

    Parameters
    ----------
    coded
        Who read and coded what.
    codes
        The codes to ask about; by default those used. One that nobody used is told as such.

    Returns
    -------
    Mapping
        By code, in the order asked for: 1 where the coder applied it in the unit, 0 where they
        read the document and did not, NaN where they did not read it.

    Notes
    -----
    Codes times coders times units.

    Examples
    --------
    >>> first, second = Unit("talk", "1"), Unit("talk", "2")
    >>> coded = Coded((first, second), (Reading("talk", "ann"), Reading("talk", "bob")),
    ...               (CodedSpan(first, "ann", "maths"),))
    >>> ratings_by_code(coded)["maths"].values.tolist()
    [[1.0, 0.0], [0.0, 0.0]]
    """
    coders, units = coded.coders, tuple(sorted(coded.units))
    row = {coder: place for place, coder in enumerate(coders)}
    column = {unit: place for place, unit in enumerate(units)}
    wanted = coded.codes if codes is None else tuple(codes)
    cells: dict[str, list[tuple[int, int]]] = {code: [] for code in wanted}
    for span in coded.spans:
        if span.code in cells:
            cells[span.code].append((row[span.coder], column[span.unit]))
    nothing = _nothing_applied(coded, row, units)
    return {
        code: Ratings(coders, units, _applied(nothing, where), YES_OR_NO)
        for code, where in cells.items()
    }


def _nothing_applied(
    coded: Coded, row: Mapping[str, int], units: tuple[Unit, ...]
) -> FloatMatrix:
    columns: dict[str, list[int]] = {}
    for place, unit in enumerate(units):
        columns.setdefault(unit.document, []).append(place)
    matrix = np.full((len(row), len(units)), np.nan)
    for reading in coded.readings:
        matrix[row[reading.coder], columns.get(reading.document, [])] = NOT_APPLIED
    return matrix


def _applied(nothing: FloatMatrix, where: list[tuple[int, int]]) -> FloatMatrix:
    matrix = nothing.copy()
    if where:
        rows, columns = zip(*where, strict=True)
        matrix[rows, columns] = APPLIED
    return matrix
