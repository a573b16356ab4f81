"""Tables handed out as CSV, such that no spreadsheet runs a cell of them as a formula."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpResponse

_MAY_RUN = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?\Z")
# How a defused cell begins; whoever reads our own files takes the first sign off again.
DEFUSED = frozenset(f"'{sign}" for sign in _MAY_RUN)


class _Line:
    """What a CSV writer writes to when each line is to be handed on."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Write each row as one line, every cell of it defused."""
    writer = csv.writer(_Line())
    for row in rows:
        yield writer.writerow([defused(str(cell)) for cell in row])


def defused(cell: str) -> str:
    """Put a sign before what begins like a formula. A plain number may stay one.

    >>> defused("=1+1"), defused("-7")
    ("'=1+1", '-7')
    """
    return f"'{cell}" if cell.startswith(_MAY_RUN) and not _NUMBER.match(cell) else cell


def csv_file(lines: Iterable[str], *, file_name: str) -> HttpResponse:
    """Hand lines out as a file. By the mark at its head a spreadsheet knows it for UTF-8."""
    return HttpResponse(
        "\ufeff" + "".join(lines),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
    )
