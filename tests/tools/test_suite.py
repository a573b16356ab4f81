"""The closing line of `./run test` is the truth about all runs."""

from pathlib import Path

import pytest

from tools.suite import COVERING, RUNS, Tally, counted, what_the_report_hides

REPORT = """
<testsuites>
  <testsuite name="pytest" tests="9" failures="2" errors="1" skipped="1"/>
</testsuites>
"""


def test_a_report_is_counted_by_what_became_of_each_test(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT, encoding="utf-8")

    assert counted(report) == Tally(passed=5, failed=3, skipped=1)


def test_a_missing_report_counts_nothing(tmp_path: Path) -> None:
    assert counted(tmp_path / "none.xml") == Tally()


@pytest.mark.parametrize(
    ("tally", "code", "hidden"),
    [
        pytest.param(Tally(passed=5), 0, Tally(), id="all passed"),
        pytest.param(Tally(passed=5, failed=1), 1, Tally(), id="the failure is in the report"),
        pytest.param(Tally(passed=5), 3, Tally(failed=1), id="broken off after five"),
        pytest.param(Tally(), 5, Tally(failed=1), id="no test found"),
        pytest.param(Tally(skipped=4), 0, Tally(failed=1), id="everything skipped"),
    ],
)
def test_a_run_that_says_nothing_has_failed(tally: Tally, code: int, hidden: Tally) -> None:
    assert what_the_report_hides(tally, code) == hidden


def test_the_closing_line_sums_all_runs_and_names_what_was_skipped() -> None:
    total = Tally(passed=3) + Tally(passed=4, failed=1) + Tally(skipped=2)

    assert str(total) == "7 passed, 1 failed, 2 skipped"
    assert str(Tally(passed=3)) == "3 passed, 0 failed"


def test_journeys_never_run_side_by_side_and_those_that_store_at_once_on_both_databases() -> (
    None
):
    journeys = [run for run in RUNS if "journeys" in run.name]

    assert [bool(run.launcher) for run in journeys] == [False, True]
    assert journeys[0].arguments[0] == "tests/journeys"
    assert all(Path(run.arguments[0]).exists() for run in journeys)
    assert all("-n" not in run.arguments for run in journeys)


def test_only_the_run_that_measures_is_traced() -> None:
    assert "--cov" in COVERING.command
    assert not any("--cov" in run.command for run in RUNS)
