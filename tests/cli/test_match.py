"""`ecotone match` and `ecotone verify`, from files to files."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ecotone.cli import ecotone, engine
from ecotone.foundation.errors import TableRefused

ROOT = Path(__file__).resolve().parent.parent.parent
PEOPLE = """\
id,name,sector,organisation,capacity,at_least,gives,asks,free,lat,lon,travel_minutes,speaks,avoid
david,,university,,3,1,employers:0.8,group work:3;context:1,,,,,,
heather,,secondary,,1,,group work:0.6,employers,,,,,,
andrea,,primary,,1,,context:0.9,employers;maths,,,,,,
jane,,primary,,1,1,,quizzes,,,,,,
paul,,secondary,,1,,tests,,,,,,,
"""
NAMES = ("people.csv", "pairs.csv", "cert.json")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(ecotone, words)


def match(*more: str, people: str = "people.csv") -> Result:
    return run("match", people, "--out", "pairs.csv", "--certificate", "cert.json", *more)


def test_people_are_matched_and_the_matching_verified(folder: Path) -> None:
    matched = match()
    verified = run("verify", *NAMES)

    assert matched.exit_code == verified.exit_code == 0
    assert matched.output.splitlines() == [
        (
            "2 two-way pairs with a total score of 0.864; "
            "no choice of pairs has more than 0.864 (gap 0.00%)."
        ),
        "Without a partner: jane, paul.",
        "jane was promised 1 more than could be found: invite, or lower it.",
        "Written: pairs.csv and cert.json.",
    ]
    assert verified.output == "This holds: a total of 0.864, where at most 0.864 is possible.\n"
    rows = list(csv.DictReader((folder / "pairs.csv").read_text().splitlines()))
    assert rows[1] == {
        "a": "david",
        "b": "heather",
        "score": "0.576000",
        "a_to_b": "0.800000",
        "b_to_a": "0.450000",
        "practices_a_to_b": "employers:0.800000",
        "practices_b_to_a": "group work:0.450000",
    }
    assert json.loads((folder / "cert.json").read_text())["objective"] == 0.864


def test_rows_in_another_order_with_a_byte_order_mark_give_the_same_bytes(folder: Path) -> None:
    match()
    before = [(folder / name).read_bytes() for name in NAMES[1:]]
    header, *rows = PEOPLE.splitlines()
    text = "\n".join([header, *reversed(rows)])
    (folder / "people.csv").write_text(text, encoding="utf-8-sig")

    match()

    assert [(folder / name).read_bytes() for name in NAMES[1:]] == before


def test_the_answer_as_json_holds_the_certificate(folder: Path) -> None:
    matched = json.loads(match("--json").stdout)
    verified = json.loads(run("verify", *NAMES, "--json").stdout)

    assert (matched["pairs"], matched["one_way_pairs"], matched["written"]) == (2, 0, True)
    assert matched["certificate"] == json.loads((folder / "cert.json").read_text())
    assert verified == {"holds": True, "broken": []}


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    matched = match("--dry-run")

    assert matched.exit_code == 0
    assert matched.output.splitlines()[-1] == "Nothing is written."
    assert sorted(path.name for path in folder.iterdir()) == ["people.csv"]


def test_near_practices_bring_one_way_pairs_that_are_verified_with_them(folder: Path) -> None:
    (folder / "practices.csv").write_text("id,broader\ntests,\nquizzes,tests\n")

    matched = match("--one-way", "--practices", "practices.csv")
    verified = run("verify", *NAMES, "--practices", "practices.csv")
    without = run("verify", *NAMES)

    assert matched.output.splitlines()[1:3] == [
        "1 one-way pair in the room left over.",
        "Written: pairs.csv and cert.json.",
    ]
    assert (folder / "pairs.csv").read_text().splitlines()[-1] == (
        "jane,paul,0.500000,0.000000,0.500000,,quizzes:0.500000"
    )
    assert verified.exit_code == 0
    assert without.exit_code == 1


def test_scores_from_a_file_take_the_place_of_gives_and_asks(folder: Path) -> None:
    (folder / "scores.csv").write_text(
        "a,b,score\njane,paul,0.9\ndavid,jane,0.2\ndavid,paul,0.1\ndavid,andrea,0.1\n"
    )

    matched = match("--scores", "scores.csv", "--partners", "1", "--stage", "total")
    verified = run("verify", *NAMES, "--scores", "scores.csv")

    assert matched.exit_code == verified.exit_code == 0
    assert (folder / "pairs.csv").read_text().splitlines()[1:] == [
        "andrea,david,0.100000,0.100000,0.100000,,",
        "jane,paul,0.900000,0.900000,0.900000,,",
    ]


def test_pairs_kept_from_before_stay_when_little_is_lost(folder: Path) -> None:
    (folder / "scores.csv").write_text("a,b,score\njane,heather,0.5\njane,paul,0.51\n")
    (folder / "before.csv").write_text("a,b\nheather,jane\nheather,gone\n")
    words = ("--scores", "scores.csv", "--stage", "coverage,total")

    match(*words)
    fresh = (folder / "pairs.csv").read_text().splitlines()[1][:12]
    match(*words, "--keep", "before.csv")
    kept = (folder / "pairs.csv").read_text().splitlines()[1][:12]

    assert (fresh, kept) == ("jane,paul,0.", "heather,jane")


def planted(folder: Path, name: str, old: str, new: str) -> Result:
    """Verify after one thing was changed in one file."""
    match()
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return run("verify", *NAMES)


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            "pairs.csv",
            "0.576000",
            "0.600000",
            "david and heather: the score is 0.576, not 0.6.",
        ),
        (
            "pairs.csv",
            "david,heather",
            "david,paul",
            "david and paul: this is no two-way pair.",
        ),
        ("pairs.csv", "employers:0.8", "employers:0.9", "david and heather: employers brings"),
        (
            "cert.json",
            '"david": 0.0',
            '"david": 0.1',
            "The prices prove a local bound of 0.964,",
        ),
        ("cert.json", '"david": 0.0', '"david": -1', "The price of david is -1;"),
        ("cert.json", '"bound_global": 0.864', '"bound_global": 0.8', "not of 0.8."),
        ("people.csv", "employers:0.8", "employers:0.7", "made for other people than these."),
    ],
)
def test_one_thing_changed_is_found_and_ends_with_1(
    folder: Path, name: str, old: str, new: str, told: str
) -> None:
    found = planted(folder, name, old, new)

    assert found.exit_code == 1
    assert told in found.stderr
    assert found.stderr.splitlines()[-1] == "Do not use this matching; match again."


def test_what_is_broken_is_listed_as_json_too(folder: Path) -> None:
    planted(folder, "cert.json", '"gap_local": 0.0', '"gap_local": 0.5')

    found = run("verify", *NAMES, "--json")

    assert found.exit_code == 1
    assert json.loads(found.stdout) == {
        "holds": False,
        "broken": ["The local gap of 0.5 does not follow from objective and bound."],
    }


def refusal_of(content: bytes, folder: Path) -> subprocess.CompletedProcess[str]:
    """What the whole command says about a file of people, from a process of its own."""
    (folder / "people.csv").write_bytes(content)
    command = [sys.executable, "-m", "ecotone", "match", "people.csv"]
    return subprocess.run(  # noqa: S603  # our own command
        [*command, "--out", "pairs.csv", "--certificate", "cert.json"],
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"id,gives\nann,talk\n", "row 1, column sector: This column is missing."),
        (
            b"id,sector\nann,primary\nann,secondary\n",
            'row 3, column id: The id "ann" is used in row 2 already.',
        ),
        (
            b"id,sector,gives\nann,primary,talk:1.5\n",
            'row 2, column gives: The weight of "talk" is 1.5; a give weighs between 0 and 1.',
        ),
        ("id,sector\nänn,primary\n".encode("latin-1"), "people.csv is not written in UTF-8."),
        (b"id,sector\n" + b"ann,primary\n" * 900_000, "people.csv is larger than 8 MB."),
        (
            b"id,sector\n" + b"ann,primary\n" * 6000,
            "people.csv lists 6000 people; 5000 is the most.",
        ),
    ],
)
def test_people_that_cannot_be_used_are_refused_as_a_whole(
    folder: Path, content: bytes, told: str
) -> None:
    refused = refusal_of(content, folder)

    assert refused.returncode == 1
    assert told in [line.strip() for line in refused.stderr.splitlines()]
    assert sorted(path.name for path in folder.iterdir()) == ["people.csv"]


def test_a_sector_nobody_has_heard_of_is_a_sector(folder: Path) -> None:
    (folder / "people.csv").write_text(PEOPLE.replace(",primary,", ",museum,"))

    assert match().exit_code == 0


def test_a_refusal_as_json_names_every_cell(folder: Path) -> None:
    (folder / "people.csv").write_text("id,sector,capacity\nann,primary,1.5\n")

    refused = match("--json")

    assert isinstance(refused.exception, TableRefused)
    assert json.loads(refused.stdout) == {
        "refused": "people.csv cannot be used as it is.",
        "remedy": "Mend what is named here and run it again. Nothing is written.",
        "problems": [
            {"row": 2, "column": "capacity", "reason": '"1.5" is not a whole number.'}
        ],
    }


def test_a_place_that_cannot_be_written_leaves_nothing_half_done(folder: Path) -> None:
    (folder / "cert.json").mkdir()
    words = ("match", "people.csv", "--out", "pairs.csv", "--certificate", "no/such/cert.json")

    refused = run(*words, "--json")

    assert json.loads(refused.stdout)["remedy"] == (
        "Choose another place for the pairs and the certificate."
    )
    assert sorted(path.name for path in folder.iterdir()) == ["cert.json", "people.csv"]


def test_what_is_no_certificate_is_refused(folder: Path) -> None:
    match()
    (folder / "cert.json").write_bytes(b"\xff\xfe junk")

    refused = run("verify", *NAMES, "--json")

    assert json.loads(refused.stdout)["refused"].startswith("This is no certificate")


@pytest.mark.parametrize(
    "words",
    [
        ("--stage", "fair,total"),
        ("--stage", "beauty"),
        ("--partners", "0"),
        ("--seed", "-1"),
        ("--one-way", "--scores", "scores.csv"),
        ("--scores", "people.csv"),
        ("--keep", "nowhere.csv"),
        ("--out", "people.csv"),
    ],
)
def test_what_is_said_wrongly_ends_with_2(folder: Path, words: tuple[str, ...]) -> None:
    (folder / "scores.csv").write_text("a,b,score\n")

    assert match(*words).exit_code == 2
    assert not (folder / "cert.json").exists()


def test_pairs_may_be_kept_in_their_own_file() -> None:
    match()

    again = match("--keep", "pairs.csv", "--exact")

    assert again.exit_code == 0
    assert run("verify", *NAMES).exit_code == 0


def test_many_people_are_rounded_unless_exactness_is_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "EXACT_UP_TO", 4)

    match()
    rounded = json.loads((folder / "cert.json").read_text())["settings"]["exact"]
    match("--exact")
    exact = json.loads((folder / "cert.json").read_text())["settings"]["exact"]

    assert (rounded, exact) == (False, True)


def test_a_refusal_in_words_is_left_to_the_command_that_says_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "MOST_PEOPLE", 4)

    refused = match()

    assert str(refused.exception) == (
        "people.csv lists 5 people; 4 is the most. Match one region at a time."
    )
    assert refused.stdout == ""
    assert not (folder / "pairs.csv").exists()
