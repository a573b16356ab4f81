"""Paper to print, paper typed in, and notes written up afterwards."""

import pytest
from django.test import Client
from django.urls import reverse

from ecotone.foundation.models import Programme, User
from ecotone.listening.choices import Mode
from ecotone.listening.models import Conversation
from ecotone.register.models import Participant
from tests.listening.desk import desk, opened
from tests.register.pages import address, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines(ines: User, client: Client) -> User:
    client.force_login(ines)
    return ines


def test_a_paper_is_typed_in_from_its_day_to_the_list(
    client: Client, programme: Programme, jane: Participant, ines: User
) -> None:
    begun = client.post(
        address("listening:write_up", programme, jane),
        {"kind": "reflection", "mode": "PAPER", "held_on": "2026-02-20"},
        follow=True,
    )
    paper = Conversation.objects.get()
    client.post(
        desk(paper), opened(client, paper) | {"q1-text": "In their hand.", "finish": "1"}
    )
    listed = text_of(client.get(address("listening:list", programme)))

    assert "Type what stands on the paper" in text_of(begun)
    assert (paper.mode, paper.asked_by, str(paper.held_on)) == ("PAPER", ines, "2026-02-20")
    assert "1 of 7 answers" in listed
    assert "on paper, typed in · 20 Feb 2026" in listed


@pytest.mark.usefixtures("ines")
def test_notes_written_up_afterwards_wait_for_their_person(
    client: Client, programme: Programme, jane: Participant
) -> None:
    client.post(
        address("listening:write_up", programme, jane),
        {"kind": "interview", "mode": "NOTES", "held_on": "2026-02-20"},
    )
    notes = Conversation.objects.get()
    client.post(desk(notes), opened(client, notes) | {"q1-text": "roughly", "finish": "1"})

    listed = text_of(client.get(address("listening:list", programme)))

    assert notes.mode == Mode.NOTES
    assert "Notes on 1 of 8" in listed
    assert "not yet shown to them" in listed


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"held_on": ""}, "This field is required"),
        ({"held_on": "2199-01-01"}, "This day has not come yet."),
        ({"mode": "TEXT"}, "Select a valid choice"),
    ],
)
@pytest.mark.usefixtures("ines")
def test_a_day_or_a_way_that_cannot_be_is_said_beside_the_field(
    client: Client,
    programme: Programme,
    jane: Participant,
    parts: dict[str, str],
    told: str,
) -> None:
    filled_in = {"kind": "interview", "mode": "PAPER", "held_on": "2026-02-20"} | parts

    answer = client.post(address("listening:write_up", programme, jane), filled_in)

    assert answer.status_code == 422
    assert answer.templates[0].name == "listening/notes_begin.html"
    assert told in text_of(answer)
    assert Conversation.objects.count() == 0


def test_an_empty_paper_is_not_finished_and_the_page_says_why(
    client: Client, programme: Programme, jane: Participant, ines: User
) -> None:
    client.post(
        address("listening:write_up", programme, jane),
        {"kind": "interview", "mode": "PAPER", "held_on": "2026-02-20"},
    )
    paper = Conversation.objects.get(asked_by=ines)

    answer = client.post(desk(paper), opened(client, paper) | {"finish": "1"}, follow=True)

    assert "Nothing is written down yet." in text_of(answer)
    assert Conversation.objects.get().finished_at is None


@pytest.mark.usefixtures("ines")
def test_the_paper_form_has_the_wording_of_the_sector_and_the_numbers_of_the_screen(
    client: Client, programme: Programme
) -> None:
    form = reverse("listening:paper_form", args=(programme.slug, "interview"))

    answer = client.get(form, {"sector": "university"})

    assert answer.templates[0].name == "listening/paper.html"
    assert "at primary school and at secondary school" in text_of(answer)
    assert [q.number for q, _wording in answer.context["questions"]] == list(range(1, 9))
    assert client.get(form).context["sector"].key == "primary"
    unknown = reverse("listening:paper_form", args=(programme.slug, "unknown"))
    assert client.get(unknown).status_code == 404
