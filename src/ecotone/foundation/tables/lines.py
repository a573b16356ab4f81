"""The header of a table and the lines below it, whatever kind of file they come from."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ecotone.foundation.errors import CellProblem, TableRefused
from ecotone.foundation.tables.shapes import Limits, refusal

MOST_CELL_CHARACTERS = 20_000


def header_of(line: list[str]) -> tuple[str, ...]:
    """Return the names of the columns, without the empty cells a spreadsheet adds."""
    names = [name.strip() for name in line]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def check_header(header: tuple[str, ...], limits: Limits) -> None:
    if len(header) > limits.most_columns:
        raise refusal(
            _("The table has more than %(number)d columns.") % {"number": limits.most_columns},
            _("Look whether the first row names the columns."),
        )
    names = [name.lower() for name in header]
    doubled = sorted({name for name in names if name and names.count(name) > 1})
    if doubled:
        raise refusal(
            _("A column appears twice."),
            _("Give each column its own name."),
            *(CellProblem(1, name, _("appears twice")) for name in doubled),
        )


def checked_lines(
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
        raise refusal(
            _("A cell holds more than 20,000 characters."),
            _("Look for a quotation mark that is never closed."),
            CellProblem(number, names[longest].lower(), _("too long")),
        )


def _too_many_rows(limits: Limits) -> TableRefused:
    return refusal(
        _("The table has more than %(number)s rows.") % {"number": f"{limits.most_rows:,}"},
        _("Split it."),
    )


def _nameless_entry(number: int) -> TableRefused:
    return refusal(
        _("A column has entries but no name."),
        _("Name the column in the first row, or empty it."),
        CellProblem(number, "", _("stands in a column without a name")),
    )


def _too_long_a_row(number: int) -> TableRefused:
    return refusal(
        _("A row is longer than the header."),
        _("Look for a comma too many, or a text without its quotation marks."),
        CellProblem(number, "", _("more cells than the header has")),
    )
