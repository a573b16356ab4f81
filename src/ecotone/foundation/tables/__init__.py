"""Reading a table somebody brought, as CSV or XLSX, before anything believes a word of it.

A table is read line by line, so that a national register needs no more memory than a list of
ten people.
"""

from ecotone.foundation.tables.lines import MOST_CELL_CHARACTERS
from ecotone.foundation.tables.opening import open_table, read_table
from ecotone.foundation.tables.shapes import (
    DEFAULT_LIMITS,
    MEGABYTE,
    MOST_BYTES,
    Limits,
    OpenTable,
    Row,
    Table,
)

__all__ = [
    "DEFAULT_LIMITS",
    "MEGABYTE",
    "MOST_BYTES",
    "MOST_CELL_CHARACTERS",
    "Limits",
    "OpenTable",
    "Row",
    "Table",
    "open_table",
    "read_table",
]
