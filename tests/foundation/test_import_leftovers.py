"""What else is done with a table: bad rows as a file, work in the background, forgetting."""

from datetime import timedelta
from typing import Any

import pytest

from ecotone.foundation import imports, jobs
from ecotone.foundation.errors import Refused
from ecotone.foundation.imports import Verdict, forgetting, rows_judged
from ecotone.foundation.imports import jobs as import_jobs
from ecotone.foundation.models import (
    ImportBlock,
    ImportState,
    Programme,
    Role,
    TableImport,
    User,
)
from tests.factories.foundation import NOON, make_member
from tests.foundation.birds import bring, known, look_at, taken_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_birds")]

MIXED = b"name,colour\nRobin,red\nJay,loud\nWren,brown\nTit,blue\n"


# --- the problem rows as a file --------------------------------------------------------------


def test_the_problem_rows_come_as_a_file_with_their_reasons(
    programme: Programme, broker: User
) -> None:
    looked_at = look_at(programme, broker, b"name,colour,egg\nRobin,red,1\nJay,loud,2\n")

    lines = imports.tell_problems(brought=looked_at, at=NOON, by=broker)

    assert list(lines) == [
        "row,reason,name,colour,egg\r\n",
        "3,Colour: “loud” is no colour,Jay,loud,2\r\n",
    ]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("=1+1", "'=1+1"),
        ("+44 161 4960000", "'+44 161 4960000"),
        ("@here", "'@here"),
        ("-2.23", "-2.23"),
    ],
)
def test_no_cell_of_that_file_runs_as_a_formula_and_each_comes_back_as_it_was(
    programme: Programme, broker: User, cell: str, told: str
) -> None:
    content = f"name,colour,song\nJay,loud,{cell}\n".encode()
    lines = list(
        imports.tell_problems(brought=look_at(programme, broker, content), at=NOON, by=broker)
    )

    again = look_at(programme, broker, "".join(lines).encode())

    (row,) = rows_judged(again, Verdict.PROBLEM)
    assert lines[1].rstrip().endswith(f",{told}")
    assert row.values["song"] == cell


def test_only_who_brought_a_table_downloads_rows_of_it(
    programme: Programme, broker: User
) -> None:
    looked_at = look_at(programme, broker, MIXED)

    with pytest.raises(Refused, match="Only the person who brought"):
        imports.tell_problems(
            brought=looked_at, at=NOON, by=make_member(programme, Role.BROKER)
        )


# --- in the background -----------------------------------------------------------------------


def enqueue(job: Any, table: TableImport, by: User) -> Any:
    asked = job.for_owner(by, programme=table.programme)
    return asked.enqueue(table_id=table.pk, user_id=by.pk)


def test_a_large_table_is_checked_taken_in_and_undone_by_jobs(
    programme: Programme, broker: User
) -> None:
    brought = bring(programme, broker, MIXED)

    for job in (import_jobs.check_table, import_jobs.take_in, import_jobs.undo_import):
        enqueue(job, brought, broker)
        jobs.run_ready_jobs()

    brought.refresh_from_db()
    assert (brought.state, known) == (ImportState.UNDONE, {})


def test_a_check_says_how_far_it_is(programme: Programme, broker: User) -> None:
    lines = (f"Bird {number},red" for number in range(2_500))
    brought = bring(programme, broker, "\n".join(["name,colour", *lines]).encode())

    result = enqueue(import_jobs.check_table, brought, broker)
    jobs.run_ready_jobs()

    progress = jobs.job_state(result.id)
    assert progress is not None
    assert progress.step == "Checking 2,000 of 2,500 rows"
    assert (progress.done, progress.total, progress.share) == (2_000, 2_500, 80)


def test_a_job_run_once_more_after_its_work_was_done_changes_nothing(
    programme: Programme, broker: User
) -> None:
    applied = taken_in(programme, broker, MIXED)

    result = enqueue(import_jobs.take_in, applied, broker)
    jobs.run_ready_jobs()

    progress = jobs.job_state(result.id)
    assert progress is not None
    assert progress.state == jobs.JobState.DONE


# --- forgetting ------------------------------------------------------------------------------


def test_a_table_nobody_decides_about_is_left_after_thirty_days(
    programme: Programme, broker: User
) -> None:
    brought = bring(programme, broker)

    early = forgetting.leave_forgotten_tables(at=NOON + timedelta(days=29))
    late = forgetting.leave_forgotten_tables(at=NOON + timedelta(days=31))

    brought.refresh_from_db()
    assert (early, late, brought.state) == (0, 1, ImportState.LEFT)
    assert not ImportBlock.objects.exists()


def test_waiting_rows_about_somebody_who_leaves_are_emptied(
    programme: Programme, broker: User
) -> None:
    looked_at = look_at(programme, broker, MIXED)

    emptied = imports.forget_rows(
        programme=programme, kind="birds", is_about=lambda row: row["name"] == "Wren"
    )

    (block,) = ImportBlock.objects.filter(table=looked_at)
    looked_at.refresh_from_db()
    assert emptied == 1
    assert [cells[0] for _number, cells in block.lines] == ["Robin", "Jay", "", "Tit"]
    assert (looked_at.state, looked_at.header["samples"]) == (ImportState.MAPPING, [[], []])
