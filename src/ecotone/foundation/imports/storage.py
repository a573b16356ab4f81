"""Lines of a table that wait for a decision: kept in encrypted blocks, walked one by one."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ecotone.foundation.csv_files import DEFUSED
from ecotone.foundation.imports.kinds import IS_NEW, IS_SAME, JudgedRow, Judgement, Verdict
from ecotone.foundation.models import ImportBlock, TableImport
from ecotone.foundation.parts import in_parts
from ecotone.foundation.tables import Row

ROWS_IN_BLOCK = 250
BLOCKS_AT_ONCE = 16

GOOD = frozenset({Verdict.NEW, Verdict.CHANGED})
# Nearly every row of a large table is judged alike: they share what is stored of that.
_NEW, _SAME = ([str(judgement.verdict), {}, []] for judgement in (IS_NEW, IS_SAME))

Line = tuple[int, list[str]]


def keep_lines(brought: TableImport, lines: Iterable[Line]) -> int:
    """Store the lines of a table in blocks and return how many there were."""
    parts = enumerate(in_parts(lines, ROWS_IN_BLOCK))
    blocks = (_block(brought, position, part) for position, part in parts)
    count = 0
    for few in in_parts(blocks, BLOCKS_AT_ONCE):
        ImportBlock.objects.bulk_create(few)
        count += sum(block.row_count for block in few)
    return count


def _block(brought: TableImport, position: int, lines: Sequence[Line]) -> ImportBlock:
    return ImportBlock(
        table=brought,
        position=position,
        first_row=lines[0][0],
        last_row=lines[-1][0],
        row_count=len(lines),
        lines=lines,
    )


def blocks_of(brought: TableImport, *, without: str = "") -> Iterator[ImportBlock]:
    """Yield the blocks of a table in order, a few at a time, leaving out a field unread."""
    blocks = ImportBlock.objects.filter(table=brought).order_by("position")
    if without:
        blocks = blocks.defer(without)
    start = 0
    while few := list(blocks[start : start + BLOCKS_AT_ONCE]):
        yield from few
        start += BLOCKS_AT_ONCE


class StoredRows:
    """Every row of a table, with the values of its mapped columns."""

    def __init__(self, brought: TableImport) -> None:
        self._brought = brought

    def __len__(self) -> int:
        return self._brought.row_count

    def __iter__(self) -> Iterator[Row]:
        for block in blocks_of(self._brought, without="judged"):
            for number, cells in block.lines:
                yield Row(number, values_of(cells, self._brought))


class GoodRows:
    """The rows that would be taken in."""

    def __init__(self, brought: TableImport) -> None:
        self._brought = brought

    def __len__(self) -> int:
        return self._brought.new_count + self._brought.changed_count

    def __iter__(self) -> Iterator[JudgedRow]:
        for block in blocks_of(self._brought):
            for row in judged_rows(block, self._brought):
                if row.verdict in GOOD:
                    yield row


def judged_rows(block: ImportBlock, brought: TableImport) -> Iterator[JudgedRow]:
    for (number, cells), judged in zip(block.lines, block.judged, strict=True):
        yield JudgedRow(number, values_of(cells, brought), judgement_from(judged))


def values_of(cells: Sequence[str], brought: TableImport) -> dict[str, str]:
    return {
        key: cell[1:] if (cell := cells[place])[:2] in DEFUSED else cell
        for key, place in brought.mapping.items()
    }


def judgement_as_stored(judgement: Judgement) -> list[Any]:
    """Write a judgement as JSON will read it back, so that two can be compared."""
    if judgement is IS_NEW:
        return _NEW
    if judgement is IS_SAME:
        return _SAME
    problems = [[column, str(reason)] for column, reason in judgement.problems]
    return [str(judgement.verdict), dict(judgement.before), problems]


def judgement_from(stored: Sequence[Any]) -> Judgement:
    verdict, before, problems = stored
    return Judgement(
        Verdict(verdict), before, tuple((column, reason) for column, reason in problems)
    )
