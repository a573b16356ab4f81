"""Pictures as SVG text, made from frozen facts: the divide, the ledger, marks and arrows.

Every picture comes with its finding in numbers and its table twin, made from the same facts.
Colours are CSS variables (`foundation/tokens.css`); `standalone` bakes them in for a file.
"""

from ecotone.engine.pictures.arrow import draw_arrow
from ecotone.engine.pictures.crowd import CrowdWords, gathered, is_crowded
from ecotone.engine.pictures.divide import (
    Bank,
    Card,
    Divide,
    DivideFinding,
    DivideRow,
    Passages,
    Practice,
    Ribbon,
    Sector,
    UnmetAsk,
    finding_of,
    table_rows,
)
from ecotone.engine.pictures.divide_picture import crossings_in, draw_divide
from ecotone.engine.pictures.lanes import (
    NARROW,
    WIDE,
    Flock,
    Lane,
    LaneRow,
    draw_lanes,
    lane_rows,
    people_per_mark,
)
from ecotone.engine.pictures.ledger import (
    Account,
    LedgerFinding,
    LedgerRow,
    LedgerWords,
    draw_ledger,
    ledger_finding,
    ledger_rows,
)
from ecotone.engine.pictures.marks import MARKS, draw_mark, inline_mark
from ecotone.engine.pictures.palette import FONTS, PALETTE, Colour, Theme
from ecotone.engine.pictures.svg import standalone
from ecotone.engine.pictures.wording import ENGLISH, DivideWords

__all__ = [
    "ENGLISH",
    "FONTS",
    "MARKS",
    "NARROW",
    "PALETTE",
    "WIDE",
    "Account",
    "Bank",
    "Card",
    "Colour",
    "CrowdWords",
    "Divide",
    "DivideFinding",
    "DivideRow",
    "DivideWords",
    "Flock",
    "Lane",
    "LaneRow",
    "LedgerFinding",
    "LedgerRow",
    "LedgerWords",
    "Passages",
    "Practice",
    "Ribbon",
    "Sector",
    "Theme",
    "UnmetAsk",
    "crossings_in",
    "draw_arrow",
    "draw_divide",
    "draw_lanes",
    "draw_ledger",
    "draw_mark",
    "finding_of",
    "gathered",
    "inline_mark",
    "is_crowded",
    "lane_rows",
    "ledger_finding",
    "ledger_rows",
    "people_per_mark",
    "standalone",
    "table_rows",
]
