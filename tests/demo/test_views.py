"""The demo's front doors, and that they are shut everywhere else."""

import pytest
from django.urls import reverse

from ecotone.foundation.models import User
from ecotone.register.models import Participant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story")]


@pytest.fixture
def demo(settings):
    settings.DEMO = True


@pytest.mark.usefixtures("demo")
def test_the_doors_name_everybody_of_the_story(client):
    response = client.get(reverse("demo:doors"))

    assert response.templates[0].name == "demo/doors.html"
    text = response.content.decode()
    assert all(name in text for name in ("Robin Thistlewood", "Heather", "David", "Jackie"))


@pytest.mark.usefixtures("demo")
def test_one_press_signs_in_as_the_broker(client):
    robin = User.objects.get(email="robin@example.org")

    client.post(reverse("demo:enter_as_staff", args=(robin.pk,)))

    assert client.session["_auth_user_id"] == str(robin.pk)


@pytest.mark.usefixtures("demo")
def test_one_press_leads_to_a_participants_own_link(client):
    heather = Participant.objects.get(pseudonym="Heather")

    response = client.post(reverse("demo:enter_as_participant", args=(heather.key,)))

    page = client.get(response.url)
    assert page.status_code == 200
    assert "Heather" in page.content.decode()


@pytest.mark.usefixtures("demo")
def test_a_look_at_the_doors_signs_nobody_in(client):
    robin = User.objects.get(email="robin@example.org")

    response = client.get(reverse("demo:enter_as_staff", args=(robin.pk,)))

    assert response.status_code == 405
    assert "_auth_user_id" not in client.session


def test_the_doors_are_not_here_where_real_people_are(client):
    robin = User.objects.get(email="robin@example.org")
    heather = Participant.objects.get(pseudonym="Heather")

    answers = [
        client.get(reverse("demo:doors")),
        client.post(reverse("demo:enter_as_staff", args=(robin.pk,))),
        client.post(reverse("demo:enter_as_participant", args=(heather.key,))),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert "_auth_user_id" not in client.session
