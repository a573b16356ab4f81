"""`ecotone qdpx inspect`: a package looked at from the terminal."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ecotone.cli import ecotone
from ecotone.engine.refiqda import Coding, write_project
from ecotone.foundation.errors import Refused
from tests.factories.refi import (
    EXAMPLES,
    expected,
    identity,
    make_package,
    make_project,
    zipped,
)

KEYS = [
    "project",
    "users",
    "codes",
    "sources",
    "codings",
    "cases",
    "sets",
    "offset_model",
    "losses",
]


def inspect(*words: object) -> Result:
    return CliRunner().invoke(ecotone, ["qdpx", "inspect", *map(str, words)])


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("v*.qdpx")), ids=lambda path: path.stem)
def test_each_example_is_told_in_full(path: Path) -> None:
    result = inspect(path, "--json")

    told = json.loads(result.stdout)
    text = str(expected()["text"])
    assert result.exit_code == 0
    assert list(told) == KEYS
    assert told["sources"] == [
        {
            "name": "Robin phase 1",
            "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
            "characters": len(text),
        }
    ]
    assert sorted(
        (one["quote"], one["start"], one["end"]) for one in told["codings"]
    ) == sorted((one["quote"], one["start_cp"], one["end_cp"]) for one in expected()["codings"])
    assert told["codings"][0]["code_path"] == ["Assets", "Pedagogy", "Group work"]
    assert told["cases"][0]["values"] == {"sector": "secondary", "years": "7"}
    assert told["sets"][0]["sources"] == ["Robin phase 1"]
    assert told["offset_model"]["confidence"] > 0.9
    assert told["losses"] == []


def test_words_say_what_is_inside_and_what_would_be_lost() -> None:
    whole = inspect(EXAMPLES / "v1_spec_codepoints_lf.qdpx").stdout
    broken = inspect(EXAMPLES / "bad1_missing_source_file.qdpx").stdout

    assert "       6 codings\n" in whole
    assert "Positions count as codepoints (detected, confidence 1.00).\n" in whole
    assert whole.endswith("Nothing would be lost.\n")
    assert "  “Robin phase 1” came without its text; bring the text and read again." in broken


def test_many_losses_are_shown_in_part(tmp_path: Path) -> None:
    code = '<Code guid="x{}" name="x" isCodable="true"/>'
    codes = "".join(code.format(number) for number in range(25))
    package = tmp_path / "codes.qdc"
    package.write_text(f"<CodeBook><Codes>{codes}</Codes></CodeBook>", encoding="utf-8")

    assert inspect(package).stdout.endswith("  and 5 lines more; --json has them all.\n")


def test_a_way_of_counting_may_be_given() -> None:
    result = inspect(
        EXAMPLES / "v1_spec_codepoints_lf.qdpx", "--offsets", "utf16,end-inclusive"
    )

    assert "Positions count as utf16,end-inclusive (as you say).\n" in result.stdout


@pytest.mark.parametrize("offsets", ["of mars", "utf16,codepoints"])
def test_a_way_of_counting_nobody_knows_is_wrong_usage(offsets: str) -> None:
    result = inspect(EXAMPLES / "v1_spec_codepoints_lf.qdpx", "--offsets", offsets)

    assert result.exit_code == 2
    assert "say codepoints or utf16" in result.stderr


def test_texts_left_out_are_taken_from_a_folder(tmp_path: Path) -> None:
    package = EXAMPLES / "bad1_missing_source_file.qdpx"
    nothing_there = json.loads(inspect(package, "--texts", tmp_path, "--json").stdout)
    (tmp_path / "abdee91a-2655-58ad-9e7c-66d1cbea2f36.txt").write_text(
        str(expected()["text"]), encoding="utf-8"
    )

    found = json.loads(inspect(package, "--texts", tmp_path, "--json").stdout)

    assert (nothing_there["codings"], len(found["codings"])) == ([], 6)


def test_a_refusal_is_told_in_json_too() -> None:
    result = inspect(EXAMPLES / "bad4_xxe.qdpx", "--json")

    assert isinstance(result.exception, Refused)
    assert json.loads(result.stdout)["reason"] == "document_type"
    assert result.exception.remedy == json.loads(result.stdout)["remedy"]


def test_a_refusal_names_what_is_wrong(tmp_path: Path) -> None:
    package = tmp_path / "two.qdpx"
    package.write_bytes(zipped({"a.qde": "<Project/>", "b.qde": "<Project/>"}))

    result = inspect(package)

    assert str(result.exception).startswith(
        "The package holds 2 projects: “a.qde” and “b.qde”."
    )


def test_poles_are_told_where_they_are_stated(tmp_path: Path) -> None:
    project = make_project()
    stated = Coding(identity("c"), identity("Pedagogy"), pole="gives", target="self")
    source = replace(project.sources[0], selections=(), codings=(stated,))
    package = tmp_path / "ours.qdpx"
    package.write_bytes(write_project(replace(project, sources=(source,))).content)

    (coding,) = json.loads(inspect(package, "--json").stdout)["codings"]

    assert (coding["pole"], coding["target"]) == ("gives", "self")
    assert (coding["quote"], coding["start"]) == (source.text, 0)


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    assert inspect(tmp_path / "nowhere.qdpx").exit_code == 2


def test_looking_writes_nothing(tmp_path: Path) -> None:
    package = tmp_path / "p.qdpx"
    package.write_bytes(make_package(make_project()))

    inspect(package, "--json")

    assert [path.name for path in tmp_path.iterdir()] == ["p.qdpx"]
