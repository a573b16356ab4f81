"""Opening a table for reading line by line, or reading the whole of a small one."""

import io
from collections.abc import Callable, Sequence
from typing import BinaryIO

from django.utils.translation import gettext as _

from ecotone.foundation.tables.csv_text import lines_of_csv
from ecotone.foundation.tables.lines import check_header, checked_lines, header_of
from ecotone.foundation.tables.shapes import (
    DEFAULT_LIMITS,
    MEGABYTE,
    Limits,
    OpenTable,
    Row,
    Table,
    refusal,
)
from ecotone.foundation.tables.spreadsheets import lines_of_xlsx


def read_table(content: bytes, *, file_name: str, limits: Limits = DEFAULT_LIMITS) -> Table:
    """Return the whole of a small table; column names are in small letters.

    Raises
    ------
    TableRefused
        As `open_table`.
    """
    opened = open_table(io.BytesIO(content), file_name=file_name, limits=limits)
    header = tuple(name.lower() for name in opened.header)
    rows = (
        Row(number, {name: cell for name, cell in zip(header, cells, strict=True) if name})
        for number, cells in opened.lines
    )
    return Table(header=header, rows=tuple(rows))


Choice = Callable[[tuple[str, ...]], Sequence[int]]


def every_column(header: tuple[str, ...]) -> Sequence[int]:
    return range(len(header))


def open_table(
    file: BinaryIO,
    *,
    file_name: str,
    limits: Limits = DEFAULT_LIMITS,
    choose: Choice = every_column,
) -> OpenTable:
    """Open a CSV (a byte order mark is tolerated) or XLSX file for reading line by line.

    `choose` is told the header and says which columns to read; the others are passed over.

    Raises
    ------
    TableRefused
        When the file is too large, is not what its name says, or is no table; the last may
        show only while its lines are read.
    """
    _check_size(file, file_name, limits)
    if file_name.lower().endswith(".xlsx"):
        lines = lines_of_xlsx(file, file_name, limits)
    else:
        lines = lines_of_csv(file, file_name, limits)
    header = header_of(next(lines, []))
    if not header:
        raise refusal(
            _("%(file)s is empty.") % {"file": file_name},
            _("Its first row names the columns, each row below is one entry."),
        )
    check_header(header, limits)
    chosen = list(choose(header))
    names = tuple(header[place] for place in chosen)
    return OpenTable(names, checked_lines(lines, header, chosen, limits))


def _check_size(file: BinaryIO, file_name: str, limits: Limits) -> None:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size > limits.most_bytes:
        raise refusal(
            _("%(file)s is larger than %(size)d MB.")
            % {"file": file_name, "size": limits.most_bytes // MEGABYTE},
            _("Split it, or take out the columns nobody needs."),
        )
