"""A codebook brought as a table: judged row by row, taken in as one step, and taken out."""

import csv
import io

import pytest

from ecotone.coding.exports.codebook_table import codebook_rows
from ecotone.coding.imports.codebook_table import CODEBOOK
from ecotone.coding.models import Code
from ecotone.coding.operations import merge_codes
from ecotone.coding.queries import codebook
from ecotone.coding.queries.book_history import book_version
from ecotone.foundation import imports
from ecotone.foundation.csv_files import csv_lines
from ecotone.foundation.imports import Verdict, rows_judged
from ecotone.foundation.models import Programme, Role, TableImport, User
from tests.factories.coding import make_study
from tests.factories.foundation import NOON, make_member

pytestmark = pytest.mark.django_db


def look_at(study: Programme, broker: User, table: str) -> TableImport:
    brought = imports.bring_table(
        programme=study,
        kind=CODEBOOK,
        file=io.BytesIO(table.encode()),
        file_name="book.csv",
        at=NOON,
        by=broker,
    )
    return imports.check_table(brought=brought, at=NOON, by=broker)


def counts(table: TableImport) -> tuple[int, int, int, int]:
    return table.new_count, table.changed_count, table.same_count, table.problem_count


def test_the_table_we_hand_out_comes_in_again_and_changes_nothing() -> None:
    study = make_study()
    broker = make_member(study, Role.BROKER)
    table = "".join(csv_lines(codebook_rows(codebook(study))))

    looked = look_at(study, broker, table)

    assert counts(looked) == (0, 0, 157, 0)


def test_a_table_of_another_program_is_taken_in_as_one_step_and_out_again() -> None:
    study = make_study()
    broker = make_member(study, Role.BROKER)
    table = (
        "code,description,colour\n"
        "Barriers > Time,No time for it.,\n"
        "Barriers,What stands in the way.,3\n"
        "Assessment and feedback > Assessing group work,Team marks.,\n"
    )

    looked = look_at(study, broker, table)
    taken = imports.take_in(brought=looked, at=NOON, by=broker)
    paths = {entry.path: entry for entry in codebook(study)}
    then = Code.objects.get(programme=study, key="asm.group").definition
    imports.undo_import(brought=taken, at=NOON, by=broker)

    assert counts(looked) == (2, 1, 0, 0)
    assert paths["Barriers", "Time"].code.definition == "No time for it."
    assert (paths[("Barriers",)].hue, then) == (3, "Team marks.")
    assert len(codebook(study)) == 157
    assert Code.objects.get(programme=study, key="asm.group").definition.startswith("Judging")
    assert book_version(study).number == 3


def test_a_row_that_cannot_be_understood_says_why_in_its_cell() -> None:
    study = make_study()
    broker = make_member(study, Role.BROKER)
    table = (
        "path,colour,practice,retired,guid\n"
        "Barriers,9,,,\n"
        "Barriers > ,,,,\n"
        "Doubts,,none.such,perhaps,not-a-guid\n"
        "Time,,,,\n"
        "time,,,,\n"
    )

    looked = look_at(study, broker, table)

    problems = [
        [column for column, _reason in row.judgement.problems]
        for row in rows_judged(looked, Verdict.PROBLEM)
    ]
    assert counts(looked) == (1, 0, 0, 4)
    assert problems == [["colour"], ["path"], ["practice", "retired", "guid"], ["path"]]


def test_a_code_is_known_by_its_guid_when_it_was_renamed_and_moved_in_the_file() -> None:
    study = make_study()
    broker = make_member(study, Role.BROKER)
    group = Code.objects.get(programme=study, key="asm.group")
    table = f"path,guid\nMarking teams,{group.guid}\n"

    looked = look_at(study, broker, table)
    imports.take_in(brought=looked, at=NOON, by=broker)

    group.refresh_from_db()
    assert counts(looked) == (0, 1, 0, 0)
    assert (group.name, group.parent, group.key) == ("Marking teams", None, "asm.group")


def test_a_merged_code_stays_merged_when_an_older_file_brings_it() -> None:
    study = make_study()
    broker = make_member(study, Role.BROKER)
    peer = Code.objects.get(programme=study, key="asm.peerself")
    group = Code.objects.get(programme=study, key="asm.group")
    merge_codes(code=peer, into=group, at=NOON, by=broker)
    table = f"path,definition,guid\nPeers,Older words.,{peer.guid}\n"

    looked = look_at(study, broker, table)

    assert counts(looked) == (0, 0, 1, 0)


def test_a_cell_that_a_spreadsheet_would_run_is_defused_on_its_way_out() -> None:
    study = make_study()
    Code.objects.filter(programme=study, key="asm.group").update(definition="=1+1")

    table = list(csv.DictReader(csv_lines(codebook_rows(codebook(study)))))

    group = next(row for row in table if row["path"].endswith("Assessing group work"))
    assert group["definition"] == "'=1+1"
