"""A list of people comes in as a whole, goes out as a whole, or not at all."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from ecotone.foundation.errors import CellProblem, Refused, TableRefused
from ecotone.foundation.imports import apply_import, preview_table, undo_import
from ecotone.foundation.models import ImportState, Programme, TableImport, User
from ecotone.foundation.tables import read_table
from ecotone.register.choices import Answer
from ecotone.register.imports import PEOPLE, newcomers_in
from ecotone.register.models import Organisation, Participant, Person
from tests.factories.foundation import NOON
from tests.factories.register import make_answer, make_invitation, make_participant
from tests.register.pages import text_of

pytestmark = pytest.mark.django_db

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


def bring(programme: Programme, broker: User, content: str = LIST) -> TableImport:
    return preview_table(
        programme=programme,
        kind=PEOPLE,
        content=content.encode(),
        file_name="people.csv",
        at=NOON,
        by=broker,
    )


def problems_of(programme: Programme, content: str) -> tuple[CellProblem, ...]:
    with pytest.raises(TableRefused) as refusal:
        newcomers_in(read_table(content.encode(), file_name="people.csv"), programme=programme)
    return refusal.value.problems


def test_looking_at_a_list_stores_nobody(programme: Programme, broker: User) -> None:
    brought = bring(programme, broker)

    assert (brought.row_count, brought.new_count) == (2, 2)
    assert not Participant.objects.exists()


def test_a_list_brings_everything_but_what_must_rest_on_words(
    programme: Programme, broker: User
) -> None:
    apply_import(table_import=bring(programme, broker), at=NOON, by=broker)

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


def test_a_spreadsheet_says_the_same_as_a_text(programme: Programme) -> None:
    book = Workbook()
    for row in (("id", "sector", "capacity"), ("p1", "primary", 3)):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)

    (newcomer,) = newcomers_in(
        read_table(content.getvalue(), file_name="people.xlsx"), programme=programme
    )

    assert (newcomer.reference, newcomer.sector, newcomer.capacity) == ("p1", "primary", 3)


def test_undoing_a_list_removes_exactly_what_came_in(
    programme: Programme, broker: User, ada: Participant
) -> None:
    brought = apply_import(table_import=bring(programme, broker), at=NOON, by=broker)

    undone = undo_import(table_import=brought, at=NOON, by=broker)

    assert undone.state == ImportState.UNDONE
    assert list(Participant.objects.all()) == [ada]
    assert Person.objects.get() == ada.person
    assert [str(organisation) for organisation in Organisation.objects.all()] == [
        "Hillcrest Primary School"
    ]


def test_a_list_stays_once_one_of_its_people_has_answered(
    programme: Programme, broker: User
) -> None:
    brought = apply_import(table_import=bring(programme, broker), at=NOON, by=broker)
    participant = Participant.objects.get(reference="p2")
    make_invitation(participant, broker)
    make_answer(participant, Answer.DECLINED)

    with pytest.raises(Refused, match="somebody from it has answered since"):
        undo_import(table_import=brought, at=NOON + timedelta(days=1), by=broker)

    assert Participant.objects.count() == 2


def test_a_list_looked_at_before_somebody_else_took_its_id_is_refused(
    programme: Programme, broker: User
) -> None:
    first, second = bring(programme, broker), bring(programme, broker)
    apply_import(table_import=first, at=NOON, by=broker)

    with pytest.raises(TableRefused) as refusal:
        apply_import(table_import=second, at=NOON, by=broker)

    assert refusal.value.problems[0] == CellProblem(
        2, "id", "“p1” is in this programme already"
    )
    assert Participant.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "row", "column", "reason"),
    [
        ("id\np1\n", 1, "sector", "this column is missing"),
        ("sector\nprimary\n", 1, "id", "this column is missing"),
        ("id,sector,shoe size\np1,primary,7\n", 1, "shoe size", "no such column is known"),
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
        ("id,sector,gives\np1,primary,grp:much\n", 2, "gives", "“much” is no number"),
        ("id,sector,gives\np1,primary,:1\n", 2, "gives", "“:1” names no practice"),
        ("id,sector,gives\np1,primary,grp;grp\n", 2, "gives", "“grp” is named twice"),
        (
            "id,sector,asks\np1,primary,grp:-1\n",
            2,
            "asks",
            'The weight of "grp" is -1; an ask weighs 0 or more.',
        ),
        ("id,sector,asks\np1,primary,grp:inf\n", 2, "asks", "“inf” is no number"),
        ("id,sector,capacity\np1,primary,1.5\n", 2, "capacity", "“1.5” is no whole number"),
        ("id,sector,capacity\np1,primary,x\n", 2, "capacity", "“x” is no number"),
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
    programme: Programme, content: str, row: int, column: str, reason: str
) -> None:
    assert problems_of(programme, content) == (CellProblem(row, column, reason),)
    assert not Participant.objects.exists()


def test_every_cell_at_fault_is_named_at_once_in_the_order_of_the_rows(
    programme: Programme,
) -> None:
    content = "id,sector,capacity\np1,college,1\np2,primary,x\np1,primary,1\n"

    problems = problems_of(programme, content)

    assert [(problem.row, problem.column) for problem in problems] == [
        (2, "sector"),
        (3, "capacity"),
        (4, "id"),
    ]


def test_a_list_with_nobody_in_it_is_refused(programme: Programme) -> None:
    assert problems_of(programme, "id,sector\n") == ()


def test_somebody_here_already_can_be_avoided_by_a_newcomer(
    programme: Programme, broker: User
) -> None:
    apply_import(table_import=bring(programme, broker), at=NOON, by=broker)

    (newcomer,) = newcomers_in(
        read_table(b"id,sector,avoid\np3,primary,p1\n", file_name="people.csv"),
        programme=programme,
    )

    assert newcomer.avoid == ("p1",)


# --- through the pages -----------------------------------------------------------------------


@pytest.mark.usefixtures("broker")
def test_the_page_of_a_list_says_what_is_not_kept_and_shows_no_name(
    client: Client, programme: Programme
) -> None:
    upload = SimpleUploadedFile("people.csv", LIST.encode())

    looked_at = client.post(
        reverse("foundation:bring_table", args=(programme.slug, "people")),
        {"table": upload},
        follow=True,
    )

    page = text_of(looked_at)
    assert "nothing stands without its words" in page
    assert "New School" in page
    assert "Planted" not in page
    assert "planted" not in page


@pytest.mark.usefixtures("broker")
def test_a_bad_list_is_answered_with_its_cells(client: Client, programme: Programme) -> None:
    make_participant(programme)
    upload = SimpleUploadedFile("people.csv", b"id,sector\np1,<script>alert(1)</script>\n")

    answer = client.post(
        reverse("foundation:bring_table", args=(programme.slug, "people")), {"table": upload}
    )

    assert answer.status_code == 422
    assert "&lt;script&gt;" in text_of(answer)
    assert "<script>alert" not in text_of(answer)
    assert Participant.objects.count() == 1
