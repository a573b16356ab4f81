"""Reading a table somebody brought, as CSV or XLSX, before anything believes a word of it.

A table is read line by line, so that a national register needs no more memory than a list of
ten people.
"""

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from ecotone.foundation.errors import CellProblem, TableRefused

MEGABYTE = 1024 * 1024
MOST_BYTES = 8 * MEGABYTE
MOST_TIMES_UNPACKED = 8
MOST_CELL_CHARACTERS = 20_000
ZIP_SIGNATURE = b"PK\x03\x04"
CHUNK = MEGABYTE


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a table may be, and in which encodings its text may be, tried in this order."""

    most_bytes: int = MOST_BYTES
    most_rows: int = 50_000
    most_columns: int = 200
    encodings: tuple[str, ...] = ("utf-8-sig",)


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the header; `number` is what a spreadsheet shows beside it."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table whose header is read; its lines are still to come, each of them once.

    Every line is its number and a cell for each name, without spaces around it.
    """

    header: tuple[str, ...]
    lines: Iterator[tuple[int, list[str]]]


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
        lines = _xlsx_lines(file, file_name, limits)
    else:
        lines = _csv_lines(file, file_name, limits)
    header = _header(next(lines, []))
    if not header:
        raise _refusal(
            _("%(file)s is empty.") % {"file": file_name},
            _("Its first row names the columns, each row below is one entry."),
        )
    _check_header(header, limits)
    chosen = list(choose(header))
    names = tuple(header[place] for place in chosen)
    return OpenTable(names, _checked_lines(lines, header, chosen, limits))


def _check_size(file: BinaryIO, file_name: str, limits: Limits) -> None:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size > limits.most_bytes:
        raise _refusal(
            _("%(file)s is larger than %(size)d MB.")
            % {"file": file_name, "size": limits.most_bytes // MEGABYTE},
            _("Split it, or take out the columns nobody needs."),
        )


# --- CSV -------------------------------------------------------------------------------------


def _csv_lines(file: BinaryIO, file_name: str, limits: Limits) -> Iterator[list[str]]:
    if file.read(len(ZIP_SIGNATURE)) == ZIP_SIGNATURE:
        raise _refusal(
            _("%(file)s is not a CSV file.") % {"file": file_name},
            _("If it is a spreadsheet, give it the ending .xlsx."),
        )
    encoding = _encoding_of(file, file_name, limits)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        yield from _parsed(csv.reader(text, strict=True), file_name)
    finally:
        if not file.closed:
            text.detach()  # the file is its owner's to close


def _encoding_of(file: BinaryIO, file_name: str, limits: Limits) -> str:
    """Return the first encoding in which the whole file is text."""
    first_mistake: CellProblem | None = None
    for encoding in limits.encodings:
        mistake = _mistake_in(file, encoding, file_name)
        if mistake is None:
            return encoding
        first_mistake = first_mistake or mistake
    raise _refusal(
        _("%(file)s is not written in UTF-8.") % {"file": file_name},
        _("Save it again as “CSV UTF-8”."),
        *filter(None, [first_mistake]),
    )


def _mistake_in(file: BinaryIO, encoding: str, file_name: str) -> CellProblem | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    lines_before = 0
    while chunk := file.read(CHUNK):
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as mistake:
            row = lines_before + mistake.object[: mistake.start].count(b"\n") + 1
            return _not_in_encoding(row)
        if b"\x00" in chunk:
            raise _refusal(
                _("%(file)s holds something else than text.") % {"file": file_name},
                _("Export the list again as CSV or XLSX."),
            )
        lines_before += chunk.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _not_in_encoding(lines_before + 1)
    return None


def _not_in_encoding(row: int) -> CellProblem:
    return CellProblem(row, "", _("a character that UTF-8 does not have"))


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


# --- XLSX ------------------------------------------------------------------------------------


def _xlsx_lines(file: BinaryIO, file_name: str, limits: Limits) -> Iterator[list[str]]:
    _check_archive(file, file_name, limits)
    from openpyxl import load_workbook  # noqa: PLC0415  # half a second few calls need

    try:
        book = load_workbook(file, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        widest = limits.most_columns + 1
        first = next(sheet.iter_rows(max_row=1, max_col=widest, values_only=True), ())
        # No wider than the header and one: a single cell far to the right costs nothing.
        width = len(_header([_cell_text(cell) for cell in first])) + 1
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
        raise _refusal(
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


# --- header and lines ------------------------------------------------------------------------


def _header(line: list[str]) -> tuple[str, ...]:
    """Return the names of the columns, without the empty cells a spreadsheet adds."""
    names = [name.strip() for name in line]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _check_header(header: tuple[str, ...], limits: Limits) -> None:
    if len(header) > limits.most_columns:
        raise _refusal(
            _("The table has more than %(number)d columns.") % {"number": limits.most_columns},
            _("Look whether the first row names the columns."),
        )
    names = [name.lower() for name in header]
    doubled = sorted({name for name in names if name and names.count(name) > 1})
    if doubled:
        raise _refusal(
            _("A column appears twice."),
            _("Give each column its own name."),
            *(CellProblem(1, name, _("appears twice")) for name in doubled),
        )


def _checked_lines(
    lines: Iterator[list[str]], header: tuple[str, ...], chosen: list[int], limits: Limits
) -> Iterator[tuple[int, list[str]]]:
    width = len(header)
    nameless = [place for place, name in enumerate(header) if not name]
    names = [header[place] for place in chosen]
    for number, line in enumerate(lines, start=2):
        filled = line if len(line) >= width else line + [""] * (width - len(line))
        cells = list(map(str.strip, map(filled.__getitem__, chosen)))
        if not any(cells) and not any(map(str.strip, line)):
            continue
        if number > limits.most_rows + 1:
            raise _too_many_rows(limits)
        if len(line) > width and any(map(str.strip, line[width:])):
            raise _too_long_a_row(number)
        if nameless and any(filled[place].strip() for place in nameless):
            raise _nameless_entry(number)
        _check_lengths(cells, names, number)
        yield number, cells


def _check_lengths(cells: list[str], names: list[str], number: int) -> None:
    if max(map(len, cells), default=0) > MOST_CELL_CHARACTERS:
        longest = max(range(len(cells)), key=lambda place: len(cells[place]))
        raise _refusal(
            _("A cell holds more than 20,000 characters."),
            _("Look for a quotation mark that is never closed."),
            CellProblem(number, names[longest].lower(), _("too long")),
        )


def _too_many_rows(limits: Limits) -> TableRefused:
    return _refusal(
        _("The table has more than %(number)s rows.") % {"number": f"{limits.most_rows:,}"},
        _("Split it."),
    )


def _nameless_entry(number: int) -> TableRefused:
    return _refusal(
        _("A column has entries but no name."),
        _("Name the column in the first row, or empty it."),
        CellProblem(number, "", _("stands in a column without a name")),
    )


def _too_long_a_row(number: int) -> TableRefused:
    return _refusal(
        _("A row is longer than the header."),
        _("Look for a comma too many, or a text without its quotation marks."),
        CellProblem(number, "", _("more cells than the header has")),
    )


def _not_a_spreadsheet(file_name: str) -> TableRefused:
    return _refusal(
        _("%(file)s is not a spreadsheet.") % {"file": file_name},
        _("Open it in a spreadsheet program and save it as XLSX or CSV."),
    )


def _refusal(message: str, remedy: str, *problems: CellProblem) -> TableRefused:
    return TableRefused(message, remedy=remedy, problems=problems)
