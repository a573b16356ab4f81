"""The lines of a CSV file, in the first encoding in which it is text."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from ecotone.foundation.errors import CellProblem
from ecotone.foundation.tables.shapes import MEGABYTE, Limits, refusal

ZIP_SIGNATURE = b"PK\x03\x04"
CHUNK = MEGABYTE
SEPARATORS = ",;\t"  # the first of them where none is found
MOST_OF_A_HEADER = 20_000


def lines_of_csv(file: BinaryIO, file_name: str, limits: Limits) -> Iterator[list[str]]:
    if file.read(len(ZIP_SIGNATURE)) == ZIP_SIGNATURE:
        raise refusal(
            _("%(file)s is not a CSV file.") % {"file": file_name},
            _("If it is a spreadsheet, give it the ending .xlsx."),
        )
    encoding = _encoding_of(file, file_name, limits)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        reader = csv.reader(text, delimiter=_separator_of(text), strict=True)
        yield from _parsed(reader, file_name)
    finally:
        if not file.closed:
            text.detach()  # the file is its owner's to close


def _separator_of(text: io.TextIOWrapper) -> str:
    """Return what parts the names of the columns: spreadsheets write “;” in many countries."""
    header = text.readline(MOST_OF_A_HEADER)
    text.seek(0)
    return max(SEPARATORS, key=header.count)


def _encoding_of(file: BinaryIO, file_name: str, limits: Limits) -> str:
    """Return the first encoding in which the whole file is text."""
    first_mistake: CellProblem | None = None
    for encoding in limits.encodings:
        mistake = _mistake_in(file, encoding, file_name)
        if mistake is None:
            return encoding
        first_mistake = first_mistake or mistake
    raise refusal(
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
            raise refusal(
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
        raise refusal(
            _("%(file)s is not a table.") % {"file": file_name},
            _("Look for a quotation mark that is never closed, or export the list again."),
            CellProblem(number, "", str(mistake)),
        ) from mistake
