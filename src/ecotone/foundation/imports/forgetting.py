"""Waiting rows are not kept for ever, nor after the person in them has left."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from ecotone.foundation.imports.operations import WAITING, leave_table
from ecotone.foundation.imports.storage import blocks_of, values_of
from ecotone.foundation.models import ImportBlock, ImportState, Programme, TableImport

LONGEST_WAIT = timedelta(days=30)

IsAbout = Callable[[Mapping[str, str]], bool]


@transaction.atomic
def forget_rows(*, programme: Programme, kind: str, is_about: IsAbout) -> int:
    """Empty every waiting row about somebody who leaves, and say how many there were.

    The tables they stood in are to be checked again, where an empty row is a problem.
    """
    waiting = _waiting(programme, kind).select_for_update()
    return sum(_empty_rows(brought, is_about) for brought in waiting)


def waiting_rows(
    *, programme: Programme, kind: str, is_about: IsAbout
) -> Iterator[Mapping[str, str]]:
    """Yield what waits about somebody, by the titles of the list, for the person themselves."""
    for brought in _waiting(programme, kind):
        for block in blocks_of(brought):
            for _number, cells in block.lines:
                if is_about(_whole_row(cells, brought)):
                    yield _by_title(cells, brought)


def _waiting(programme: Programme, kind: str) -> QuerySet[TableImport]:
    return TableImport.objects.filter(
        programme=programme, kind=kind, state__in=WAITING
    ).order_by("pk")


def _whole_row(cells: Sequence[str], brought: TableImport) -> dict[str, str]:
    """Return the cells by the kind's columns, and those nobody has named yet by their title."""
    return _by_title(cells, brought) | values_of(cells, brought)


def _by_title(cells: Sequence[str], brought: TableImport) -> dict[str, str]:
    return dict(zip(brought.header["titles"], cells, strict=True))


def _empty_rows(brought: TableImport, is_about: IsAbout) -> int:
    emptied = sum(_empty_in(block, brought, is_about) for block in blocks_of(brought))
    if emptied:
        titles = brought.header["titles"]
        brought.header = {"titles": titles, "samples": [[] for _title in titles]}
        brought.state = ImportState.MAPPING
        brought.revision += 1
        brought.save(update_fields=["header", "state", "revision"])
    return emptied


def _empty_in(block: ImportBlock, brought: TableImport, is_about: IsAbout) -> int:
    about = [number for number, cells in block.lines if is_about(_whole_row(cells, brought))]
    if about:
        block.lines = [
            [number, [""] * len(cells) if number in about else cells]
            for number, cells in block.lines
        ]
        block.judged = []
        block.save(update_fields=["lines", "judged"])
    return len(about)


def leave_forgotten_tables(*, at: datetime) -> int:
    """Leave the tables nobody has decided about for thirty days."""
    forgotten = TableImport.objects.filter(state__in=WAITING, brought_at__lt=at - LONGEST_WAIT)
    for brought in forgotten:
        leave_table(brought=brought, at=at, by=None)
    return len(forgotten)
