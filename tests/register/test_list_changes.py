"""A list changes people who are here already; undoing it restores them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ecotone.foundation import imports
from ecotone.foundation.encryption import fingerprint
from ecotone.foundation.errors import Refused
from ecotone.foundation.imports import Verdict, rows_judged
from ecotone.foundation.models import ImportBlock, Programme, User
from ecotone.register import operations
from ecotone.register.models import EarlierValues, Organisation, Participant, Post
from tests.factories.foundation import NOON
from tests.register.lists import LATER, counts, look_at, problems_of, take_in
from tests.register.pages import text_of

pytestmark = pytest.mark.django_db


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


def test_names_here_are_never_shown_beside_those_brought(
    client: Client, programme: Programme, broker: User, planted: Participant
) -> None:
    looked_at = look_at(programme, broker, line(name="Marguerite Ashby"))

    page = client.get(f"/programmes/{programme.slug}/imports/{looked_at.pk}/?show=changed")

    assert "changes, not shown" in text_of(page)
    assert planted.person.name not in text_of(page)
    assert "Ashby" not in text_of(page)
