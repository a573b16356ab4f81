"""`ecotone organisations import`: a public register brought from a terminal, or only tried."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from ecotone.cli.meter import bar
from ecotone.foundation.models import Programme, TableImport
from ecotone.register.models import ListedOrganisation, Succession
from tests.cli.conftest import Terminal
from tests.factories.public_registers import ALDGATE, GIRLS, csv_file
from tests.factories.register import make_register

pytestmark = pytest.mark.django_db

UNREADABLE = ALDGATE | {"URN": "7", "OpenDate": "1990/01/01"}
REASON = "row 4, column opened_on: it is not a day written as DD-MM-YYYY"


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(monkeypatch, capsys)


@pytest.fixture
def programme() -> Programme:
    return make_register()


@pytest.fixture
def bring(terminal: Terminal, programme: Programme, tmp_path: Path) -> object:
    """Type the verb over a file with these rows."""

    def type_in(kind: str, rows: list[Mapping[str, str]], *words: str) -> tuple[int, str, str]:
        file = tmp_path / "register.csv"
        file.write_bytes(csv_file(rows, encoding="cp1252").getvalue())
        called = ("organisations", "import", kind, str(file), "--programme", programme.slug)
        return terminal.run(*called, *words)

    return type_in


def listed() -> list[str]:
    return list(ListedOrganisation.objects.order_by("number").values_list("number", flat=True))


def test_the_schools_register_is_taken_in_as_it_is_published(bring: object) -> None:
    answer = bring("schools", [ALDGATE, GIRLS])

    assert answer == (0, "2 schools taken in to Across the divide.\n", "")
    assert listed() == ["100000", "100001"]


def test_links_and_universities_are_brought_by_the_same_verb(bring: object) -> None:
    bring("schools", [ALDGATE, GIRLS])
    link = {"URN": "100000", "LinkURN": "100001", "LinkType": "Successor"}

    linked, _, _ = bring("school-links", [link])
    brought, said, _ = bring("universities", [{"dfe_id": "u1", "name": "Owens"}])

    assert (linked, brought, Succession.objects.count()) == (0, 0, 1)
    assert said == "1 institution taken in to Across the divide.\n"


@pytest.mark.parametrize("switch", ["--check", "--dry-run"])
def test_a_look_stores_nothing(bring: object, switch: str) -> None:
    answer = bring("schools", [ALDGATE], switch)

    assert answer == (
        0,
        "1 school could be taken in to Across the divide. Nothing is stored.\n",
        "",
    )
    assert (listed(), TableImport.objects.count()) == ([], 0)


def test_one_bad_line_keeps_all_out_unless_the_good_ones_are_asked_for(bring: object) -> None:
    rows = [ALDGATE, GIRLS, UNREADABLE]

    refused, said, complaint = bring("schools", rows)
    none_listed = listed()
    taken, _, stays_out = bring("schools", rows, "--good-rows")

    assert (refused, said, none_listed) == (1, "", [])
    assert REASON in complaint
    assert (taken, stays_out) == (0, f"stays out: {REASON}\n")
    assert listed() == ["100000", "100001"]


def test_the_answer_can_be_read_by_a_program(bring: object) -> None:
    bring("schools", [GIRLS])
    renamed = GIRLS | {"EstablishmentName": "City Girls"}

    _status, said, _ = bring("schools", [ALDGATE, renamed], "--json")

    assert json.loads(said) == {
        "lines": 2,
        "new": 1,
        "changed": 1,
        "same": 0,
        "stored": True,
        "problems": [],
    }


def test_a_refusal_is_told_as_json_too(bring: object) -> None:
    status, said, _ = bring("schools", [UNREADABLE], "--json")

    told = json.loads(said)
    assert status == 1
    assert (told["problems"][0]["row"], told["problems"][0]["column"]) == (2, "opened_on")


def test_another_kind_of_list_is_wrong_usage(bring: object) -> None:
    status, _, complaint = bring("hospitals", [ALDGATE])

    assert status == 2
    assert "'hospitals' is not one of 'schools', 'school-links', 'universities'" in complaint


def test_whoever_sits_at_a_terminal_sees_how_far_it_is(
    bring: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)

    _status, _said, drawn = bring("schools", [ALDGATE, GIRLS])

    assert "[........................] Checking 0 of 2 rows" in drawn
    assert "Taking in 0 of 2 rows" in drawn
    assert drawn.endswith("\r\x1b[K")


@pytest.mark.parametrize(
    ("done", "total", "drawn"),
    [(1, 2, "[############............] "), (2, 2, f"[{24 * '#'}] "), (5, None, "")],
)
def test_the_bar_fills_with_what_is_done(done: int, total: int | None, drawn: str) -> None:
    assert bar(done, total) == drawn
