"""The pages by which a table is brought, mapped, looked at, mended, taken in and undone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertTemplateUsed

from ecotone.foundation import imports, jobs
from ecotone.foundation.imports import Verdict, rows_judged
from ecotone.foundation.models import AuditEvent, Programme, Role, TableImport, User
from ecotone.foundation.views import imports as import_views
from tests.factories.foundation import make_member
from tests.foundation.birds import bring, known, look_at, taken_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_birds")]

PLAIN = b"name,colour\nRobin,red\nWren,brown\n"
MIXED = b"name,colour\nRobin,red\nJay,loud\nWren,brown\nTit,blue\n"


@pytest.fixture
def at_desk(client: Client, broker: User) -> Client:
    client.force_login(broker)
    return client


@pytest.fixture
def other_desk(programme: Programme) -> Client:
    """Somebody else of the hub, who did not bring the table."""
    client = Client()
    client.force_login(make_member(programme, Role.BROKER, name="Alma Reed"))
    return client


def page(programme: Programme, name: str, *parts: object) -> str:
    return reverse(f"foundation:{name}", args=(programme.slug, *parts))


def upload(client: Client, programme: Programme, content: bytes = PLAIN) -> HttpResponse:
    sent = {"table": SimpleUploadedFile("birds.csv", content)}
    return client.post(page(programme, "bring_table", "birds"), sent, follow=True)


def text_of(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


# --- bring and map ---------------------------------------------------------------------------


def test_a_table_goes_from_upload_to_undo(at_desk: Client, programme: Programme) -> None:
    looked = upload(at_desk, programme)
    brought = TableImport.objects.get()
    taken = at_desk.post(page(programme, "take_in", brought.pk), follow=True)
    undone = at_desk.post(page(programme, "undo_import", brought.pk), follow=True)

    assert "Take in 2 birds" in text_of(looked)
    assert "2 birds taken in" in text_of(taken)
    assert "Everything is as it was" in text_of(undone)
    assert known == {}


def test_the_upload_page_names_columns_and_limits(
    at_desk: Client, programme: Programme
) -> None:
    answer = at_desk.get(page(programme, "bring_table", "birds"))

    assertTemplateUsed(answer, "foundation/import_bring.html")
    assert "<code>song</code>" in text_of(answer)
    assert "at most 8 MB and 50,000 rows" in text_of(answer)
    assert "Eggs are not kept." in text_of(answer)


def test_odd_headers_are_asked_about_with_what_stands_below_them(
    at_desk: Client, programme: Programme
) -> None:
    answer = upload(at_desk, programme, b"Bird,Hue\nRobin,red\n")

    assertTemplateUsed(answer, "foundation/import_columns.html")
    assertTemplateUsed(answer, "foundation/_import_steps.html")
    assert '<span class="sample">Robin</span>' in text_of(answer)
    assert '<option value="colour" selected>Colour</option>' in text_of(answer)


def test_columns_said_on_the_page_are_those_checked(
    at_desk: Client, programme: Programme
) -> None:
    upload(at_desk, programme, b"Bird,Hue\nRobin,red\n")
    brought = TableImport.objects.get()

    answer = at_desk.post(
        page(programme, "import_columns", brought.pk),
        {"column-0": "name", "column-1": ""},
        follow=True,
    )

    (row,) = rows_judged(TableImport.objects.get(), Verdict.NEW)
    assertTemplateUsed(answer, "foundation/import.html")
    assert row.values == {"name": "Robin"}


@pytest.mark.parametrize(
    ("sent", "mistake"),
    [
        ({"column-0": "", "column-1": "colour"}, "Say which column is “Name of the bird”."),
        ({"column-0": "name", "column-1": "name"}, "Two columns cannot both be this one."),
    ],
)
def test_columns_that_cannot_be_are_named(
    at_desk: Client, programme: Programme, sent: dict[str, str], mistake: str
) -> None:
    upload(at_desk, programme, b"Bird,Hue\nRobin,red\n")

    answer = at_desk.post(page(programme, "import_columns", TableImport.objects.get().pk), sent)

    assert answer.status_code == 422
    assert mistake in text_of(answer)


def test_nobody_else_sees_what_stands_in_a_file_that_was_brought(
    other_desk: Client, programme: Programme, broker: User
) -> None:
    brought = bring(programme, broker, b"Bird,Hue\nPlanted,red\n")

    text = text_of(other_desk.get(page(programme, "import_columns", brought.pk)))

    assert "not shown: Robin Brook brought this table" in text
    assert "Planted" not in text


def test_an_upload_without_a_file_is_asked_for_again(
    at_desk: Client, programme: Programme
) -> None:
    answer = at_desk.post(page(programme, "bring_table", "birds"))

    assert answer.status_code == 422
    assert "There is a problem" in text_of(answer)


def test_a_file_that_is_no_table_is_refused(at_desk: Client, programme: Programme) -> None:
    answer = upload(at_desk, programme, b"name,name\nRobin,red\n")

    assert answer.status_code == 422
    assert "A column appears twice." in text_of(answer)


def test_an_unknown_kind_is_not_here(at_desk: Client, programme: Programme) -> None:
    assert at_desk.get(page(programme, "bring_table", "fish")).status_code == 404


# --- look and mend ---------------------------------------------------------------------------


def test_problems_are_shown_first_with_a_cell_to_mend(
    at_desk: Client, programme: Programme
) -> None:
    text = text_of(upload(at_desk, programme, MIXED))

    assert "“loud” is no colour" in text
    assert 'name="colour" value="loud"' in text
    assert "1 row has a problem and stays out." in text


@pytest.mark.parametrize(("verdict", "bird"), [("new", "Wren"), ("same", "Tit")])
def test_each_tab_holds_its_rows(
    at_desk: Client, programme: Programme, broker: User, verdict: str, bird: str
) -> None:
    known.update({"Robin": "blue", "Tit": "blue"})
    looked_at = look_at(programme, broker, MIXED)

    text = text_of(at_desk.get(f"{page(programme, 'import', looked_at.pk)}?show={verdict}"))

    birds = {name for name in ("Robin", "Jay", "Wren", "Tit") if f"<td > {name} </td>" in text}
    assert birds == {bird}


def test_a_changed_cell_stands_beside_what_is_there_now(
    at_desk: Client, programme: Programme, broker: User
) -> None:
    known["Robin"] = "blue"
    looked_at = look_at(programme, broker, MIXED)

    text = text_of(at_desk.get(f"{page(programme, 'import', looked_at.pk)}?show=changed"))

    assert "now:</span>blue</del>" in text
    assert "then:</span>red</ins>" in text


def test_a_tab_without_rows_says_so(at_desk: Client, programme: Programme) -> None:
    upload(at_desk, programme)

    address = page(programme, "import", TableImport.objects.get().pk)
    answer = at_desk.get(f"{address}?show=changed")

    assert "No row here" in text_of(answer)


def test_only_columns_with_entries_are_shown(at_desk: Client, programme: Programme) -> None:
    text = text_of(upload(at_desk, programme))

    assert '<th scope="col">Colour</th>' in text
    assert '<th scope="col">Song</th>' not in text


def test_mending_a_cell_checks_the_row_and_stays_at_the_problems(
    at_desk: Client, programme: Programme
) -> None:
    upload(at_desk, programme, MIXED)
    brought = TableImport.objects.get()

    answer = at_desk.post(
        page(programme, "mend_row", brought.pk, 3), {"colour": "pink", "show": "problem"}
    )

    brought.refresh_from_db()
    assert answer.headers["Location"].endswith(f"/imports/{brought.pk}/?show=problem")
    assert (brought.new_count, brought.problem_count) == (4, 0)


def test_private_columns_are_hidden_and_only_their_bringer_mends_them(
    at_desk: Client,
    other_desk: Client,
    programme: Programme,
    broker: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at = look_at(programme, broker, b"name,ringer\nRobin,Ms Planted\n")
    fault = imports.has_problems([("ringer", "Ms Planted rings no birds")])
    monkeypatch.setattr("tests.foundation.birds.judge", lambda *_args: fault)
    imports.check_table(brought=looked_at, at=looked_at.brought_at, by=broker)
    address = page(programme, "import", looked_at.pk)

    own, others = (text_of(client.get(address)) for client in (at_desk, other_desk))

    assert 'value="Ms Planted"' in own
    assert "Planted" not in others
    assert "not shown: Robin Brook brought this table" in others


def test_a_table_can_be_checked_again(
    at_desk: Client, programme: Programme, broker: User
) -> None:
    looked_at = look_at(programme, broker)
    known["Robin"] = "red"

    at_desk.post(page(programme, "check_table", looked_at.pk))

    looked_at.refresh_from_db()
    assert (looked_at.new_count, looked_at.same_count) == (1, 1)


def test_the_problem_rows_download_as_a_file_and_that_is_audited(
    at_desk: Client, programme: Programme
) -> None:
    upload(at_desk, programme, MIXED)

    answer = at_desk.post(page(programme, "problem_rows", TableImport.objects.get().pk))

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.decode("utf-8-sig").splitlines()[1].startswith("3,Colour: “loud”")
    assert AuditEvent.objects.filter(verb="downloaded the problem rows of a table").exists()


def test_a_page_of_a_long_table_asks_no_more_than_one_of_a_short(
    at_desk: Client, programme: Programme, broker: User
) -> None:
    few, many = (
        look_at(programme, broker, "\n".join(["name", *map(str, range(number))]).encode())
        for number in (1, 1_200)
    )

    assert queries_of(at_desk, page(programme, "import", few.pk)) == queries_of(
        at_desk, page(programme, "import", many.pk)
    )


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


# --- decide ----------------------------------------------------------------------------------


def test_a_table_is_left_with_one_press(at_desk: Client, programme: Programme) -> None:
    upload(at_desk, programme)
    brought = TableImport.objects.get()

    at_desk.post(page(programme, "leave_table", brought.pk))
    settled = at_desk.get(page(programme, "import", brought.pk))

    assertTemplateUsed(settled, "foundation/import_settled.html")
    assert "This table was left" in text_of(settled)


def test_a_settled_table_says_what_came_in_and_what_stayed_out(
    at_desk: Client, programme: Programme, broker: User
) -> None:
    applied = taken_in(programme, broker, MIXED)

    text = text_of(at_desk.get(page(programme, "import", applied.pk)))

    assert "3 birds taken in" in text
    assert 'stayed out</span><span class="number">1</span>' in text


def test_the_columns_of_a_settled_table_are_asked_no_more(
    at_desk: Client, programme: Programme, broker: User
) -> None:
    applied = taken_in(programme, broker, MIXED)

    answer = at_desk.get(page(programme, "import_columns", applied.pk))

    assert answer.headers["Location"] == page(programme, "import", applied.pk)


def test_a_large_table_is_worked_on_where_it_can_be_watched(
    at_desk: Client, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_views, "MOST_ROWS_AT_ONCE", 1)

    watched = upload(at_desk, programme)
    jobs.run_ready_jobs()
    looked_at = at_desk.get(watched.request["PATH_INFO"], follow=True)
    brought = TableImport.objects.get()
    taking = at_desk.post(page(programme, "take_in", brought.pk))
    jobs.run_ready_jobs()
    taken = at_desk.get(taking.headers["Location"], follow=True)
    at_desk.post(page(programme, "undo_import", brought.pk))
    jobs.run_ready_jobs()

    assert "Checking a table" in text_of(watched)
    assert "Take in 2 birds" in text_of(looked_at)
    assert "2 birds taken in" in text_of(taken)
    assert known == {}


# --- the list --------------------------------------------------------------------------------


def test_no_table_yet_is_said(at_desk: Client, programme: Programme) -> None:
    assert "No table yet" in text_of(at_desk.get(page(programme, "imports")))


def test_a_table_brought_at_the_terminal_says_so(at_desk: Client, programme: Programme) -> None:
    look_at(programme, None)

    assert "at the terminal" in text_of(at_desk.get(page(programme, "imports")))


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
