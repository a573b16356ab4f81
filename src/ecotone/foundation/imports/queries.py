"""What tables were brought, and the rows of one of them, page by page."""

from collections.abc import Iterator, Sequence
from typing import overload

from django.db.models import QuerySet

from ecotone.foundation.imports.kinds import JudgedRow, Verdict
from ecotone.foundation.imports.storage import judged_rows
from ecotone.foundation.models import ImportBlock, Programme, TableImport


def imports_of(programme: Programme) -> QuerySet[TableImport]:
    """Return every table brought to a programme, latest first."""
    return (
        TableImport.objects.filter(programme=programme)
        .select_related("brought_by")
        .defer("header", "traces")
        .order_by("-brought_at", "-pk")
    )


class RowsJudged(Sequence[JudgedRow]):
    """The rows of one verdict, in order, of which a page reads only the blocks it shows."""

    def __init__(self, brought: TableImport, verdict: Verdict) -> None:
        self._brought, self._verdict = brought, verdict
        self._counts = list(
            ImportBlock.objects.filter(table=brought)
            .order_by("position")
            .values_list("pk", f"{verdict}_count")
        )

    def __len__(self) -> int:
        return sum(count for _pk, count in self._counts)

    def __iter__(self) -> Iterator[JudgedRow]:
        return iter(self._between(0, len(self)))

    @overload
    def __getitem__(self, wanted: int) -> JudgedRow: ...

    @overload
    def __getitem__(self, wanted: slice) -> list[JudgedRow]: ...

    def __getitem__(self, wanted: int | slice) -> JudgedRow | list[JudgedRow]:
        if isinstance(wanted, int):
            return self._between(wanted, wanted + 1)[0]
        start, stop, _step = wanted.indices(len(self))
        return self._between(start, stop)

    def _between(self, start: int, stop: int) -> list[JudgedRow]:
        keys, before = self._blocks_between(start, stop)
        blocks = ImportBlock.objects.filter(pk__in=keys).order_by("position")
        found = [
            row
            for block in blocks
            for row in judged_rows(block, self._brought)
            if row.verdict == self._verdict
        ]
        return found[start - before : stop - before]

    def _blocks_between(self, start: int, stop: int) -> tuple[list[int], int]:
        """Return the blocks these rows lie in, and how many rows lie before the first."""
        keys: list[int] = []
        passed = before = 0
        for pk, count in self._counts:
            if count and passed < stop and passed + count > start:
                before = before if keys else passed
                keys.append(pk)
            passed += count
        return keys, before


def rows_judged(brought: TableImport, verdict: Verdict) -> RowsJudged:
    return RowsJudged(brought, verdict)
