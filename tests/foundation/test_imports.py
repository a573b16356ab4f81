"""A table is mapped, checked, mended, taken in without its bad rows, and undone as one act."""

from dataclasses import replace

import pytest
from django.db import connection

from ecotone.foundation import imports
from ecotone.foundation.errors import NotYours, Refused, TableRefused
from ecotone.foundation.imports import Verdict, rows_judged
from ecotone.foundation.models import (
    AuditEvent,
    ImportBlock,
    ImportState,
    Programme,
    Role,
    TableImport,
    User,
)
from tests.factories.foundation import NOON, make_member
from tests.foundation.birds import BIRDS, bring, known, look_at, taken_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_birds")]

MIXED = b"name,colour\nRobin,red\nJay,loud\nWren,brown\nTit,blue\n"


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
