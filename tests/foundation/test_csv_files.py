"""Tables handed out: no cell of them runs as a formula, and spreadsheets read their letters."""

import pytest

from ecotone.foundation.csv_files import DEFUSED, csv_file, csv_lines, defused


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_what_begins_like_a_formula_is_defused_and_known_by_it(sign: str) -> None:
    written = defused(f"{sign}cmd|' /C calc'!A0")

    assert written == f"'{sign}cmd|' /C calc'!A0"
    assert written[:2] in DEFUSED


@pytest.mark.parametrize("number", ["-7", "+4.5", "-0,25", "12"])
def test_a_plain_number_stays_one(number: str) -> None:
    assert defused(number) == number


def test_a_file_is_named_and_marked_as_utf_8() -> None:
    answer = csv_file(csv_lines([["name", "days"], ["Siân, =1+1", -3]]), file_name="list.csv")

    assert answer.content.decode("utf-8-sig") == 'name,days\r\n"Siân, =1+1",-3\r\n'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="list.csv"'
