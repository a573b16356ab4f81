"""A table is believed only once all of it has been read."""

import io
import time
import zipfile

import pytest
from openpyxl import Workbook

from ecotone.foundation.errors import CellProblem, TableRefused
from ecotone.foundation.tables import read_table


def refusal_of(content: bytes, file_name: str = "people.csv") -> TableRefused:
    with pytest.raises(TableRefused) as refused:
        read_table(content, file_name=file_name)
    return refused.value


def spreadsheet(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def archive(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def test_rows_carry_the_number_a_spreadsheet_shows() -> None:
    table = read_table(b"id, Name\n1,Ann\n\n3, Ben \n", file_name="people.csv")

    assert table.header == ("id", "name")
    assert [(row.number, row.values) for row in table.rows] == [
        (2, {"id": "1", "name": "Ann"}),
        (4, {"id": "3", "name": "Ben"}),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfid,name\n1,\xc5\xb4yn\n",
        b"id,name\r\n1,\xc5\xb4yn\r\n",
        b'id,name\n"1","\xc5\xb4yn"',
        b"id,name,,\n1,\xc5\xb4yn,,\n",
        b"\xef\xbb\xbfid;name\n1;\xc5\xb4yn\n",
        b"id\tname\n1\t\xc5\xb4yn\n",
    ],
    ids=["byte order mark", "CRLF", "quoted", "empty columns at the end", "semicolons", "tabs"],
)
def test_the_same_table_in_other_spellings(content: bytes) -> None:
    table = read_table(content, file_name="people.csv")

    assert [row.values for row in table.rows] == [{"id": "1", "name": "Ŵyn"}]


def test_a_short_row_is_filled_with_empty_cells() -> None:
    table = read_table(b"id,name,phone\n1\n", file_name="people.csv")

    assert table.rows[0].values == {"id": "1", "name": "", "phone": ""}


def test_a_spreadsheet_reads_like_a_csv_file() -> None:
    content = spreadsheet(["id", "name", "capacity"], [1, "Ŵyn", 2.0], [None] * 3, [3, "Ben"])

    table = read_table(content, file_name="people.XLSX")

    assert [(row.number, row.values) for row in table.rows] == [
        (2, {"id": "1", "name": "Ŵyn", "capacity": "2"}),
        (4, {"id": "3", "name": "Ben", "capacity": ""}),
    ]


def test_ten_megabytes_of_junk_are_refused_fast() -> None:
    junk = bytes(range(256)) * 40_960
    began = time.perf_counter()

    refusal = refusal_of(junk)

    assert time.perf_counter() - began < 0.5
    assert refusal.message == "people.csv is larger than 8 MB."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("id,name\n1,Zoë\n".encode("latin-1"), "people.csv is not written in UTF-8."),
        ("id,name\n1,Zoë\n".encode("utf-16"), "people.csv is not written in UTF-8."),
        (b"id,name\n1,A\x00n\n", "people.csv holds something else than text."),
        (b"", "people.csv is empty."),
        (b"\n\n", "people.csv is empty."),
        (b'id,name\n1,"Ann\n', "people.csv is not a table."),
        (spreadsheet(["id"]), "people.csv is not a CSV file."),
        (b",".join(b"c%d" % n for n in range(201)), "The table has more than 200 columns."),
        (b"id\n" + b"1\n" * 50_001, "The table has more than 50,000 rows."),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, message: str) -> None:
    refusal = refusal_of(content)

    assert refusal.message == message
    assert refusal.remedy


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("id,name\n1,Ann\n2,Zoë".encode("latin-1"), (3, "")),
        (b"id,name,name\n1,Ann,Bell\n", (1, "name")),
        (b"id,name\n1,Ann\n2,Ben,here\n", (3, "")),
        (b"id,,name\n1,lost,Ann\n", (2, "")),
        (b"id,name\n1," + b"x" * 20_001 + b"\n", (2, "name")),
        (b'id,name\n1,Ann\n2,"Be"n\n', (3, "")),
    ],
    ids=["encoding", "header twice", "too long a row", "nameless", "long cell", "quotes"],
)
def test_the_place_of_the_fault_is_named(content: bytes, problem: tuple[int, str]) -> None:
    refusal = refusal_of(content)

    assert [(found.row, found.column) for found in refusal.problems] == [problem]


def test_a_problem_reads_as_one_line() -> None:
    assert str(CellProblem(3, "sector", "is not known")) == "row 3, column sector: is not known"
    assert str(CellProblem(3, "", "is too long")) == "row 3: is too long"


@pytest.mark.parametrize(
    "content",
    [
        b"id,name\n1,Ann\n",
        archive(readme=b"no spreadsheet"),
        archive(xl__workbook=b"<broken", **{"[Content_Types].xml": b"<a"}),
        spreadsheet(["id"])[:400],
    ],
    ids=["csv named xlsx", "a zip of something else", "broken xml", "cut off"],
)
def test_a_spreadsheet_that_is_none_is_refused(content: bytes) -> None:
    refusal = refusal_of(content, "people.xlsx")

    assert refusal.message == "people.xlsx is not a spreadsheet."


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = archive(xl__sheet=b"0" * (65 * 1024 * 1024))
    began = time.perf_counter()

    refusal = refusal_of(bomb, "people.xlsx")

    assert time.perf_counter() - began < 0.5
    assert refusal.message == "people.xlsx unpacks to more than 64 MB."


def test_entities_that_multiply_are_refused() -> None:
    whole = spreadsheet(["id"], ["SHEET"])
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %s "%s">' % (this, b"&%s;" % before * 10)
        for before, this in zip(b"a b c d e f g".split(), b"b c d e f g h".split(), strict=True)
    )
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(file, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if b"SHEET" in content:
                content = bomb + b"]>" + content.replace(b"SHEET", b"&h;")
            target.writestr(entry, content)

    refusal = refusal_of(file.getvalue(), "people.xlsx")

    assert refusal.message == "people.xlsx is not a spreadsheet."
