"""A list brings newcomers, changes who is here, and is undone as one act."""

import io
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook

from ecotone.foundation import imports
from ecotone.foundation.encryption import fingerprint
from ecotone.foundation.errors import Refused
from ecotone.foundation.imports import Verdict, rows_judged
from ecotone.foundation.models import ImportBlock, ImportState, Programme, TableImport, User
from ecotone.register import operations
from ecotone.register.choices import Answer
from ecotone.register.imports import PEOPLE
from ecotone.register.models import EarlierValues, Organisation, Participant, Person, Post
from tests.factories.foundation import NOON
from tests.factories.register import make_answer, make_invitation
from tests.register.pages import text_of

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=1)

CELLS = {
    "id": ("p1", "p2"),
    "name": ("Marguerite Planted", ""),
    "email": ("planted@school.example", ""),
    "phone": ("0161 planted", ""),
    "sector": ("primary", "university"),
    "organisation": ("New School", "Chemistry"),
    "post": ("Science lead", ""),
    "capacity": ("2", ""),
    "at_least": ("1", ""),
    "gives": ("grp:0.75; asm", ""),
    "asks": ("wsc:3", ""),
    "free": ("thu-am; fri-pm", ""),
    "lat": ("53.47", ""),
    "lon": ("-2.23", ""),
    "travel_minutes": ("45", ""),
    "speaks": ("en; cy", ""),
    "avoid": ("p2", ""),
}
LIST = "\n".join(",".join(row) for row in (CELLS, *zip(*CELLS.values(), strict=True)))


def look_at(
    programme: Programme,
    broker: User,
    content: str | bytes = LIST,
    *,
    file_name: str = "people.csv",
) -> TableImport:
    raw = content.encode() if isinstance(content, str) else content
    brought = imports.bring_table(
        programme=programme,
        kind=PEOPLE,
        file=io.BytesIO(raw),
        file_name=file_name,
        at=NOON,
        by=broker,
    )
    return imports.check_table(brought=brought, at=NOON, by=broker)


def take_in(programme: Programme, broker: User, content: str | bytes = LIST) -> TableImport:
    return imports.take_in(brought=look_at(programme, broker, content), at=LATER, by=broker)


def counts(table: TableImport) -> tuple[int, int, int, int]:
    return table.new_count, table.changed_count, table.same_count, table.problem_count


def problems_of(programme: Programme, broker: User, content: str) -> list[tuple[int, str, str]]:
    return [
        (row.number, column, reason)
        for row in rows_judged(look_at(programme, broker, content), Verdict.PROBLEM)
        for column, reason in row.judgement.problems
    ]


def test_looking_at_a_list_stores_nobody(programme: Programme, broker: User) -> None:
    looked_at = look_at(programme, broker)

    assert counts(looked_at) == (2, 0, 0, 0)
    assert not Participant.objects.exists()


def test_a_list_brings_everything_but_what_must_rest_on_words(
    programme: Programme, broker: User
) -> None:
    take_in(programme, broker)

    first = Participant.objects.get(reference="p1")
    assert (first.sector.key, str(first.organisation), first.title) == (
        "primary",
        "New School",
        "Science lead",
    )
    assert (first.capacity, first.at_least, first.travel_minutes) == (2, 1, 45)
    assert (first.free, first.speaks, first.avoid) == (
        ["fri-pm", "thu-am"],
        ["cy", "en"],
        ["p2"],
    )
    assert (first.latitude, first.longitude) == (53.47, -2.23)
    assert (first.person.name, first.person.email, first.person.phone) == (
        "Marguerite Planted",
        "planted@school.example",
        "0161 planted",
    )
    second = Participant.objects.get(reference="p2")
    assert (second.capacity, second.at_least, second.free) == (1, 0, [])
    assert (first.pseudonym, second.pseudonym) != ("", "")


def test_a_spreadsheet_says_the_same_as_a_text(programme: Programme, broker: User) -> None:
    book = Workbook()
    for row in (("id", "sector", "capacity"), ("p1", "primary", 3)):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)

    looked_at = look_at(programme, broker, content.getvalue(), file_name="people.xlsx")

    (row,) = rows_judged(looked_at, Verdict.NEW)
    assert row.values == {"id": "p1", "sector": "primary", "capacity": "3"}


def test_undoing_a_list_removes_exactly_what_came_in(
    programme: Programme, broker: User, ada: Participant
) -> None:
    brought = take_in(programme, broker)

    undone = imports.undo_import(brought=brought, at=NOON, by=broker)

    assert undone.state == ImportState.UNDONE
    assert list(Participant.objects.all()) == [ada]
    assert Person.objects.get() == ada.person
    assert [str(organisation) for organisation in Organisation.objects.all()] == [
        "Hillcrest Primary School"
    ]


def test_a_list_stays_once_one_of_its_people_has_answered(
    programme: Programme, broker: User
) -> None:
    brought = take_in(programme, broker)
    participant = Participant.objects.get(reference="p2")
    make_invitation(participant, broker)
    make_answer(participant, Answer.DECLINED)

    with pytest.raises(Refused, match="somebody from it has answered since"):
        imports.undo_import(brought=brought, at=LATER, by=broker)

    assert Participant.objects.count() == 2


def test_a_list_looked_at_before_somebody_else_took_its_ids_is_to_be_looked_at_again(
    programme: Programme, broker: User
) -> None:
    first, second = look_at(programme, broker), look_at(programme, broker)
    imports.take_in(brought=first, at=NOON, by=broker)

    with pytest.raises(Refused, match="changed since you looked"):
        imports.take_in(brought=second, at=NOON, by=broker)

    again = imports.check_table(brought=second, at=NOON, by=broker)
    assert counts(again) == (0, 0, 2, 0)


@pytest.mark.parametrize(
    ("content", "row", "column", "reason"),
    [
        (
            "id,sector\np1,college\n",
            2,
            "sector",
            "“college” is no sector of this programme; it has primary, secondary, university",
        ),
        ("id,sector\np1,\n", 2, "sector", "The sector is missing."),
        ("id,sector\n,primary\n", 2, "id", "The id is missing."),
        ("id,sector\np1,primary\np1,primary\n", 3, "id", "is used twice in this list"),
        (
            "id,sector,gives\np1,primary,grp:1.5\n",
            2,
            "gives",
            'The weight of "grp" is 1.5; a give weighs between 0 and 1.',
        ),
        ("id,sector,gives\np1,primary,grp:much\n", 2, "gives", '"much" is not a number.'),
        ("id,sector,gives\np1,primary,:1\n", 2, "gives", '":1" names no practice.'),
        ("id,sector,gives\np1,primary,grp;grp\n", 2, "gives", '"grp" is named more than once.'),
        (
            "id,sector,asks\np1,primary,grp:-1\n",
            2,
            "asks",
            'The weight of "grp" is -1; an ask weighs 0 or more.',
        ),
        ("id,sector,asks\np1,primary,grp:inf\n", 2, "asks", '"inf" is not a number.'),
        ("id,sector,capacity\np1,primary,1.5\n", 2, "capacity", '"1.5" is not a whole number.'),
        ("id,sector,capacity\np1,primary,x\n", 2, "capacity", '"x" is not a number.'),
        (
            "id,sector,capacity\np1,primary,999\n",
            2,
            "capacity",
            "must lie between 0 and 100",
        ),
        (
            "id,sector,at_least\np1,primary,2\n",
            2,
            "at_least",
            "At least 2 partners are promised, but there is room for 1.",
        ),
        (
            "id,sector,lat,lon\np1,primary,91,0\n",
            2,
            "lat",
            "The latitude is not between -90 and 90.",
        ),
        (
            "id,sector,lat\np1,primary,53\n",
            2,
            "lon",
            "Give both latitude and longitude, or neither.",
        ),
        ("id,sector,avoid\np1,primary,p9\n", 2, "avoid", "nobody here has the id “p9”"),
        (
            "id,sector,email\np1,primary,a@b.example\np2,primary,A@b.example\n",
            3,
            "email",
            "is used twice in this list",
        ),
        (
            "id,sector,organisation\np1,primary," + "x" * 201 + "\n",
            2,
            "organisation",
            "is longer than 200 characters",
        ),
    ],
)
def test_a_cell_at_fault_is_named_with_row_column_and_reason(
    programme: Programme, broker: User, content: str, row: int, column: str, reason: str
) -> None:
    assert problems_of(programme, broker, content) == [(row, column, reason)]
    assert not Participant.objects.exists()


def test_every_cell_at_fault_is_named_at_once_in_the_order_of_the_rows(
    programme: Programme, broker: User
) -> None:
    content = "id,sector,capacity\np1,college,1\np2,primary,x\np1,primary,1\n"

    problems = problems_of(programme, broker, content)

    assert [(row, column) for row, column, _reason in problems] == [
        (2, "sector"),
        (3, "capacity"),
        (4, "id"),
    ]


def test_somebody_here_already_can_be_avoided_by_a_newcomer(
    programme: Programme, broker: User
) -> None:
    take_in(programme, broker)

    assert problems_of(programme, broker, "id,sector,avoid\np3,primary,p1\n") == []


def test_somebody_whose_row_stays_out_can_be_avoided_all_the_same(
    programme: Programme, broker: User
) -> None:
    take_in(programme, broker, "id,sector,avoid\np3,primary,p4\np4,moon,\n")

    assert Participant.objects.get().avoid == ["p4"]


# --- people who are here already -------------------------------------------------------------


@pytest.fixture
def planted(programme: Programme, broker: User) -> Participant:
    """Somebody a list brought in the day before."""
    take_in(programme, broker)
    return Participant.objects.get(reference="p1")


def lines(*rows: str | list[str]) -> str:
    return "\n".join(row if isinstance(row, str) else "\n".join(row) for row in rows)


def line(**cells: str) -> str:
    row = {"id": "p1", "sector": "primary"} | cells
    return "\n".join([",".join(row), ",".join(row.values())])


def test_the_same_list_again_changes_nothing(
    programme: Programme, broker: User, planted: Participant
) -> None:
    assert counts(look_at(programme, broker)) == (0, 0, 2, 0)
    assert planted.posts.count() == 1


def test_a_cell_that_differs_is_shown_beside_what_stands_there(
    programme: Programme, broker: User, planted: Participant
) -> None:
    looked_at = look_at(programme, broker, line(capacity="3", free="mon-am", name=""))

    (row,) = rows_judged(looked_at, Verdict.CHANGED)
    assert row.judgement.before == {"capacity": "2", "free": "fri-pm; thu-am"}
    assert planted.person.name == "Marguerite Planted"


CHANGES = {
    "name": ("Marguerite Ashby", lambda person: person.person.name),
    "email": ("ashby@school.example", lambda person: person.person.email),
    "phone": ("0161 496 0001", lambda person: person.person.phone),
    "capacity": ("5", lambda person: str(person.capacity)),
    "at_least": ("2", lambda person: str(person.at_least)),
    "free": ("mon-am", lambda person: ";".join(person.free)),
    "travel_minutes": ("20", lambda person: str(person.travel_minutes)),
    "speaks": ("pl", lambda person: ";".join(person.speaks)),
    "language": ("cy", lambda person: person.language),
    "post": ("Head of science", lambda person: person.title),
    "organisation": ("Other School", lambda person: str(person.organisation)),
    "sector": ("university", lambda person: person.sector.key),
}


@pytest.mark.parametrize("column", CHANGES)
def test_what_a_list_changes_is_changed_and_restored_by_undo(
    programme: Programme, broker: User, planted: Participant, column: str
) -> None:
    value, read = CHANGES[column]
    before = read(planted)
    applied = take_in(programme, broker, line(**{column: value}))

    changed = read(Participant.objects.get(pk=planted.pk))
    imports.undo_import(brought=applied, at=LATER, by=broker)

    assert (changed, read(Participant.objects.get(pk=planted.pk))) == (value, before)
    assert not EarlierValues.objects.exists()


def test_a_change_of_post_keeps_the_history(
    programme: Programme, broker: User, planted: Participant
) -> None:
    take_in(programme, broker, line(organisation="Other School"))

    posts = planted.posts.order_by("pk").values_list("organisation__name", "until")
    assert [(name, until is None) for name, until in posts] == [
        ("New School", False),
        ("Other School", True),
    ]


def test_undoing_a_change_of_post_leaves_no_trace_of_it(
    programme: Programme, broker: User, planted: Participant
) -> None:
    applied = take_in(programme, broker, line(organisation="Other School"))

    imports.undo_import(brought=applied, at=LATER, by=broker)

    (post,) = Post.objects.filter(participant=planted)
    assert (str(post.organisation), post.until) == ("New School", None)
    assert not Organisation.objects.filter(name="Other School").exists()


def test_somebody_is_found_by_a_changed_address_no_longer_but_by_the_new_one(
    programme: Programme, broker: User, planted: Participant
) -> None:
    take_in(programme, broker, line(email="ashby@school.example"))

    assert (
        planted.pk
        == Participant.objects.get(
            person__email_fingerprint=fingerprint("ashby@school.example")
        ).pk
    )


def test_somebody_without_an_id_is_found_by_address_and_gets_one(
    programme: Programme, broker: User, ada: Participant
) -> None:
    looked_at = look_at(programme, broker, line(id="p7", email="Ada@school.example"))
    imports.take_in(brought=looked_at, at=LATER, by=broker)

    ada.refresh_from_db()
    assert (counts(looked_at), ada.reference) == ((0, 1, 0, 0), "p7")


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (
            {"id": "p9", "email": "planted@school.example"},
            (2, "id", "the person with this address is here as “p1”"),
        ),
        (
            {"id": "p1", "email": "ada@school.example"},
            (2, "email", "somebody else here has this address already"),
        ),
        (
            {"capacity": "0"},
            (2, "at_least", "At least 1 partners are promised, but there is room for 0."),
        ),
        ({"language": "tlh"}, (2, "language", "must be one of en, cy")),
    ],
)
@pytest.mark.usefixtures("planted", "ada")
def test_a_change_that_cannot_be_is_a_problem(
    programme: Programme,
    broker: User,
    cells: dict[str, str],
    problem: tuple[int, str, str],
) -> None:
    assert problems_of(programme, broker, line(**cells)) == [problem]


def test_somebody_who_has_left_is_not_taken_in_again(
    programme: Programme, broker: User, planted: Participant
) -> None:
    Participant.objects.filter(pk=planted.pk).update(withdrawn_at=NOON)

    assert problems_of(programme, broker, line()) == [
        (2, "id", "this person has left and is not taken in again")
    ]


@pytest.mark.parametrize("what", ["value", "post"])
def test_a_list_stays_once_somebody_it_changed_was_changed_again(
    programme: Programme, broker: User, planted: Participant, what: str
) -> None:
    applied = take_in(programme, broker, line(capacity="3", post="Head"))
    if what == "value":
        Participant.objects.filter(pk=planted.pk).update(capacity=4)
    else:
        planted.refresh_from_db()
        post = operations.NewPost(planted.sector, "", "Advisor", LATER.date())
        operations.change_post(participant=planted, post=post, at=LATER, by=broker)

    with pytest.raises(Refused, match=f"{planted.pseudonym} was changed again since"):
        imports.undo_import(brought=applied, at=LATER, by=broker)


def test_earlier_names_are_encrypted_and_go_with_the_identity(
    programme: Programme, broker: User, planted: Participant
) -> None:
    take_in(programme, broker, line(name="Marguerite Ashby"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM register_earliervalues")
        stored = str(cursor.fetchall())

    operations.remove_identity(Participant.objects.get(pk=planted.pk))

    assert "Planted" not in stored
    assert not EarlierValues.objects.exists()


def test_somebody_who_leaves_is_forgotten_in_lists_that_wait(
    programme: Programme, broker: User, planted: Participant
) -> None:
    by_id, by_address = (
        look_at(programme, broker, line(**cells))
        for cells in ({"name": "Planted"}, {"id": "p9", "email": "planted@school.example"})
    )

    told = operations.remove_identity(planted)

    left = [block.lines for block in ImportBlock.objects.order_by("pk")]
    assert told["rows of lists"] == 2
    assert left == [[[2, [""] * 3]], [[2, [""] * 3]]]
    assert by_id.pk != by_address.pk


def test_more_changes_ask_no_more_of_the_database(programme: Programme, broker: User) -> None:
    one, three = (queries_to_change(programme, broker, number) for number in (1, 3))

    assert one == three


def queries_to_change(programme: Programme, broker: User, number: int) -> int:
    names = [f"q{number}-{place}" for place in range(number)]
    take_in(programme, broker, lines("id,sector", [f"{name},primary" for name in names]))
    changed = lines("id,sector,post", [f"{name},primary,Head" for name in names])
    looked_at = look_at(programme, broker, changed)
    with CaptureQueriesContext(connection) as asked:
        imports.take_in(brought=looked_at, at=LATER, by=broker)
    return len(asked)


# --- through the pages -----------------------------------------------------------------------


def bring(client: Client, programme: Programme, content: bytes) -> SimpleNamespace:
    upload = SimpleUploadedFile("people.csv", content)
    page = reverse("foundation:bring_table", args=(programme.slug, "people"))
    return client.post(page, {"table": upload}, follow=True)


@pytest.mark.usefixtures("broker")
def test_the_page_of_a_list_says_what_is_not_kept_and_shows_no_name(
    client: Client, programme: Programme
) -> None:
    page = text_of(bring(client, programme, LIST.encode()))

    assert "nothing stands without its words" in page
    assert "New School" in page
    assert "Planted" not in page
    assert "planted" not in page


@pytest.mark.usefixtures("broker")
def test_a_bad_list_is_answered_with_its_cells(client: Client, programme: Programme) -> None:
    answer = bring(client, programme, b"id,sector\np1,<script>alert(1)</script>\n")

    assert "&lt;script&gt;" in text_of(answer)
    assert "<script>alert" not in text_of(answer)
    assert not Participant.objects.exists()


def test_names_here_are_never_shown_beside_those_brought(
    client: Client, programme: Programme, broker: User, planted: Participant
) -> None:
    looked_at = look_at(programme, broker, line(name="Marguerite Ashby"))

    page = client.get(f"/programmes/{programme.slug}/imports/{looked_at.pk}/?show=changed")

    assert "changes, not shown" in text_of(page)
    assert planted.person.name not in text_of(page)
    assert "Ashby" not in text_of(page)
