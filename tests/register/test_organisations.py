"""Where people work: the list, one organisation, and finding it in the public registers."""

import pytest
from django.test import Client
from django.urls import reverse

from ecotone.foundation.models import Programme
from ecotone.register import operations
from ecotone.register.choices import PublicRegister
from ecotone.register.models import ListedOrganisation, Organisation, Participant, Succession
from tests.factories.foundation import NOON
from tests.factories.public_registers import make_listed
from tests.factories.register import make_newcomer, make_participant, make_register
from tests.register.pages import address, count_queries, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(programme: Programme) -> ListedOrganisation:
    return make_listed(
        programme,
        "Hillcrest Primary School",
        number="100123",
        ukprn="10079319",
        place="Manchester",
        postcode="M13 9PL",
        phase="Primary",
        lowest_age=4,
        highest_age=11,
    )


def page_of(organisation: Organisation) -> str:
    parts = (organisation.programme.slug, organisation.pk)
    return reverse("register:organisation", args=parts)


def link_address(organisation: Organisation) -> str:
    parts = (organisation.programme.slug, organisation.pk)
    return reverse("register:link_organisation", args=parts)


def organisation_of(participant: Participant) -> Organisation:
    assert participant.organisation is not None
    return participant.organisation


# --- names with numbers ----------------------------------------------------------------------


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize(
    "written",
    [
        "Hillcrest Primary School · URN 100123",
        "urn 100123",
        "Our school (URN: 100123)",
        "Hillcrest, UKPRN 10079319",
    ],
)
def test_a_name_that_ends_with_a_number_is_the_organisation_listed_under_it(
    programme: Programme, written: str
) -> None:
    found = operations.organisations_named([written], programme=programme)[written]

    assert (found.name, found.urn, found.ukprn) == (
        "Hillcrest Primary School",
        "100123",
        "10079319",
    )
    assert found.listed == ListedOrganisation.objects.get()


def test_a_number_that_nobody_lists_leaves_the_name_as_it_was_written(
    programme: Programme,
) -> None:
    written = "Hillcrest Primary School · URN 999999"

    found = operations.organisations_named([written], programme=programme)[written]

    assert (found.name, found.listed) == (written, None)


def test_a_ukprn_that_several_schools_share_names_none_of_them(programme: Programme) -> None:
    for number in ("1", "2"):
        make_listed(programme, f"School {number}", number=number, ukprn="10000001")

    found = operations.organisations_named(["UKPRN 10000001"], programme=programme)

    assert found["UKPRN 10000001"].listed is None


# --- pages -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("broker")
def test_the_list_says_how_many_work_there_and_where_it_is_listed(
    client: Client, programme: Programme, ada: Participant, listed: ListedOrganisation
) -> None:
    organisation = organisation_of(ada)
    operations.link_to_register(organisation=organisation, listed=listed, at=NOON, by=None)

    page = text_of(client.get(address("register:organisations", programme)))

    assert page_of(organisation) in page
    assert "URN 100123" in page
    assert "ages 4 to 11" in page
    assert "1 line" in page


@pytest.mark.usefixtures("broker")
def test_an_empty_list_of_organisations_says_where_they_come_from(
    client: Client, programme: Programme
) -> None:
    page = text_of(client.get(address("register:organisations", programme)))

    assert "No organisation yet" in page
    assert address("register:add", programme) in page


@pytest.mark.usefixtures("broker")
def test_the_list_asks_as_much_for_three_organisations_as_for_one(
    client: Client, programme: Programme
) -> None:
    address_of_list = address("register:organisations", programme)
    operations.organisations_named(["Only one"], programme=programme)
    for_one = count_queries(client, address_of_list)
    operations.organisations_named(["Second", "Third"], programme=programme)

    assert count_queries(client, address_of_list) == for_one


@pytest.mark.usefixtures("broker", "listed")
def test_an_organisation_is_found_in_the_register_and_linked_and_unlinked(
    client: Client, ada: Participant, listed: ListedOrganisation
) -> None:
    organisation = organisation_of(ada)
    found = text_of(client.get(page_of(organisation), {"q": "hillcrest m13"}))

    client.post(link_address(organisation), {"listed": str(listed.pk)})
    linked = text_of(client.get(page_of(organisation)))
    client.post(link_address(organisation))

    assert "This is it" in found
    assert ada.pseudonym in linked
    assert "This is not it" in linked
    organisation.refresh_from_db()
    assert organisation.listed is None


@pytest.mark.usefixtures("broker")
def test_a_school_that_goes_on_under_another_number_offers_to_follow_it(
    client: Client, programme: Programme, ada: Participant, listed: ListedOrganisation
) -> None:
    academy = make_listed(programme, "Hillcrest Academy", number="145001")
    Succession.objects.create(predecessor=listed, successor=academy)
    organisation = organisation_of(ada)
    operations.link_to_register(organisation=organisation, listed=listed, at=NOON, by=None)

    page = text_of(client.get(page_of(organisation)))
    client.post(link_address(organisation), {"listed": str(academy.pk)})

    assert "Today it goes on as" in page
    organisation.refresh_from_db()
    assert (organisation.urn, organisation.name) == ("145001", "Hillcrest Primary School")


@pytest.mark.usefixtures("broker", "listed")
def test_words_that_find_nothing_are_answered_with_what_to_try(
    client: Client, ada: Participant
) -> None:
    page = text_of(client.get(page_of(organisation_of(ada)), {"q": "zzz"}))

    assert "Nothing is listed under these words." in page


@pytest.mark.usefixtures("broker")
def test_an_organisation_of_another_programme_is_not_there(
    client: Client, programme: Programme
) -> None:
    elsewhere = organisation_of(make_participant(make_register(name="Another")))
    parts = (programme.slug, elsewhere.pk)

    assert client.get(reverse("register:organisation", args=parts)).status_code == 404


@pytest.mark.usefixtures("broker", "listed")
def test_a_field_being_typed_into_is_offered_our_own_first_and_then_the_listed(
    client: Client, programme: Programme
) -> None:
    make_participant(programme, make_newcomer())
    make_listed(
        programme,
        "Hillside University",
        number="x",
        ukprn="10007798",
        register=PublicRegister.UNIVERSITIES,
    )
    operations.organisations_named(["The hill farm"], programme=programme)

    answer = client.get(address("register:suggest_organisations", programme), {"q": "hill"})

    assert answer.json() == {
        "organisations": [
            {"value": "Hillcrest Primary School", "label": ""},
            {"value": "The hill farm", "label": ""},
            {"value": "Hillside University · UKPRN 10007798", "label": ""},
        ]
    }
