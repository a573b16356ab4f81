"""From the rows of a table to people, scores, practices and pairs; every bad cell is named."""

from collections.abc import Collection, Mapping

from ecotone.engine.kernel import InputError
from ecotone.engine.kernel.cells import (
    HEADER_ROW,
    CellReader,
    NumberedRows,
    quoted,
    read_number,
    read_whole_number,
)
from ecotone.engine.matching.benefit import DECIMALS
from ecotone.engine.matching.cells import read_ids, read_share, read_shares, read_weights
from ecotone.engine.matching.people import Person, problems_with
from ecotone.engine.matching.practices import PracticeTree
from ecotone.engine.matching.result import Pair, PairOfIds

__all__ = [
    "pairs_from_rows",
    "people_from_rows",
    "person_from_cells",
    "practices_from_rows",
    "scores_from_rows",
]


def people_from_rows(
    header: Collection[str], rows: NumberedRows, *, sectors: Collection[str] | None = None
) -> tuple[Person, ...]:
    """Turn the rows of a people table into people.

    Parameters
    ----------
    header
        Names of the columns; only ``id`` and ``sector`` are required, and columns that are
        not known are left alone.
    rows
        Number of each row in its file (the header being row 1) and its cells by column.
    sectors
        The sectors there are; by default every name is one.

    Returns
    -------
    tuple of Person
        In the order of the rows.

    Raises
    ------
    InputErrors
        Naming row, column and reason of every cell that cannot be used (the first thousand).

    Notes
    -----
    Linear in the table.

    Examples
    --------
    >>> rows = [(2, {"id": "ann", "sector": "primary", "gives": "talk:0.5; maths"})]
    >>> people_from_rows(["id", "sector", "gives"], rows)[0].gives
    {'talk': 0.5, 'maths': 1.0}
    >>> people_from_rows(["id", "sector"], [(2, {"id": "ann"})])
    Traceback (most recent call last):
    ecotone.engine.kernel.cells.InputErrors: row 2, column sector: The sector is missing.
    """
    cells = CellReader()
    cells.require(header, "id", "sector")
    people: dict[int, Person] = {}
    for row in rows:
        number = row[0]
        people[number] = _person(cells, row)
        _refuse_problems(cells, number, people[number], sectors)
    _refuse_problems_between(cells, people)
    cells.finish()
    return tuple(people.values())


def person_from_cells(values: Mapping[str, str]) -> tuple[Person, tuple[InputError, ...]]:
    """Turn one row into a person and say what in it cannot be used.

    For whoever takes the good rows of a table and names the others.

    Parameters
    ----------
    values
        Cells by column, as in :func:`people_from_rows`; none of them is required to be there.

    Returns
    -------
    tuple
        The person, in whom a cell that cannot be read counts as empty; and the mistakes, with
        their `column` set. Such a person is not to be matched while there are any.

    Notes
    -----
    Linear in the cells.

    Examples
    --------
    >>> person, mistakes = person_from_cells({"id": "ann", "sector": "primary", "lat": "high"})
    >>> person.id, [str(mistake) for mistake in mistakes]
    ('ann', ['column lat: "high" is not a number.'])
    """
    cells = CellReader()
    person = _person(cells, (HEADER_ROW, values))
    _refuse_problems(cells, HEADER_ROW, person, None)
    mistakes = (InputError(error.message, column=error.column) for error in cells.errors)
    return person, tuple(mistakes)


def scores_from_rows(
    header: Collection[str], rows: NumberedRows, *, known: Collection[str]
) -> dict[PairOfIds, float]:
    """Turn the rows of a score table (``a,b,score``) into scores of pairs in order of id.

    Parameters
    ----------
    header, rows
        As for :func:`people_from_rows`; all three columns are required.
    known
        Ids of the people.

    Returns
    -------
    dict
        Pair of ids to score in [0, 1].

    Raises
    ------
    InputErrors
        Naming row, column and reason of every cell that cannot be used.

    Notes
    -----
    Linear in the table.

    Examples
    --------
    >>> rows = [(2, {"a": "bob", "b": "ann", "score": "0.5"})]
    >>> scores_from_rows(["a", "b", "score"], rows, known=["ann", "bob"])
    {('ann', 'bob'): 0.5}
    """
    cells = CellReader()
    cells.require(header, "a", "b", "score")
    scores: dict[PairOfIds, float] = {}
    for row in rows:
        pair = _pair_of_ids(cells, row, known)
        score = cells.read(row, "score", read_share, -1.0)
        if score < 0 and (row[0], "score") not in cells.failed:
            cells.refuse(row[0], "score", "The score is missing.")
        if pair in scores:
            cells.refuse(row[0], "b", f"{pair[0]} and {pair[1]} have a score already.")
        scores[pair] = round(score, DECIMALS)
    cells.finish()
    return scores


def practices_from_rows(
    header: Collection[str], rows: NumberedRows, *, discount: float = 0.5
) -> PracticeTree:
    """Turn the rows of a practice table (``id,broader``) into a tree.

    Parameters
    ----------
    header, rows
        As for :func:`people_from_rows`; both columns are required, `broader` may be empty.
    discount
        Factor for each level, in [0, 1].

    Returns
    -------
    PracticeTree
        With every practice that has a broader one.

    Raises
    ------
    InputErrors
        When an id is missing or used twice, or a broader practice is nowhere in the table.
    InputError
        When a practice lies inside itself.

    Notes
    -----
    Linear in the table, times the depth of the tree.

    Examples
    --------
    >>> rows = [(2, {"id": "assessment"}), (3, {"id": "quizzes", "broader": "assessment"})]
    >>> practices_from_rows(["id", "broader"], rows).parents
    {'quizzes': 'assessment'}
    """
    cells = CellReader()
    cells.require(header, "id", "broader")
    broader: dict[str, tuple[int, str]] = {}
    for row in rows:
        practice = cells.read(row, "id", str, "")
        if not practice:
            cells.refuse(row[0], "id", "The id is missing.")
        elif practice in broader:
            cells.refuse(row[0], "id", f"The id {quoted(practice)} is used more than once.")
        broader[practice] = row[0], cells.read(row, "broader", str, "")
    for number, parent in broader.values():
        if parent and parent not in broader:
            cells.refuse(number, "broader", f"No practice has the id {quoted(parent)}.")
    cells.finish()
    parents = {practice: parent for practice, (_, parent) in broader.items() if parent}
    return PracticeTree(parents, discount)


def pairs_from_rows(
    header: Collection[str], rows: NumberedRows, *, known: Collection[str] | None = None
) -> tuple[Pair, ...]:
    """Turn the rows of a table of pairs into pairs, as they stand.

    Parameters
    ----------
    header, rows
        As for :func:`people_from_rows`; ``a`` and ``b`` are required.
    known
        Ids of the people; by default every id is taken, since people may have left.

    Returns
    -------
    tuple of Pair
        In the order of the rows; numbers that are not there are 0.

    Raises
    ------
    InputErrors
        Naming row, column and reason of every cell that cannot be used.

    Notes
    -----
    Linear in the table.

    Examples
    --------
    >>> pairs_from_rows(["a", "b"], [(2, {"a": "ann", "b": "bob"})])[0].ids
    ('ann', 'bob')
    """
    cells = CellReader()
    cells.require(header, "a", "b")
    pairs = []
    for row in rows:
        first, second = _pair_of_ids(cells, row, known, in_order=False)
        pairs.append(
            Pair(
                first,
                second,
                cells.read(row, "score", read_number, 0.0),
                cells.read(row, "a_to_b", read_number, 0.0),
                cells.read(row, "b_to_a", read_number, 0.0),
                cells.read(row, "practices_a_to_b", read_shares, ()),
                cells.read(row, "practices_b_to_a", read_shares, ()),
            )
        )
    cells.finish()
    return tuple(pairs)


def _person(cells: CellReader, row: tuple[int, Mapping[str, str]]) -> Person:
    nothing: frozenset[str] = frozenset()
    return Person(
        id=cells.read(row, "id", str, ""),
        sector=cells.read(row, "sector", str, ""),
        gives=cells.read(row, "gives", read_weights, {}),
        asks=cells.read(row, "asks", read_weights, {}),
        capacity=cells.read(row, "capacity", read_whole_number, 1),
        at_least=cells.read(row, "at_least", read_whole_number, 0),
        free=cells.read(row, "free", read_ids, nothing),
        speaks=cells.read(row, "speaks", read_ids, nothing),
        avoid=cells.read(row, "avoid", read_ids, nothing),
        latitude=cells.read(row, "lat", read_number, None),
        longitude=cells.read(row, "lon", read_number, None),
        travel_minutes=cells.read(row, "travel_minutes", read_number, None),
        name=cells.read(row, "name", str, ""),
        organisation=cells.read(row, "organisation", str, ""),
    )


def _refuse_problems(
    cells: CellReader, number: int, person: Person, sectors: Collection[str] | None
) -> None:
    for problem in problems_with(person):
        if not any((number, column) in cells.failed for column in problem.columns):
            cells.refuse(number, problem.columns[0], problem.reason)
    if sectors is not None and person.sector and person.sector not in sectors:
        known = ", ".join(sorted(sectors))
        cells.refuse(
            number, "sector", f"{quoted(person.sector)} is not a sector here; use {known}."
        )


def _refuse_problems_between(cells: CellReader, people: Mapping[int, Person]) -> None:
    numbers: dict[str, int] = {}
    for number, person in people.items():
        first = numbers.setdefault(person.id, number)
        if person.id and first != number:
            reason = f"The id {quoted(person.id)} is used in row {first} already."
            cells.refuse(number, "id", reason)
    for number, person in people.items():
        for stranger in sorted(person.avoid - numbers.keys()):
            cells.refuse(number, "avoid", f"Nobody here has the id {quoted(stranger)}.")


def _pair_of_ids(
    cells: CellReader,
    row: tuple[int, Mapping[str, str]],
    known: Collection[str] | None,
    *,
    in_order: bool = True,
) -> PairOfIds:
    ids = cells.read(row, "a", str, ""), cells.read(row, "b", str, "")
    for column, person in zip(("a", "b"), ids, strict=True):
        if not person:
            cells.refuse(row[0], column, "The id is missing.")
        elif known is not None and person not in known:
            cells.refuse(row[0], column, f"Nobody here has the id {quoted(person)}.")
    if ids[0] and ids[0] == ids[1]:
        cells.refuse(row[0], "b", "A pair is two people.")
    return (min(ids), max(ids)) if in_order else ids
