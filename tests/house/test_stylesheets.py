"""Style sheets speak of start and end, so that a page holds from whichever side it is read."""

import re
from pathlib import Path

import pytest

import ecotone

HOUSE = Path(ecotone.__file__).parent
OURS = sorted(
    sheet for sheet in HOUSE.glob("*/static/*/*.css") if sheet.parent.name != "vendor"
)
ONE_SIDED = re.compile(
    r"(?<![\w-])(?:margin|padding|border)-(?:left|right)|(?:text-align|float): (?:left|right)"
)


def test_there_are_style_sheets_to_read() -> None:
    assert len(OURS) >= 10


@pytest.mark.parametrize("sheet", OURS, ids=lambda sheet: sheet.name)
def test_no_style_sheet_means_left_or_right_where_it_could_say_start_or_end(
    sheet: Path,
) -> None:
    assert ONE_SIDED.findall(sheet.read_text(encoding="utf-8")) == []
