"""From the rows of a table to codings or ratings; every cell that cannot be used is named."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from ecotone.engine.agreement.coded import Coded, CodedSpan, Reading, Stretch
from ecotone.engine.agreement.ratings import Level, Ratings, Unit, ratings_from
from ecotone.engine.kernel import InputError
from ecotone.engine.kernel.cells import (
    CellReader,
    NumberedRow,
    NumberedRows,
    quoted,
    read_number,
    read_whole_number,
)

__all__ = ["coded_from_rows", "ratings_from_rows"]


def coded_from_rows(header: Collection[str], rows: NumberedRows) -> Coded:
    """Turn the rows of a codings table into units, readings and spans.

    Parameters
    ----------
    header
        Names of the columns. ``document``, ``coder`` and ``code`` are required, ``unit``,
        ``start``, ``end`` and ``pole`` are known, others are left alone. Without ``unit`` a
        document is one unit.
    rows
        Number of each row in its file (the header being row 1) and its cells by column. A row
        without a code says that its coder read the document, without a coder that the unit is
        there; its ``start`` and ``end`` say which stretch was read.

    Returns
    -------
    Coded
        Whoever has a row in a document has read it. A coder who names no stretch has read
        from the first to the last place named by anybody.

    Raises
    ------
    InputErrors
        Naming row, column and reason of every cell that cannot be used (the first thousand).

    Notes
    -----
    Linear in the table, after sorting.

    Examples
    --------
    >>> rows = [(2, {"document": "talk", "unit": "1", "coder": "ann", "code": "maths"}),
    ...         (3, {"document": "talk", "unit": "2", "coder": "bob", "code": ""})]
    >>> coded = coded_from_rows(["document", "unit", "coder", "code"], rows)
    >>> len(coded.units), coded.coders, coded.codes
    (2, ('ann', 'bob'), ('maths',))
    """
    cells, found = CellReader(), _Found()
    cells.require(header, "document", "coder", "code")
    for row in rows:
        _take_row(cells, row, found)
    cells.finish()
    return Coded(tuple(sorted(found.units)), tuple(found.readings()), tuple(found.spans))


def ratings_from_rows(
    header: Collection[str], rows: NumberedRows, *, level: Level = Level.NOMINAL
) -> Ratings:
    """Turn the rows of a table of ratings (``unit,coder,value``) into ratings.

    Parameters
    ----------
    header
        Names of the columns; ``document`` is known too. Without it each unit is a document.
    rows
        As for :func:`coded_from_rows`. An empty value is one that is missing.
    level
        Any text is a value at nominal level, else a number.

    Returns
    -------
    Ratings
        Of the coders and units that have a value.

    Raises
    ------
    InputErrors
        Naming row, column and reason of every cell that cannot be used.
    InputError
        As :class:`~ecotone.engine.agreement.Ratings`.

    Notes
    -----
    Linear in the table, after sorting.

    Examples
    --------
    >>> rows = [(2, {"unit": "1", "coder": "ann", "value": "3"})]
    >>> ratings_from_rows(["unit", "coder", "value"], rows, level=Level.INTERVAL).values
    array([[3.]])
    """
    cells = CellReader()
    cells.require(header, "unit", "coder", "value")
    values: dict[str, dict[Unit, str | float]] = {}
    for row in rows:
        name, coder = _needed(cells, row, "unit"), _needed(cells, row, "coder")
        unit = Unit(cells.read(row, "document", str, name), name)
        value = _value(cells, row, level)
        if unit in values.get(coder, {}):
            cells.refuse(row[0], "unit", f"{coder} has a value for {quoted(name)} already.")
        if value is not None:
            values.setdefault(coder, {})[unit] = value
    cells.finish()
    return ratings_from(values, level=level)


@dataclass(slots=True)
class _Found:
    """What the rows have said so far."""

    units: set[Unit] = field(default_factory=set)
    spans: list[CodedSpan] = field(default_factory=list)
    read: dict[tuple[str, str], list[Stretch]] = field(default_factory=dict)
    named: dict[str, list[Stretch]] = field(default_factory=dict)  # by anybody, by document

    def readings(self) -> Iterator[Reading]:
        coded: dict[tuple[str, str], list[Stretch]] = {}
        for span in self.spans:
            if span.stretch:
                coded.setdefault((span.unit.document, span.coder), []).append(span.stretch)
        for (document, coder), stretches in sorted(self.read.items()):
            own = stretches and stretches + coded.get((document, coder), [])
            yield Reading(document, coder, _joined(own or self._whole(document)))

    def _whole(self, document: str) -> list[Stretch]:
        ends = [place for stretch in self.named.get(document, ()) for place in stretch]
        return [(min(ends), max(ends))] if ends else []


def _take_row(cells: CellReader, row: NumberedRow, found: _Found) -> None:
    document, coder = _needed(cells, row, "document"), cells.read(row, "coder", str, "")
    unit = Unit(document, cells.read(row, "unit", str, document))
    code, stretch = cells.read(row, "code", str, ""), _stretch(cells, row)
    found.units.add(unit)
    if stretch:
        found.named.setdefault(document, []).append(stretch)
    if coder:
        read = found.read.setdefault((document, coder), [])
        if stretch and not code:
            read.append(stretch)
    if code and not coder:
        cells.refuse(row[0], "coder", "Nobody is named who used this code.")
    elif code:
        start, end = stretch or (None, None)
        pole = cells.read(row, "pole", str, "")
        found.spans.append(CodedSpan(unit, coder, code, start, end, pole))


def _needed(cells: CellReader, row: NumberedRow, column: str) -> str:
    text = cells.read(row, column, str, "")
    if not text:
        cells.refuse(row[0], column, f"The {column} is missing.")
    return text


def _stretch(cells: CellReader, row: NumberedRow) -> Stretch | None:
    start, end = (cells.read(row, column, _place, None) for column in ("start", "end"))
    if start is None and end is None:
        return None
    if start is None or end is None:
        missing = "start" if start is None else "end"
        if (row[0], missing) not in cells.failed:
            cells.refuse(row[0], missing, f"The {missing} is missing.")
        return None
    if end <= start:
        cells.refuse(row[0], "end", f"The end {end} does not come after the start {start}.")
        return None
    return start, end


def _place(text: str) -> int | None:
    place = read_whole_number(text)
    if place < 0:
        raise InputError(f"{quoted(text)} lies before the beginning.")
    return place


def _value(cells: CellReader, row: NumberedRow, level: Level) -> str | float | None:
    if level is Level.NOMINAL:
        return cells.read(row, "value", str, None)
    number = cells.read(row, "value", read_number, None)
    if number is not None and number < 0 and level is Level.RATIO:
        cells.refuse(row[0], "value", "A value below 0 cannot be compared at ratio level.")
    return number


def _joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)
