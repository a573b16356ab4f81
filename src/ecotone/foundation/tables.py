"""Reading a table somebody brought, as CSV or XLSX, before anything believes a word of it."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ecotone.foundation.errors import CellProblem, TableRefused

MOST_BYTES = 8 * 1024 * 1024
MOST_UNPACKED_BYTES = 64 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 200
MOST_CELL_CHARACTERS = 20_000
ZIP_SIGNATURE = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the header; `number` is what a spreadsheet shows beside it."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(content: bytes, *, file_name: str) -> Table:
    """Return the table in a CSV (UTF-8, byte order mark tolerated) or XLSX file.

    Raises
    ------
    TableRefused
        When the file is too large, is not what its name says, or is no table.
    """
    if len(content) > MOST_BYTES:
        raise _refusal(
            _("%(file)s is larger than 8 MB.") % {"file": file_name},
            _("Split it, or take out the columns nobody needs."),
        )
    if file_name.lower().endswith(".xlsx"):
        lines = _xlsx_lines(content, file_name)
    else:
        lines = _csv_lines(content, file_name)
    return _table(lines, file_name)


def _csv_lines(content: bytes, file_name: str) -> Iterator[list[str]]:
    if content.startswith(ZIP_SIGNATURE):
        raise _refusal(
            _("%(file)s is not a CSV file.") % {"file": file_name},
            _("If it is a spreadsheet, give it the ending .xlsx."),
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as mistake:
        row = content[: mistake.start].count(b"\n") + 1
        raise _refusal(
            _("%(file)s is not written in UTF-8.") % {"file": file_name},
            _("Save it again as “CSV UTF-8”."),
            CellProblem(row, "", _("a character that UTF-8 does not have")),
        ) from mistake
    if "\x00" in text:
        raise _refusal(
            _("%(file)s holds something else than text.") % {"file": file_name},
            _("Export the list again as CSV or XLSX."),
        )
    return csv.reader(io.StringIO(text, newline=""), strict=True)


def _xlsx_lines(content: bytes, file_name: str) -> Iterator[list[str]]:
    _check_archive(content, file_name)
    from openpyxl import load_workbook  # noqa: PLC0415  # a second of start-up few calls need

    try:
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
    except Exception as mistake:
        raise _not_a_spreadsheet(file_name) from mistake
    for cells in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
        yield ["" if value is None else _cell_text(value) for value in cells]


def _check_archive(content: bytes, file_name: str) -> None:
    """Refuse what unpacks to far more than it weighs before anything unpacks it."""
    try:
        sizes = [entry.file_size for entry in zipfile.ZipFile(io.BytesIO(content)).infolist()]
    except zipfile.BadZipFile as mistake:
        raise _not_a_spreadsheet(file_name) from mistake
    if sum(sizes) > MOST_UNPACKED_BYTES:
        raise _refusal(
            _("%(file)s unpacks to more than 64 MB.") % {"file": file_name},
            _("Save the one sheet that matters as CSV."),
        )


def _cell_text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _table(lines: Iterator[list[str]], file_name: str) -> Table:
    try:
        header = tuple(name.strip().lower() for name in next(lines, []))
        rows = tuple(_rows(lines, header))
    except csv.Error as mistake:
        raise _refusal(
            _("%(file)s is not a table.") % {"file": file_name},
            _("Export the list again as CSV or XLSX."),
            CellProblem(1, "", str(mistake)),
        ) from mistake
    if not any(header):
        raise _refusal(
            _("%(file)s is empty.") % {"file": file_name},
            _("Its first row names the columns, each row below is one entry."),
        )
    return Table(header=header, rows=rows)


def _rows(lines: Iterator[list[str]], header: tuple[str, ...]) -> Iterator[Row]:
    doubled = sorted({name for name in header if name and header.count(name) > 1})
    if doubled:
        raise _refusal(
            _("A column appears twice."),
            _("Give each column its own name."),
            *(CellProblem(1, name, _("appears twice")) for name in doubled),
        )
    for number, line in enumerate(lines, start=2):
        if not any(cell.strip() for cell in line):
            continue
        _check_line(line, header, number)
        yield Row(number, dict(zip(header, (cell.strip() for cell in line), strict=False)))


def _check_line(line: list[str], header: tuple[str, ...], number: int) -> None:
    if number > MOST_ROWS + 1:
        raise _refusal(_("The table has more than 50,000 rows."), _("Split it."))
    if any(cell.strip() for cell in line[len(header) :]):
        raise _refusal(
            _("A row is longer than the header."),
            _("Look for a comma too many, or a text without its quotation marks."),
            CellProblem(number, "", _("more cells than the header has")),
        )
    for name, cell in zip(header, line, strict=False):
        if len(cell) > MOST_CELL_CHARACTERS:
            raise _refusal(
                _("A cell holds more than 20,000 characters."),
                _("Look for a quotation mark that is never closed."),
                CellProblem(number, name, _("too long")),
            )


def _not_a_spreadsheet(file_name: str) -> TableRefused:
    return _refusal(
        _("%(file)s is not a spreadsheet.") % {"file": file_name},
        _("Open it in a spreadsheet program and save it as XLSX or CSV."),
    )


def _refusal(message: str, remedy: str, *problems: CellProblem) -> TableRefused:
    return TableRefused(message, remedy=remedy, problems=problems)
