"""The lines of an XLSX file, unpacked only when it cannot harm."""

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from ecotone.foundation.errors import TableRefused
from ecotone.foundation.tables.lines import header_of
from ecotone.foundation.tables.shapes import MEGABYTE, Limits, refusal

MOST_TIMES_UNPACKED = 8


def lines_of_xlsx(file: BinaryIO, file_name: str, limits: Limits) -> Iterator[list[str]]:
    _check_archive(file, file_name, limits)
    from openpyxl import load_workbook  # noqa: PLC0415  # half a second few calls need

    try:
        book = load_workbook(file, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        widest = limits.most_columns + 1
        first = next(sheet.iter_rows(max_row=1, max_col=widest, values_only=True), ())
        # No wider than the header and one: a single cell far to the right costs nothing.
        width = len(header_of([_cell_text(cell) for cell in first])) + 1
        for cells in sheet.iter_rows(max_col=width, values_only=True):
            yield [_cell_text(cell) for cell in cells]
    except Exception as mistake:
        # Spreadsheets break in as many ways as there are programs; all have one answer.
        raise _not_a_spreadsheet(file_name) from mistake


def _check_archive(file: BinaryIO, file_name: str, limits: Limits) -> None:
    """Refuse what unpacks to far more than it weighs before anything unpacks it."""
    most = MOST_TIMES_UNPACKED * limits.most_bytes
    try:
        with zipfile.ZipFile(file) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            is_odd = any(_declares_entities(archive, entry) for entry in archive.infolist())
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as mistake:
        raise _not_a_spreadsheet(file_name) from mistake
    if unpacked > most:
        raise refusal(
            _("%(file)s unpacks to more than %(size)d MB.")
            % {"file": file_name, "size": most // MEGABYTE},
            _("Save the one sheet that matters as CSV."),
        )
    if is_odd:
        raise _not_a_spreadsheet(file_name)


def _declares_entities(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Say whether a part could grow while it is read. No spreadsheet program writes that."""
    with archive.open(entry) as part:
        return b"<!DOCTYPE" in part.read(1024)


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _not_a_spreadsheet(file_name: str) -> TableRefused:
    return refusal(
        _("%(file)s is not a spreadsheet.") % {"file": file_name},
        _("Open it in a spreadsheet program and save it as XLSX or CSV."),
    )
