"""Judging every row of a table that waits, and keeping the judgements beside the rows."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from ecotone.foundation.imports.kinds import Verdict, kind_of
from ecotone.foundation.imports.storage import StoredRows, judgement_as_stored
from ecotone.foundation.jobs import report_step
from ecotone.foundation.models import ImportBlock, TableImport
from ecotone.foundation.tables import Row

ROWS_BETWEEN_STEPS = 1_000
BLOCKS_AT_ONCE = 50

Judged = list[list[Any]]  # one for each row of a block, as stored


def judge_rows(brought: TableImport) -> dict[int, Judged]:
    """Let the kind judge every row, and return that by block. Stores nothing."""
    judgements = _judged(brought)
    sizes = ImportBlock.objects.filter(table=brought).order_by("position")
    judged = {
        pk: list(islice(judgements, size)) for pk, size in sizes.values_list("pk", "row_count")
    }
    if sum(map(len, judged.values())) != brought.row_count:
        raise ValueError(f"The check of {brought.kind} left rows without a judgement.")
    return judged


def _judged(brought: TableImport) -> Iterator[list[Any]]:
    check = kind_of(brought).check
    for judgement in check(programme=brought.programme, rows=_RowsCounted(brought)):
        yield judgement_as_stored(judgement)


class _RowsCounted(StoredRows):
    """The rows of a table, which say from time to time how many of them were read."""

    def __iter__(self) -> Iterator[Row]:
        total = len(self)
        for done, row in enumerate(super().__iter__()):
            if done % ROWS_BETWEEN_STEPS == 0:
                step = _("Checking %(done)s of %(total)s rows")
                words = step % {"done": f"{done:,}", "total": f"{total:,}"}
                report_step(words, done=done, total=total)
            yield row


def keep_judgements(brought: TableImport, judged: dict[int, Judged]) -> None:
    """Write down what is different from before, and count each verdict over the whole table."""
    counts = {pk: Counter(row[0] for row in rows) for pk, rows in judged.items()}
    _write_blocks(brought, judged, counts)
    every = sum(counts.values(), Counter())
    brought.new_count = every[Verdict.NEW]
    brought.changed_count = every[Verdict.CHANGED]
    brought.problem_count = every[Verdict.PROBLEM]


def _write_blocks(
    brought: TableImport, judged: dict[int, Judged], counts: dict[int, Counter[str]]
) -> None:
    different = [pk for pk, before in _kept_judgements(brought) if judged[pk] != before]
    blocks = [
        ImportBlock(
            pk=pk,
            judged=judged[pk],
            new_count=counts[pk][Verdict.NEW],
            changed_count=counts[pk][Verdict.CHANGED],
            same_count=counts[pk][Verdict.SAME],
            problem_count=counts[pk][Verdict.PROBLEM],
        )
        for pk in different
    ]
    fields = ("judged", "new_count", "changed_count", "same_count", "problem_count")
    ImportBlock.objects.bulk_update(blocks, fields, batch_size=BLOCKS_AT_ONCE)


def is_judged_so(brought: TableImport, judged: dict[int, Judged]) -> bool:
    """Say whether these judgements are those that somebody looked at."""
    return all(judged[pk] == before for pk, before in _kept_judgements(brought))


def _kept_judgements(brought: TableImport) -> Iterator[tuple[int, Judged]]:
    """Yield what is written down of each block, without holding the whole table."""
    return ImportBlock.objects.filter(table=brought).values_list("pk", "judged").iterator()
