"""The list of people, adding one, and the numbers wanted."""

import pytest
from django.test import Client

from ecotone.foundation.models import Programme, User
from ecotone.register import operations, queries
from ecotone.register.choices import Criterion
from ecotone.register.models import Invitation, Participant, Sector
from ecotone.register.operations import NewParticipant
from tests.factories.foundation import NOON
from tests.factories.register import (
    make_answer,
    make_invitation,
    make_newcomer,
    make_participant,
    make_register,
)
from tests.register.pages import address, count_queries, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("broker")
def test_an_empty_list_says_where_to_begin(client: Client, programme: Programme) -> None:
    page = client.get(address("register:people", programme))

    assert "Nobody has been asked yet" in text_of(page)
    assert address("register:add", programme) in text_of(page)


def test_the_list_shows_everybody_by_pseudonym_with_post_and_stage(
    client: Client, programme: Programme, broker: User, ada: Participant
) -> None:
    operations.set_quotas(programme=programme, wanted={"primary": 2}, at=NOON, by=None)
    make_invitation(ada, broker)
    make_answer(ada)

    page = text_of(client.get(address("register:people", programme)))

    for shown in ("Ada", "Science lead", "Hillcrest Primary School", "said yes", "1 partner"):
        assert shown in page
    assert "<b>1 of 2</b> said yes" in page
    assert "Planted" not in page
    assert "school.example" not in page


def test_the_list_needs_the_same_queries_for_one_person_and_for_three(
    client: Client, programme: Programme, broker: User
) -> None:
    needed = []

    for more in (1, 2):
        for _ in range(more):
            make_invitation(make_participant(programme), broker)
        needed.append(count_queries(client, address("register:people", programme)))

    assert needed[0] == needed[1] <= 20


@pytest.mark.usefixtures("broker", "ada")
def test_the_list_is_filtered_by_sector_and_answer(
    client: Client, programme: Programme
) -> None:
    make_participant(programme, make_newcomer(sector="secondary", pseudonym="Bela"))
    people = address("register:people", programme)

    found = [
        [
            name
            for name in ("Ada", "Bela")
            if f">{name}</a>" in text_of(client.get(people + query))
        ]
        for query in (
            "",
            "?sector=secondary",
            "?sector=primary&answer=NOT_INVITED",
            "?answer=nonsense&sector='--",
        )
    ]

    assert found == [["Ada", "Bela"], ["Bela"], ["Ada"], ["Ada", "Bela"]]


@pytest.mark.usefixtures("broker", "ada")
def test_a_filter_that_finds_nobody_says_how_to_go_on(
    client: Client, programme: Programme
) -> None:
    page = text_of(client.get(address("register:people", programme) + "?answer=DECLINED"))

    assert "Nobody here answers to both" in page
    assert "Show everybody" in page


@pytest.mark.usefixtures("broker")
def test_a_long_list_has_pages_of_fifty(client: Client, programme: Programme) -> None:
    operations.register_participants(
        programme=programme,
        newcomers=[NewParticipant(sector="university") for _ in range(51)],
        at=NOON,
        by=None,
    )
    people = address("register:people", programme)

    rows = [
        text_of(client.get(f"{people}?page={page}")).count('<th scope="row">')
        for page in (1, 2)
    ]

    assert rows == [50, 1]


def newcomer_form(programme: Programme, **changes: str) -> dict[str, str]:
    form = {
        "sector": str(Sector.objects.get(programme=programme, key="primary").pk),
        "organisation": "Oakbank",
        "title": "Head",
        "name": "Marguerite Planted",
        "email": "planted@school.example",
        "phone": "",
        "pseudonym": "",
        "capacity": "2",
        "travel_minutes": "",
        "criterion": "",
        "evidence": "",
    }
    return form | changes


@pytest.mark.usefixtures("broker", "ada")
def test_the_form_suggests_the_organisations_known(
    client: Client, programme: Programme
) -> None:
    page = text_of(client.get(address("register:add", programme)))

    assert '<option value="Hillcrest Primary School">' in page


@pytest.mark.usefixtures("broker")
def test_somebody_is_added_without_an_invitation(client: Client, programme: Programme) -> None:
    answer = client.post(address("register:add", programme), newcomer_form(programme))

    added = Participant.objects.get()
    assert answer["Location"] == address("register:person", programme, added)
    assert (added.person.name, added.capacity) == ("Marguerite Planted", 2)
    assert not Invitation.objects.exists()


def test_somebody_is_added_with_the_reason_they_were_asked(
    client: Client, programme: Programme, broker: User
) -> None:
    form = newcomer_form(programme, criterion="OUTREACH", evidence="Ran the science fair.")

    client.post(address("register:add", programme), form)

    invitation = Invitation.objects.get()
    assert (invitation.criterion, invitation.invited_by) == (Criterion.OUTREACH, broker)


@pytest.mark.usefixtures("broker")
@pytest.mark.parametrize(
    ("changes", "mistake"),
    [
        ({"sector": ""}, "Sector: Choose one."),
        ({"name": ""}, "Real name: Write their name."),
        ({"criterion": "OUTREACH"}, "Evidence: Write what shows it."),
        ({"evidence": "A fair"}, "Why them?: Choose what this is evidence of."),
        ({"pseudonym": "ada"}, "Pseudonym: “ada” is taken in this programme"),
        ({"email": "none"}, "E-mail address: Enter a valid email address."),
    ],
)
def test_a_mistake_is_named_at_its_field_and_nobody_is_added(
    client: Client,
    programme: Programme,
    ada: Participant,
    changes: dict[str, str],
    mistake: str,
) -> None:
    answer = client.post(
        address("register:add", programme), newcomer_form(programme, **changes)
    )

    assert answer.status_code == 422
    assert mistake in text_of(answer)
    assert "<title>Error: Add a person" in text_of(answer)
    assert Participant.objects.get() == ada


@pytest.mark.usefixtures("broker")
def test_a_sector_of_another_programme_is_no_choice(
    client: Client, programme: Programme
) -> None:
    elsewhere = Sector.objects.filter(programme=make_register()).first()

    answer = client.post(
        address("register:add", programme), newcomer_form(programme, sector=str(elsewhere.pk))
    )

    assert answer.status_code == 422
    assert not Participant.objects.exists()


@pytest.mark.usefixtures("broker")
def test_the_numbers_wanted_are_changed(client: Client, programme: Programme) -> None:
    form_page = text_of(client.get(address("register:quotas", programme)))

    client.post(
        address("register:quotas", programme), {"primary": 2, "secondary": 3, "university": 4}
    )

    wanted = dict(queries.sectors_of(programme).values_list("key", "quota"))
    assert "How many people are wanted" in form_page
    assert wanted == {"primary": 2, "secondary": 3, "university": 4}


@pytest.mark.usefixtures("broker")
def test_a_number_below_nothing_is_a_mistake(client: Client, programme: Programme) -> None:
    answer = client.post(
        address("register:quotas", programme), {"primary": -1, "secondary": 3, "university": 4}
    )

    assert answer.status_code == 422
