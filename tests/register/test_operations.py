"""Sectors, people and their posts."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ecotone.foundation.errors import CellProblem, NotYours, Refused, TableRefused
from ecotone.foundation.models import AuditEvent, Role
from ecotone.register import operations, queries
from ecotone.register.models import Organisation, Participant, Person, Post, Sector
from ecotone.register.operations import NewParticipant, NewPost
from ecotone.register.operations.pseudonyms import pseudonyms_for
from tests.factories.foundation import NOON, make_member, make_programme
from tests.factories.register import make_newcomer, make_participant, make_register

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def test_a_register_opens_with_the_three_sectors_of_the_study() -> None:
    programme = make_programme()

    operations.open_register(programme=programme, at=NOON, by=None)

    sectors = queries.sectors_of(programme).values_list("key", "mark", "bank")
    assert list(sectors) == [
        ("primary", "circle", "SCHOOLS"),
        ("secondary", "square", "SCHOOLS"),
        ("university", "triangle", "UNIVERSITY"),
    ]


def test_a_register_opens_once() -> None:
    programme = make_register()

    with pytest.raises(Refused, match="has its sectors already"):
        operations.open_register(programme=programme, at=NOON, by=None)


def test_the_numbers_wanted_are_kept_by_sector() -> None:
    programme = make_register()

    operations.set_quotas(
        programme=programme, wanted={"primary": 2, "university": 5}, at=NOON, by=None
    )

    wanted = queries.sectors_of(programme).values_list("key", "quota")
    assert dict(wanted) == {"primary": 2, "secondary": 0, "university": 5}


def test_somebody_taken_in_has_a_pseudonym_a_post_and_an_encrypted_name() -> None:
    programme = make_register()

    participant = make_participant(programme, make_newcomer(name="Marguerite Planted"))

    assert participant.pseudonym not in {"", "Marguerite"}
    assert (participant.sector.key, str(participant.organisation), participant.title) == (
        "primary",
        "Hillcrest Primary School",
        "Science lead",
    )
    post = participant.posts.get()
    assert (post.sector, post.title, post.since, post.until) == (
        participant.sector,
        "Science lead",
        TODAY,
        None,
    )
    assert participant.person.name == "Marguerite Planted"
    assert raw_names() == []


def raw_names() -> list[str]:
    """Look for the planted name in what the database file holds."""
    stored = Person.objects.raw("SELECT id, name AS kept FROM register_person")
    return [person.kept for person in stored if "Planted" in person.kept]


def test_a_description_of_a_newcomer_never_shows_who_they_are() -> None:
    newcomer = make_newcomer(name="Marguerite Planted", email="m.planted@school.example")

    assert "lanted" not in repr(newcomer)


def test_a_pseudonym_shares_no_word_with_the_name_of_its_owner() -> None:
    programme = make_register()
    names = ("Ada", "Flora", "Hugo", "Iris", "Otto", "Vera")

    people = operations.register_participants(
        programme=programme,
        newcomers=[NewParticipant(sector="primary", name=name) for name in names * 30],
        at=NOON,
        by=None,
    )

    clashes = [person for person in people if person.pseudonym == person.person.name]
    assert clashes == []
    assert len({person.pseudonym for person in people}) == 180


def test_the_same_list_in_the_same_programme_draws_the_same_pseudonyms() -> None:
    drawn = [list(pseudonyms_for(["A B"] * 400, taken=set(), seed=seed)) for seed in (7, 7, 8)]

    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]
    assert len(set(drawn[0])) == 400
    assert all(" " not in name for name in drawn[0][:220])
    assert all(" " in name for name in drawn[0][220:])


def test_pseudonyms_go_on_when_both_lists_are_used_up() -> None:
    drawn = list(pseudonyms_for([""] * 36_000, taken={"ada", "ada rowan"}, seed=1))

    assert len(set(drawn)) == 36_000
    assert not {"Ada", "Ada Rowan"} & set(drawn)


@pytest.mark.parametrize(
    ("newcomer", "problem"),
    [
        (
            NewParticipant(sector="college"),
            CellProblem(
                1,
                "sector",
                "“college” is no sector of this programme; "
                "it has primary, secondary, university",
            ),
        ),
        (
            NewParticipant(sector="primary", pseudonym="TAKEN"),
            CellProblem(1, "pseudonym", "“TAKEN” is taken in this programme"),
        ),
        (
            NewParticipant(sector="primary", reference="r1"),
            CellProblem(1, "id", "“r1” is in this programme already"),
        ),
        (
            NewParticipant(sector="primary", email="A@school.example"),
            CellProblem(1, "email", "somebody in this programme has this address already"),
        ),
        (
            NewParticipant(sector="primary", title="x" * 121),
            CellProblem(1, "title", "is longer than 120 characters"),
        ),
        (
            NewParticipant(sector="primary", reference="x" * 61),
            CellProblem(1, "id", "is longer than 60 characters"),
        ),
        (
            NewParticipant(sector="primary", capacity=101),
            CellProblem(1, "capacity", "must lie between 0 and 100"),
        ),
        (
            NewParticipant(sector="primary", at_least=2),
            CellProblem(1, "at_least", "must lie between 0 and the capacity"),
        ),
        (
            NewParticipant(sector="primary", travel_minutes=-1),
            CellProblem(1, "travel_minutes", "must lie between 0 and 1440"),
        ),
    ],
)
def test_a_newcomer_who_breaks_a_rule_is_refused(
    newcomer: NewParticipant, problem: CellProblem
) -> None:
    programme = make_register()
    there_before = NewParticipant(
        sector="primary", pseudonym="Taken", reference="r1", email="a@school.example"
    )
    make_participant(programme, there_before)

    with pytest.raises(TableRefused) as refusal:
        make_participant(programme, newcomer)

    assert refusal.value.problems == (problem,)
    assert Participant.objects.count() == Person.objects.count() == 1


def test_a_list_with_one_bad_row_leaves_nobody_behind() -> None:
    programme = make_register()
    twice = [NewParticipant(sector="primary", reference="r1", organisation="New School")] * 2

    with pytest.raises(TableRefused) as refusal:
        operations.register_participants(programme=programme, newcomers=twice, at=NOON, by=None)

    assert refusal.value.problems == (CellProblem(2, "id", "is used twice in this list"),)
    assert (Participant.objects.count(), Person.objects.count()) == (0, 0)
    assert Organisation.objects.count() == 0


def test_an_organisation_is_found_by_its_name_however_it_is_written() -> None:
    programme = make_register()
    written = ("Hillcrest Primary", "hillcrest  PRIMARY", "Oakbank", "")

    people = operations.register_participants(
        programme=programme,
        newcomers=[NewParticipant(sector="primary", organisation=name) for name in written],
        at=NOON,
        by=None,
    )

    assert [str(person.organisation) for person in people] == [
        "Hillcrest Primary",
        "Hillcrest Primary",
        "Oakbank",
        "None",
    ]


def test_three_people_and_forty_come_in_with_the_same_number_of_queries() -> None:
    queries_needed = []

    for size in (3, 40):
        programme = make_register()
        newcomers = [
            NewParticipant(sector="primary", organisation=f"School {number}")
            for number in range(size)
        ]
        with CaptureQueriesContext(connection) as asked:
            operations.register_participants(
                programme=programme, newcomers=newcomers, at=NOON, by=None
            )
        queries_needed.append(len(asked))

    assert queries_needed[0] == queries_needed[1]


def test_a_change_of_post_ends_one_and_begins_another() -> None:
    participant = make_participant()
    later = NOON + timedelta(days=40)
    secondary = Sector.objects.get(programme=participant.programme, key="secondary")

    operations.change_post(
        participant=participant,
        post=NewPost(secondary, "Oakbank Academy", "Head of physics", date(2026, 4, 1)),
        at=later,
        by=None,
    )

    posts = queries.posts_of(participant).values_list("title", "since", "until")
    assert list(posts) == [
        ("Head of physics", date(2026, 4, 1), None),
        ("Science lead", TODAY, date(2026, 4, 1)),
    ]
    participant.refresh_from_db()
    assert (participant.sector, participant.title) == (secondary, "Head of physics")
    assert str(participant.organisation) == "Oakbank Academy"


@pytest.mark.parametrize(
    ("days", "message"), [(-1, "begin before the one"), (1, "begin in the future")]
)
def test_a_post_begins_neither_before_the_one_it_follows_nor_in_the_future(
    days: int, message: str
) -> None:
    participant = make_participant()
    post = NewPost(participant.sector, "", "Head", TODAY + timedelta(days=days))

    with pytest.raises(Refused, match=message):
        operations.change_post(participant=participant, post=post, at=NOON, by=None)

    assert Post.objects.get().until is None


def test_whoever_may_not_manage_people_can_do_none_of_it() -> None:
    programme = make_register()
    coder = make_member(programme, Role.CODER)
    participant = make_participant(programme)
    post = NewPost(participant.sector, "", "Head", TODAY)

    attempts = (
        lambda: operations.open_register(programme=programme, at=NOON, by=coder),
        lambda: operations.set_quotas(programme=programme, wanted={}, at=NOON, by=coder),
        lambda: operations.register_participant(
            programme=programme, newcomer=make_newcomer(), at=NOON, by=coder
        ),
        lambda: operations.register_participants(
            programme=programme, newcomers=[make_newcomer()], at=NOON, by=coder
        ),
        lambda: operations.change_post(participant=participant, post=post, at=NOON, by=coder),
        lambda: operations.look_at_identity(participant=participant, at=NOON, by=coder),
        lambda: operations.remove_newcomers(
            programme=programme, participant_ids=[], organisation_ids=[], at=NOON, by=coder
        ),
    )

    for attempt in attempts:
        with pytest.raises(NotYours):
            attempt()
    assert Participant.objects.count() == 1


def test_every_change_is_in_the_audit_trail_without_a_name() -> None:
    programme = make_register()
    broker = make_member(programme, Role.BROKER)
    participant = make_participant(programme, make_newcomer(name="Marguerite Planted"))

    operations.look_at_identity(participant=participant, at=NOON, by=broker)

    trail = AuditEvent.objects.filter(subject=participant.subject).order_by("position")
    assert [(event.actor, event.verb) for event in trail] == [
        ("job", "registered a participant"),
        (f"user:{broker.pk}", "saw the name"),
    ]
    told = AuditEvent.objects.values_list("subject", "reason", "verb")
    assert "Planted" not in str(list(told))
