"""`ecotone agreement`, from a file, without a database."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ecotone.cli import ecotone
from ecotone.foundation.errors import Refused, TableRefused

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "examples" / "agreement"
CODINGS = """\
document,unit,coder,code,start,end,pole
talk,1,ann,maths,0,9,gives
talk,1,bob,maths,2,9,asks
talk,2,bob,physics,20,29,
walk,1,ann,,0,50,
walk,1,bob,maths,3,7,gives
"""


@pytest.fixture
def codings(tmp_path: Path) -> str:
    path = tmp_path / "codings.csv"
    path.write_text(CODINGS, encoding="utf-8-sig")
    return str(path)


def run(*words: str) -> Result:
    return CliRunner().invoke(ecotone, ["agreement", *words])


def example(name: str, *more: str) -> str:
    return run(str(EXAMPLES / f"{name}.csv"), *more).output


def test_the_worked_examples_are_printed_from_their_files() -> None:
    ordinal = example("krippendorff-2011-c", "--level", "ordinal")
    kappa = example("kappa-below-chance")
    spans = example("krippendorff-2004", "--spans")

    assert ordinal.splitlines()[1].startswith("  Krippendorff's alpha (ordinal)    0.815  (")
    assert kappa.splitlines()[2] == (
        "  Cohen's kappa                     -0.111  "
        "(no interval: an interval needs two documents)"
    )
    assert [" ".join(line.split()[:6]) for line in spans.splitlines()] == [
        "c: 5 spans in 1 document",
        "unitising alpha, 2004 form 0.729 (no",
        "unitising alpha, 2016 binary form 0.516",
        "k: 4 spans in 1 document",
        "unitising alpha, 2004 form 1.000 (no",
        "unitising alpha, 2016 binary form 1.000",
        "all codes together: 9 spans in",
        "unitising alpha, 2004 form 0.859 (no",
    ]


def test_a_code_is_told_with_all_that_belongs_to_it(codings: str) -> None:
    answer = run(codings, "--bootstrap", "0")

    assert answer.exit_code == 0
    assert answer.output.splitlines()[:11] == [
        "maths: 3 units in 2 documents that two or more of ann, bob judged",
        "  Krippendorff's alpha (nominal)    0.444  (no interval: no samples were asked for)",
        "  Cohen's kappa                     0.400  (no interval: no samples were asked for)",
        "  Gwet's AC1                        0.333  (no interval: no samples were asked for)",
        "  agreement in all                  0.667  (no interval: no samples were asked for)",
        "  positive agreement                0.667  (no interval: no samples were asked for)",
        "  negative agreement                0.667  (no interval: no samples were asked for)",
        "  applied in                        3 of 6 judgements",
        "  applied by all                    1 of 2 units",
        "  differing                         1 unit",
        "  Mind: fewer than ten documents.",
    ]


def test_json_lists_every_difference_and_is_the_same_for_the_same_seed(codings: str) -> None:
    first, again = run(codings, "--json", "--seed", "5"), run(codings, "--json", "--seed", "5")
    told = json.loads(first.stdout)

    assert first.stdout == again.stdout
    assert [(code["code"], code["units"], code["notes"]) for code in told["codes"]] == [
        ("maths", 3, ["fewer than ten documents"]),
        ("physics", 3, ["fewer than ten documents"]),
    ]
    assert [(found["code"], found["kind"]) for found in told["differences"]] == [
        ("maths", "boundary"),
        ("physics", "missing"),
        ("maths", "missing"),
    ]
    assert told["codes"][0]["differing"] == [{"document": "walk", "unit": "1"}]


def test_spans_as_json_name_their_form(codings: str) -> None:
    told = json.loads(run(codings, "--spans", "--json").stdout)

    assert [form["form"] for form in told["codes"][0]["alphas"]] == ["2004", "2016 binary"]


def test_another_pole_may_be_another_code(codings: str) -> None:
    told = json.loads(run(codings, "--poles", "--json").stdout)

    assert [code["code"] for code in told["codes"]] == [
        "maths, asks",
        "maths, gives",
        "physics",
    ]


def test_ratings_as_json() -> None:
    told = json.loads(example("three-coders", "--level", "interval", "--json"))

    assert (told["kind"], round(told["alpha"]["value"], 3)) == ("ratings", 0.811)


def test_bad_rows_are_named_and_the_file_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("document,coder,code,start,end\ntalk,ann,maths,9,4\n", encoding="utf-8")

    answer = run(str(path), "--json")

    assert isinstance(answer.exception, TableRefused)
    assert json.loads(answer.stdout)["problems"] == [
        {
            "row": 2,
            "column": "end",
            "reason": "The end 4 does not come after the start 9.",
        }
    ]


def test_values_that_are_no_numbers_are_refused_at_a_level_that_needs_them() -> None:
    answer = run(str(EXAMPLES / "krippendorff-2011-b.csv"), "--level", "ratio")

    assert isinstance(answer.exception, Refused)


@pytest.mark.parametrize(
    "words", [["--level", "ordinal"], ["--bootstrap", "-1"], ["--level", "vague"]]
)
def test_misspelt_calls_exit_with_two(codings: str, words: list[str]) -> None:
    assert run(codings, *words).exit_code == 2


def test_ratings_have_no_spans() -> None:
    assert run(str(EXAMPLES / "three-coders.csv"), "--spans").exit_code == 2


WATCHED = """\
import sys
from ecotone import cli
sys.argv = ["ecotone", "agreement", *sys.argv[1:]]
try:
    cli.main()
finally:
    print("ecotone.config.settings" in sys.modules, "ortools" in sys.modules)
"""


def test_the_whole_command_refuses_with_one_and_loads_neither_solver_nor_settings(
    tmp_path: Path,
) -> None:
    (tmp_path / "bad.csv").write_text("document,coder,code\n,ann,maths\n", encoding="utf-8")

    answer = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-c", WATCHED, "bad.csv"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (answer.returncode, answer.stdout) == (1, "False False\n")
    assert answer.stderr.splitlines() == [
        "bad.csv cannot be used as it is.",
        "  row 2, column document: The document is missing.",
        "Mend what is named here and run it again. Nothing is written.",
    ]
