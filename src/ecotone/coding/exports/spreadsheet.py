"""A table as an .xlsx file that freezes its first row and runs nothing."""

import io
from collections.abc import Iterable, Sequence

from ecotone.coding.exports.signs import writable
from ecotone.foundation.csv_files import defused

WIDEST = 60


def xlsx_of(rows: Iterable[Sequence[object]], *, title: str, widths: Sequence[int]) -> bytes:
    """Write rows as they come, so that a long table never stands in memory as cells."""
    from openpyxl import Workbook  # noqa: PLC0415  # half a second few calls need
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = min(width, WIDEST)
    for row in rows:
        sheet.append([_cell(value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(value: object) -> str | int | float:
    """Leave numbers numbers. Text is text, even where it begins like a formula."""
    if isinstance(value, int | float):
        return value
    return defused(writable(str(value)))
