"""The hub's consent register, changes on paper, and leaving with the number typed."""

import pytest
from django.test import Client
from django.urls import reverse

from ecotone.consent.choices import Grant
from ecotone.consent.models import ConsentForm, ConsentRecord, Withdrawal
from ecotone.consent.operations import rehearse_withdrawal
from ecotone.consent.queries import grants_of
from ecotone.foundation.models import AuditEvent, Programme, Role, User
from ecotone.register.models import Participant
from tests.factories.consent import answer_grants, make_consenting
from tests.factories.foundation import make_member
from tests.factories.listening import make_sent
from tests.factories.register import make_participant, make_register
from tests.register.pages import address, count_queries, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("broker")
def test_the_register_shows_people_by_grants_with_version_and_day(
    client: Client, programme: Programme
) -> None:
    participant = make_participant(programme)
    answer_grants(participant, {Grant.AUDIO: True, Grant.VIDEO: False})

    page = text_of(client.get(address("consent:register", programme)))

    assert page.count("2 Mar 26") == 2
    assert participant.pseudonym in page
    assert "Planted-Name" not in page


@pytest.mark.usefixtures("broker")
def test_the_register_needs_the_same_queries_for_one_person_and_for_three(
    client: Client, programme: Programme
) -> None:
    needed = []

    for more in (1, 2):
        for _ in range(more):
            make_consenting(programme)
        needed.append(count_queries(client, address("consent:register", programme)))

    assert needed[0] == needed[1] <= 15


@pytest.mark.usefixtures("broker")
def test_a_pseudonym_in_the_box_opens_that_persons_paper(
    client: Client, programme: Programme
) -> None:
    participant = make_participant(programme)
    register = address("consent:register", programme)

    found = client.get(register, {"who": participant.pseudonym.upper()})
    missed = client.get(register, {"who": "Nobody<script>"})

    assert found["Location"] == address("consent:record", programme, participant)
    assert "Nobody stands like that" in text_of(missed)


def test_a_programme_without_wording_or_people_says_what_comes_first(client: Client) -> None:
    programme = make_register()
    client.force_login(make_member(programme, Role.HUB_ADMIN))
    register = address("consent:register", programme)
    without_wording = text_of(client.get(register))

    client.post(address("consent:publish", programme))

    assert "Publish the wording" in without_wording
    assert ConsentForm.objects.filter(programme=programme, language="en").count() == 1
    assert "Nobody is in the programme yet" in text_of(client.get(register))


def test_a_broker_cannot_publish_and_is_told_who_can(client: Client) -> None:
    programme = make_register()
    client.force_login(make_member(programme, Role.BROKER))

    page = client.get(address("consent:register", programme))
    attempt = client.post(address("consent:publish", programme))

    assert "Ask the hub's administrator" in text_of(page)
    assert attempt.status_code == 404
    assert ConsentForm.objects.filter(language="en").count() == 0


def test_a_change_on_paper_is_written_down_by_the_one_who_typed_it(
    client: Client, programme: Programme, broker: User
) -> None:
    participant = make_consenting(programme, Grant.INTERVIEW)
    paper = address("consent:record", programme, participant)
    before = text_of(client.get(paper))

    answer = client.post(paper, {"interview": "yes", "quoted": "yes"}, follow=True)

    record = ConsentRecord.objects.latest("pk")
    assert (record.grant, record.is_given, record.recorded_by) == (Grant.QUOTED, True, broker)
    assert 'name="interview" value="yes" required' not in before
    assert f"written down by {broker.name}" in text_of(answer)


@pytest.mark.usefixtures("broker")
def test_an_answer_that_is_none_of_the_two_is_shown_again(
    client: Client, programme: Programme
) -> None:
    participant = make_participant(programme)

    answer = client.post(
        address("consent:record", programme, participant), {"quoted": "perhaps"}
    )

    assert answer.status_code == 422
    assert ConsentRecord.objects.count() == 0


def test_leaving_asks_for_the_number_of_things_that_go(
    client: Client, programme: Programme, broker: User
) -> None:
    participant = make_consenting(programme)
    make_sent(participant, {1: "Unmistakable words"})
    leaving = address("consent:withdraw", programme, participant)
    total = sum(rehearse_withdrawal(participant=participant, by=broker).values())

    page = client.get(leaving)
    wrong = client.post(leaving, {"count": total + 1})
    still_there = Participant.objects.filter(pk=participant.pk).exists()
    right = client.post(leaving, {"count": total}, follow=True)

    assert f"the number of things that go: {total}" in text_of(page)
    assert (wrong.status_code, still_there) == (422, True)
    assert f"One person has left, and {total} things went with them" in text_of(right)
    assert Withdrawal.objects.get().by == broker
    assert Participant.objects.count() == 0


@pytest.mark.parametrize("role", [Role.CODER, Role.VIEWER])
def test_the_wrong_role_finds_no_page_and_is_audited(
    client: Client, programme: Programme, role: Role
) -> None:
    participant = make_consenting(programme)
    client.force_login(make_member(programme, role))
    pages = [
        address("consent:register", programme),
        address("consent:record", programme, participant),
        address("consent:withdraw", programme, participant),
    ]

    found = [client.get(page).status_code for page in pages]

    assert found == [404, 404, 404]
    assert AuditEvent.objects.filter(verb="was turned away").count() == 3


def test_an_interviewer_writes_down_consent_but_has_nobody_leave(
    client: Client, programme: Programme
) -> None:
    participant = make_consenting(programme)
    client.force_login(make_member(programme, Role.INTERVIEWER))

    paper = client.get(address("consent:record", programme, participant))
    leaving = client.get(address("consent:withdraw", programme, participant))

    assert (paper.status_code, leaving.status_code) == (200, 404)
    assert "leave altogether" not in text_of(paper)


@pytest.mark.usefixtures("broker")
def test_somebody_of_another_programme_is_not_here(
    client: Client, programme: Programme
) -> None:
    stranger = make_participant()

    answer = client.post(
        reverse("consent:record", args=(programme.slug, stranger.key)), {"quoted": "yes"}
    )

    assert answer.status_code == 404
    assert not any(grants_of(stranger).values())
