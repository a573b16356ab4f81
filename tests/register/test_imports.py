"""A list brings newcomers, changes who is here, and is undone as one act."""

import io
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from ecotone.foundation import imports
from ecotone.foundation.errors import Refused
from ecotone.foundation.imports import Verdict, rows_judged
from ecotone.foundation.models import ImportState, Programme, User
from ecotone.register.choices import Answer
from ecotone.register.models import Organisation, Participant, Person
from tests.factories.foundation import NOON
from tests.factories.register import make_answer, make_invitation
from tests.register.lists import LATER, LIST, counts, look_at, problems_of, take_in
from tests.register.pages import text_of

pytestmark = pytest.mark.django_db


def test_looking_at_a_list_stores_nobody(programme: Programme, broker: User) -> None:
    looked_at = look_at(programme, broker)

    assert counts(looked_at) == (2, 0, 0, 0)
    assert not Participant.objects.exists()


def test_a_sector_is_known_by_its_name_on_the_pages_and_in_any_letters(
    programme: Programme, broker: User
) -> None:
    looked_at = look_at(
        programme, broker, "id,sector\np1,Primary\np2, SECONDARY \np3,university\n"
    )

    assert counts(looked_at) == (3, 0, 0, 0)


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
        (
            "id,sector,email\np1,primary,planted@school\n",
            2,
            "email",
            "is no e-mail address: look for the “@” and what follows it",
        ),
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
