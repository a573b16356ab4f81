"""Reading a table somebody brought, as CSV or XLSX, before anything believes a word of it."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
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
    return _parsed(csv.reader(io.StringIO(text, newline=""), strict=True), file_name)


def _parsed(reader: Iterable[list[str]], file_name: str) -> Iterator[list[str]]:
    number = 1
    try:
        for number, line in enumerate(reader, start=2):  # noqa: B007  # the row that fails
            yield line
    except csv.Error as mistake:
        raise _refusal(
            _("%(file)s is not a table.") % {"file": file_name},
            _("Look for a quotation mark that is never closed, or export the list again."),
            CellProblem(number, "", str(mistake)),
        ) from mistake


def _xlsx_lines(content: bytes, file_name: str) -> Iterator[list[str]]:
    _check_archive(content, file_name)
    from openpyxl import load_workbook  # noqa: PLC0415  # half a second few calls need

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        first = next(sheet.iter_rows(max_row=1, max_col=MOST_COLUMNS + 1, values_only=True), ())
        # No wider than the header and one: a single cell far to the right costs nothing.
        width = len(_header([_cell_text(cell) for cell in first])) + 1
        for cells in sheet.iter_rows(max_col=width, values_only=True):
            yield [_cell_text(cell) for cell in cells]
    except Exception as mistake:
        # Spreadsheets break in as many ways as there are programs; all have one answer.
        raise _not_a_spreadsheet(file_name) from mistake


def _check_archive(content: bytes, file_name: str) -> None:
    """Refuse what unpacks to far more than it weighs before anything unpacks it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            is_odd = any(_declares_entities(archive, entry) for entry in archive.infolist())
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as mistake:
        raise _not_a_spreadsheet(file_name) from mistake
    if unpacked > MOST_UNPACKED_BYTES:
        raise _refusal(
            _("%(file)s unpacks to more than 64 MB.") % {"file": file_name},
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


def _table(lines: Iterator[list[str]], file_name: str) -> Table:
    header = _header(next(lines, []))
    if not header:
        raise _refusal(
            _("%(file)s is empty.") % {"file": file_name},
            _("Its first row names the columns, each row below is one entry."),
        )
    _check_header(header)
    return Table(header=header, rows=tuple(_rows(lines, header)))


def _header(line: list[str]) -> tuple[str, ...]:
    """Return the names of the columns, without the empty cells a spreadsheet adds."""
    names = [name.strip().lower() for name in line]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _check_header(header: tuple[str, ...]) -> None:
    if len(header) > MOST_COLUMNS:
        raise _refusal(
            _("The table has more than 200 columns."),
            _("Look whether the first row names the columns."),
        )
    doubled = sorted({name for name in header if name and header.count(name) > 1})
    if doubled:
        raise _refusal(
            _("A column appears twice."),
            _("Give each column its own name."),
            *(CellProblem(1, name, _("appears twice")) for name in doubled),
        )


def _rows(lines: Iterator[list[str]], header: tuple[str, ...]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=2):
        cells = [cell.strip() for cell in line]
        if not any(cells):
            continue
        _check_line(cells, header, number)
        filled = cells + [""] * (len(header) - len(cells))
        named = zip(header, filled, strict=False)
        yield Row(number, {name: cell for name, cell in named if name})


def _check_line(line: list[str], header: tuple[str, ...], number: int) -> None:
    if number > MOST_ROWS + 1:
        raise _refusal(_("The table has more than 50,000 rows."), _("Split it."))
    if any(line[len(header) :]):
        raise _refusal(
            _("A row is longer than the header."),
            _("Look for a comma too many, or a text without its quotation marks."),
            CellProblem(number, "", _("more cells than the header has")),
        )
    for name, cell in zip(header, line, strict=False):
        if cell and not name:
            raise _refusal(
                _("A column has entries but no name."),
                _("Name the column in the first row, or empty it."),
                CellProblem(number, "", _("stands in a column without a name")),
            )
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
