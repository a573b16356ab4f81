"""A table is looked at, taken in as a whole or left, and undone as one act."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertTemplateUsed

from ecotone.foundation import imports
from ecotone.foundation.errors import CellProblem, NotYours, Refused, TableRefused
from ecotone.foundation.imports import CheckedRow, ImportKind, Verdict
from ecotone.foundation.models import AuditEvent, Programme, Role, TableImport, User
from ecotone.foundation.tables import Table
from tests.factories.foundation import NOON, make_member, make_programme

pytestmark = pytest.mark.django_db

BIRDS = b"name,colour\nRobin,red\nWren,brown\n"
known: dict[str, str] = {}


def check(*, table: Table, **_rest: object) -> Sequence[CheckedRow]:
    problems = [
        CellProblem(row.number, "colour", "is no colour")
        for row in table.rows
        if row.values["colour"] == "loud"
    ]
    if problems:
        raise TableRefused("Not all are birds.", remedy="Mend them.", problems=tuple(problems))
    return [CheckedRow(row.number, verdict(row.values), row.values) for row in table.rows]


def verdict(bird: dict[str, str]) -> Verdict:
    if bird["name"] not in known:
        return Verdict.NEW
    return Verdict.SAME if known[bird["name"]] == bird["colour"] else Verdict.CHANGED


def apply(*, rows: Sequence[CheckedRow], **_rest: object) -> dict[str, Any]:
    for row in rows:
        if row.values["colour"] == "explosive":
            raise RuntimeError
        known[row.values["name"]] = row.values["colour"]
    return {"names": [row.values["name"] for row in rows if row.verdict == Verdict.NEW]}


def undo(*, traces: dict[str, Any], **_rest: object) -> None:
    if "Dodo" in traces["names"]:
        raise Refused("A dodo cannot be undone.", remedy="Let it be.")
    for name in traces["names"]:
        del known[name]


KIND = ImportKind(
    key="birds",
    title="Bring birds",
    columns=("name", "colour", "song"),
    count=lambda number: f"{number} birds",
    check=check,
    apply=apply,
    undo=undo,
    back_to="foundation:imports",
)


@pytest.fixture(autouse=True)
def _birds_are_known() -> Iterator[None]:
    imports.register_import_kind(KIND)
    known.clear()
    yield
    imports._kinds.pop("birds")


@pytest.fixture
def programme() -> Programme:
    return make_programme()


@pytest.fixture
def broker(programme: Programme) -> User:
    return make_member(programme, Role.BROKER)


@pytest.fixture
def at_desk(client: Client, broker: User) -> Client:
    client.force_login(broker)
    return client


def bring(programme: Programme, by: User, content: bytes = BIRDS) -> TableImport:
    return imports.preview_table(
        programme=programme, kind=KIND, content=content, file_name="birds.csv", at=NOON, by=by
    )


def page(programme: Programme, name: str, *parts: object) -> str:
    return reverse(f"foundation:{name}", args=(programme.slug, *parts))


def test_a_look_counts_and_changes_nothing(programme: Programme, broker: User) -> None:
    known["Robin"] = "blue"

    brought = bring(programme, broker)

    assert (brought.new_count, brought.changed_count, brought.same_count) == (1, 1, 0)
    assert known == {"Robin": "blue"}


def test_the_rows_that_wait_cannot_be_read_in_the_database(
    programme: Programme, broker: User
) -> None:
    bring(programme, broker)

    with connection.cursor() as cursor:
        cursor.execute("SELECT rows FROM foundation_tableimport")
        (stored,) = cursor.fetchone()

    assert "Robin" not in stored


def test_a_table_with_faults_leaves_nothing_behind(programme: Programme, broker: User) -> None:
    with pytest.raises(TableRefused) as refused:
        bring(programme, broker, b"name,colour\nRobin,red\nJay,loud\n")

    assert [str(problem) for problem in refused.value.problems] == [
        "row 3, column colour: is no colour"
    ]
    assert TableImport.objects.count() == 0


def test_taking_in_stores_all_and_forgets_the_rows(programme: Programme, broker: User) -> None:
    brought = bring(programme, broker)

    applied = imports.apply_import(table_import=brought, at=NOON, by=broker)

    assert known == {"Robin": "red", "Wren": "brown"}
    assert (applied.state, applied.rows, imports.rows_of(applied)) == ("APPLIED", "", [])


def test_a_table_is_undone_as_one_act(programme: Programme, broker: User) -> None:
    known["Jay"] = "blue"
    applied = imports.apply_import(table_import=bring(programme, broker), at=NOON, by=broker)

    imports.undo_import(table_import=applied, at=NOON, by=broker)

    assert known == {"Jay": "blue"}


def test_a_table_is_not_taken_in_twice(programme: Programme, broker: User) -> None:
    brought = bring(programme, broker)
    imports.apply_import(table_import=brought, at=NOON, by=broker)

    with pytest.raises(Refused, match="taken in"):
        imports.apply_import(table_import=brought, at=NOON, by=broker)


def test_what_was_looked_at_is_what_is_taken_in(programme: Programme, broker: User) -> None:
    brought = bring(programme, broker)
    known["Robin"] = "blue"

    with pytest.raises(Refused, match="changed since you looked"):
        imports.apply_import(table_import=brought, at=NOON, by=broker)


def test_a_left_table_is_forgotten(programme: Programme, broker: User) -> None:
    left = imports.leave_import(table_import=bring(programme, broker), at=NOON, by=broker)

    assert (left.state, left.rows, known) == ("LEFT", "", {})


def test_what_the_room_will_not_undo_stays(programme: Programme, broker: User) -> None:
    brought = bring(programme, broker, b"name,colour\nDodo,grey\n")
    applied = imports.apply_import(table_import=brought, at=NOON, by=broker)

    with pytest.raises(Refused, match="dodo"):
        imports.undo_import(table_import=applied, at=NOON, by=broker)

    applied.refresh_from_db()
    assert applied.state == "APPLIED"


def test_each_act_is_audited(programme: Programme, broker: User) -> None:
    applied = imports.apply_import(table_import=bring(programme, broker), at=NOON, by=broker)
    imports.undo_import(table_import=applied, at=NOON, by=broker)

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


# --- pages -----------------------------------------------------------------------------------


def test_a_table_goes_from_upload_to_undo(at_desk: Client, programme: Programme) -> None:
    upload = {"table": SimpleUploadedFile("birds.csv", BIRDS)}

    looked = at_desk.post(page(programme, "bring_table", "birds"), upload, follow=True)
    brought = TableImport.objects.get()
    taken = at_desk.post(page(programme, "take_in", brought.pk), follow=True)
    undone = at_desk.post(page(programme, "undo_import", brought.pk), follow=True)

    assert "Take in 2 birds" in looked.content.decode()
    assert "2 birds are taken in" in taken.content.decode()
    assert "taken out" in undone.content.decode()
    assert known == {}


def test_the_look_shows_columns_that_have_entries(
    at_desk: Client, programme: Programme, broker: User
) -> None:
    brought = bring(programme, broker)

    answer = at_desk.get(page(programme, "import", brought.pk))

    assertTemplateUsed(answer, "foundation/import.html")
    text = answer.content.decode()
    assert "<td>Robin</td>" in text
    assert "song" not in text


def test_a_table_is_left_with_one_press(
    at_desk: Client, programme: Programme, broker: User
) -> None:
    brought = bring(programme, broker)

    at_desk.post(page(programme, "leave_table", brought.pk))
    settled = at_desk.get(page(programme, "import", brought.pk))

    assert settled.headers["Location"] == page(programme, "imports")


def test_faults_are_shown_by_row_and_column(at_desk: Client, programme: Programme) -> None:
    upload = {"table": SimpleUploadedFile("birds.csv", b"name,colour\nJay,loud\n")}

    answer = at_desk.post(page(programme, "bring_table", "birds"), upload)

    assert answer.status_code == 422
    assert "is no colour" in answer.content.decode()


def test_an_upload_without_a_file_is_asked_for_again(
    at_desk: Client, programme: Programme
) -> None:
    answer = at_desk.post(page(programme, "bring_table", "birds"))

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def test_the_upload_page_names_the_columns(at_desk: Client, programme: Programme) -> None:
    text = at_desk.get(page(programme, "bring_table", "birds")).content.decode()

    assert "<code>song</code>" in text


def test_an_unknown_kind_is_not_here(at_desk: Client, programme: Programme) -> None:
    answer = at_desk.get(page(programme, "bring_table", "fish"))

    assert answer.status_code == 404


def test_no_table_yet_is_said(at_desk: Client, programme: Programme) -> None:
    text = at_desk.get(page(programme, "imports")).content.decode()

    assert "No table yet" in text


@pytest.mark.parametrize("count", [1, 3])
def test_more_tables_ask_no_more_of_the_database(
    at_desk: Client,
    programme: Programme,
    broker: User,
    django_assert_num_queries: object,
    count: int,
) -> None:
    for _number in range(count):
        bring(programme, broker)

    with django_assert_num_queries(8):
        answer = at_desk.get(page(programme, "imports"))

    assert answer.content.decode().count("Decide") == count
