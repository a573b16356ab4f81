"""A table is mapped, checked, mended, taken in without its bad rows, and undone as one act."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from ecotone.foundation import imports, jobs
from ecotone.foundation.errors import NotYours, Refused, TableRefused
from ecotone.foundation.imports import Verdict, forgetting, kinds, rows_judged
from ecotone.foundation.imports import jobs as import_jobs
from ecotone.foundation.models import (
    AuditEvent,
    ImportBlock,
    ImportState,
    Programme,
    Role,
    TableImport,
    User,
)
from tests.factories.foundation import NOON, make_member, make_programme
from tests.foundation.birds import BIRDS, bring, known, look_at, taken_in

pytestmark = pytest.mark.django_db

MIXED = b"name,colour\nRobin,red\nJay,loud\nWren,brown\nTit,blue\n"


@pytest.fixture(autouse=True)
def _birds_are_known() -> Iterator[None]:
    imports.register_import_kind(BIRDS)
    known.clear()
    yield
    kinds._kinds.pop("birds")


@pytest.fixture
def programme() -> Programme:
    return make_programme()


@pytest.fixture
def broker(programme: Programme) -> User:
    return make_member(programme, Role.BROKER)


def counts(table: TableImport) -> tuple[int, int, int, int]:
    return table.new_count, table.changed_count, table.same_count, table.problem_count


def numbers(table: TableImport, verdict: Verdict) -> list[int]:
    return [row.number for row in rows_judged(table, verdict)]


# --- columns ---------------------------------------------------------------------------------


def test_columns_are_guessed_by_key_title_and_synonym(
    programme: Programme, broker: User
) -> None:
    brought = bring(programme, broker, b"Hue,SPECIES,Nest\nred,Robin,low\n")

    assert brought.mapping == {"name": 1, "colour": 0}


def test_the_key_itself_goes_before_a_synonym(programme: Programme, broker: User) -> None:
    brought = bring(programme, broker, b"species,name\nTurdus,Robin\n")

    assert brought.mapping == {"name": 1}


def test_each_column_is_shown_with_its_first_entries(
    programme: Programme, broker: User
) -> None:
    brought = bring(programme, broker, b"name,colour\na,red\nb,red\nc,\nd,blue\ne,green\n")

    assert brought.header["samples"] == [["a", "b", "c"], ["red", "blue", "green"]]


def test_columns_may_be_said_otherwise(programme: Programme, broker: User) -> None:
    brought = bring(programme, broker, b"a,b\nred,Robin\n")

    mapped = imports.map_columns(
        brought=brought, mapping={"name": 1, "colour": 0}, at=NOON, by=broker
    )

    checked = imports.check_table(brought=mapped, at=NOON, by=broker)
    (row,) = rows_judged(checked, Verdict.NEW)
    assert row.values == {"name": "Robin", "colour": "red"}


@pytest.mark.parametrize(
    "mapping", [{"colour": 0}, {"name": 0, "colour": 0}, {"name": 2}, {"name": 0, "egg": 1}]
)
def test_columns_that_cannot_be_are_refused(
    programme: Programme, broker: User, mapping: dict[str, int]
) -> None:
    brought = bring(programme, broker)

    with pytest.raises(TableRefused):
        imports.map_columns(brought=brought, mapping=mapping, at=NOON, by=broker)


def test_only_a_table_that_names_its_columns_needs_no_question(
    programme: Programme, broker: User
) -> None:
    plain = bring(programme, broker)
    odd = bring(programme, broker, b"name,hue\nRobin,red\n")

    assert imports.needs_no_mapping(plain)
    assert not imports.needs_no_mapping(odd)


def test_unknown_columns_are_not_even_kept_where_the_kind_says_so(
    programme: Programme, broker: User
) -> None:
    narrow = replace(BIRDS, drops_unknown_columns=True)

    brought = bring(programme, broker, b"Head,name,hue\nMs Planted,Robin,red\n", kind=narrow)

    (block,) = ImportBlock.objects.filter(table=brought)
    assert block.lines == [[2, ["Robin", "red"]]]
    assert brought.mapping == {"name": 0, "colour": 1}


# --- check -----------------------------------------------------------------------------------


def test_a_look_counts_and_changes_nothing(programme: Programme, broker: User) -> None:
    known.update({"Robin": "blue", "Tit": "blue"})

    looked_at = look_at(programme, broker, MIXED)

    assert counts(looked_at) == (1, 1, 1, 1)
    assert known == {"Robin": "blue", "Tit": "blue"}


def test_each_row_is_found_under_its_verdict(programme: Programme, broker: User) -> None:
    known.update({"Robin": "blue", "Tit": "blue"})

    looked_at = look_at(programme, broker, MIXED)

    assert [numbers(looked_at, verdict) for verdict in Verdict] == [[4], [2], [5], [3]]
    (changed,) = rows_judged(looked_at, Verdict.CHANGED)
    assert (changed.values["colour"], changed.judgement.before) == ("red", {"colour": "blue"})


def test_a_page_deep_in_a_long_table_holds_the_right_rows(
    programme: Programme, broker: User
) -> None:
    lines = (f"Bird {number},{'loud' if number % 10 == 0 else 'red'}" for number in range(999))
    looked_at = look_at(programme, broker, "\n".join(["name,colour", *lines]).encode())

    page = rows_judged(looked_at, Verdict.PROBLEM)[50:100]

    assert [row.number for row in page] == [2 + 10 * place for place in range(50, 100)]


def test_no_row_can_be_read_in_the_database(programme: Programme, broker: User) -> None:
    look_at(programme, broker, b"name,colour\nPlanted,loud\n")

    with connection.cursor() as cursor:
        cursor.execute("SELECT lines, judged FROM foundation_importblock")
        stored = str(cursor.fetchall())
        cursor.execute("SELECT header, mapping, traces FROM foundation_tableimport")
        stored += str(cursor.fetchall())

    assert "Planted" not in stored
    assert "loud" not in stored


def test_a_table_that_changed_while_it_was_checked_keeps_no_judgement(
    programme: Programme, broker: User
) -> None:
    brought = bring(programme, broker)
    imports.map_columns(brought=brought, mapping={"name": 0}, at=NOON, by=broker)

    with pytest.raises(Refused, match="changed while it was checked"):
        imports.check_table(brought=brought, at=NOON, by=broker)


def test_an_encoding_the_kind_declares_is_read(programme: Programme, broker: User) -> None:
    looked_at = look_at(programme, broker, "name,colour\nTourmentée,doré\n".encode("cp1252"))

    (row,) = rows_judged(looked_at, Verdict.NEW)
    assert row.values == {"name": "Tourmentée", "colour": "doré"}


def test_a_table_without_rows_is_refused(programme: Programme, broker: User) -> None:
    with pytest.raises(TableRefused, match="nothing stands below"):
        bring(programme, broker, b"name,colour\n")

    assert TableImport.objects.count() == 0


# --- mend ------------------------------------------------------------------------------------


def mended(table: TableImport, number: int, by: User, **values: str) -> TableImport:
    changed = imports.mend_row(brought=table, number=number, values=values, at=NOON, by=by)
    return imports.check_table(brought=changed, at=NOON, by=by)


def test_a_mended_cell_makes_its_row_good(programme: Programme, broker: User) -> None:
    looked_at = mended(look_at(programme, broker, MIXED), 3, broker, colour="pink")

    assert counts(looked_at) == (4, 0, 0, 0)
    assert [row.values["colour"] for row in rows_judged(looked_at, Verdict.NEW)][1] == "pink"


def test_a_mended_cell_is_held_against_all_the_other_rows(
    programme: Programme, broker: User
) -> None:
    looked_at = mended(look_at(programme, broker, MIXED), 3, broker, name="Wren", colour="red")

    assert numbers(looked_at, Verdict.PROBLEM) == [3, 4]
    assert numbers(mended(looked_at, 3, broker, name="Jay"), Verdict.PROBLEM) == []


def test_a_row_that_is_not_there_cannot_be_mended(programme: Programme, broker: User) -> None:
    with pytest.raises(Refused, match="not in the table"):
        mended(look_at(programme, broker), 9, broker, name="Jay")


# --- take in, leave, undo --------------------------------------------------------------------


def test_the_good_rows_are_taken_in_and_the_bad_stay_out(
    programme: Programme, broker: User
) -> None:
    applied = taken_in(programme, broker, MIXED)

    assert known == {"Robin": "red", "Wren": "brown", "Tit": "blue"}
    assert (applied.state, applied.problem_count) == (ImportState.APPLIED, 1)


def test_a_settled_table_keeps_no_row(programme: Programme, broker: User) -> None:
    applied = taken_in(programme, broker, MIXED)

    assert (ImportBlock.objects.count(), applied.header) == (0, {})


def test_undoing_removes_the_new_and_restores_the_changed(
    programme: Programme, broker: User
) -> None:
    known["Robin"] = "blue"
    applied = taken_in(programme, broker, MIXED)

    undone = imports.undo_import(brought=applied, at=NOON, by=broker)

    assert known == {"Robin": "blue"}
    assert (undone.state, undone.traces) == (ImportState.UNDONE, {})


def test_a_table_is_not_taken_in_twice(programme: Programme, broker: User) -> None:
    looked_at = look_at(programme, broker)
    imports.take_in(brought=looked_at, at=NOON, by=broker)

    with pytest.raises(Refused, match="taken in"):
        imports.take_in(brought=looked_at, at=NOON, by=broker)


def test_a_table_without_a_good_row_is_not_taken_in(programme: Programme, broker: User) -> None:
    looked_at = look_at(programme, broker, b"name,colour\nJay,loud\n")

    with pytest.raises(Refused, match="Nothing in this table"):
        imports.take_in(brought=looked_at, at=NOON, by=broker)


def test_what_was_looked_at_is_what_is_taken_in(programme: Programme, broker: User) -> None:
    looked_at = look_at(programme, broker)
    known["Robin"] = "blue"

    with pytest.raises(Refused, match="changed since you looked"):
        imports.take_in(brought=looked_at, at=NOON, by=broker)


def test_a_table_that_breaks_is_taken_in_not_even_partly(
    programme: Programme, broker: User
) -> None:
    looked_at = look_at(programme, broker, b"name,colour\nRobin,red\nBomb,explosive\n")

    with pytest.raises(RuntimeError):
        imports.take_in(brought=looked_at, at=NOON, by=broker)

    looked_at.refresh_from_db()
    assert (looked_at.state, known) == (ImportState.PREVIEWED, {})


def test_a_left_table_is_forgotten(programme: Programme, broker: User) -> None:
    left = imports.leave_table(brought=look_at(programme, broker), at=NOON, by=broker)

    assert (left.state, ImportBlock.objects.count(), known) == (ImportState.LEFT, 0, {})


def test_what_the_room_will_not_undo_stays(programme: Programme, broker: User) -> None:
    applied = taken_in(programme, broker, b"name,colour\nDodo,grey\n")

    with pytest.raises(Refused, match="dodo"):
        imports.undo_import(brought=applied, at=NOON, by=broker)

    applied.refresh_from_db()
    assert applied.state == ImportState.APPLIED


def test_each_act_is_audited(programme: Programme, broker: User) -> None:
    applied = taken_in(programme, broker, MIXED)
    imports.undo_import(brought=applied, at=NOON, by=broker)

    acts = AuditEvent.objects.filter(subject=f"import:{applied.pk}").order_by("position")

    assert list(acts.values_list("verb", flat=True)) == [
        "brought a table",
        "took in a table",
        "undid a table",
    ]


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.CODER, Role.VIEWER])
def test_only_the_hub_brings_tables(programme: Programme, role: Role) -> None:
    with pytest.raises(NotYours):
        bring(programme, make_member(programme, role))

    assert TableImport.objects.count() == 0


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
