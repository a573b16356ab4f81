"""One person: their name, posts, invitation and personal link."""

import pytest
from django.test import Client

from ecotone.foundation.models import AuditEvent, OutboxMessage, Programme, User
from ecotone.register import operations, queries
from ecotone.register.models import Participant, PersonalLink, Sector
from ecotone.register.operations import NewParticipant
from tests.factories.foundation import NOON
from tests.factories.register import (
    make_invitation,
    make_participant,
)
from tests.register.pages import address, count_queries, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("broker")
def test_a_person_s_page_keeps_the_name_until_it_is_asked_for(
    client: Client, programme: Programme, ada: Participant
) -> None:
    before = text_of(client.get(address("register:person", programme, ada)))

    shown = text_of(client.post(address("register:show_name", programme, ada)))

    assert "Planted" not in before
    assert "Show name and address" in before
    assert "Marguerite Planted" in shown
    assert AuditEvent.objects.filter(verb="saw the name", subject=ada.subject).count() == 1
    assert client.get(address("register:show_name", programme, ada)).status_code == 405


@pytest.mark.usefixtures("broker")
def test_a_person_s_page_needs_the_same_queries_for_one_post_and_for_three(
    client: Client, programme: Programme, ada: Participant
) -> None:
    needed = [count_queries(client, address("register:person", programme, ada))]
    for number in range(2):
        post = operations.NewPost(ada.sector, f"School {number}", "Head", NOON.date())
        operations.change_post(participant=ada, post=post, at=NOON, by=None)

    needed.append(count_queries(client, address("register:person", programme, ada)))

    assert needed[0] == needed[1] <= 24


def test_an_invitation_and_its_answer_are_written_down_on_the_page(
    client: Client, programme: Programme, broker: User, ada: Participant
) -> None:
    client.post(
        address("register:invite", programme, ada),
        {"criterion": "OUTREACH", "evidence": "A fair."},
    )
    client.post(
        address("register:answer", programme, ada),
        {"answer": "DECLINED", "reason": "WORK_PLAN", "note": "No hours."},
    )

    page = text_of(client.get(address("register:person", programme, ada)))

    assert "A fair." in page
    assert f"Invited by {broker}" in page
    assert "no time for it in the work plan" in page
    assert "“No hours.”" in page


@pytest.mark.usefixtures("broker")
@pytest.mark.parametrize(
    ("form", "mistake"),
    [
        ({"criterion": "OUTREACH"}, "Evidence: Write what shows it."),
        ({"evidence": "A fair."}, "Why them?: Choose the criterion that holds."),
    ],
)
def test_what_an_invitation_leaves_out_is_named(
    client: Client, programme: Programme, ada: Participant, form: dict[str, str], mistake: str
) -> None:
    answer = client.post(address("register:invite", programme, ada), form)

    assert answer.status_code == 422
    assert mistake in text_of(answer)


@pytest.mark.parametrize(
    ("form", "mistake"),
    [
        ({"answer": "DECLINED"}, "Reason for a no: Choose the reason that comes nearest."),
        ({}, "What did they answer?: Choose the answer."),
    ],
)
def test_what_an_answer_leaves_out_is_named(
    client: Client, broker: User, ada: Participant, form: dict[str, str], mistake: str
) -> None:
    make_invitation(ada, broker)

    answer = client.post(address("register:answer", ada.programme, ada), form)

    assert answer.status_code == 422
    assert mistake in text_of(answer)


@pytest.mark.usefixtures("broker")
def test_an_answer_before_the_invitation_is_refused_with_a_remedy(
    client: Client, programme: Programme, ada: Participant
) -> None:
    answer = client.post(address("register:answer", programme, ada), {"answer": "ACCEPTED"})

    assert answer.status_code == 409
    assert "Write down the invitation first" in text_of(answer)


@pytest.mark.usefixtures("broker")
def test_a_new_link_is_shown_once(
    client: Client, programme: Programme, ada: Participant
) -> None:
    shown = client.post(address("register:make_link", programme, ada))

    token = text_of(shown).partition("/my/link/")[2].partition("/")[0]
    digest = PersonalLink.objects.get().token_digest
    assert queries.token_digest(token) == digest
    assert "no-store" in shown["Cache-Control"]
    assert "/my/link/" not in text_of(client.get(address("register:person", programme, ada)))


@pytest.mark.usefixtures("broker")
def test_a_link_is_sent_through_the_outbox(
    client: Client, programme: Programme, ada: Participant
) -> None:
    answer = client.post(address("register:send_link", programme, ada), follow=True)

    assert "waits in the outbox until" in text_of(answer)
    assert "/my/link/" not in text_of(answer)
    assert OutboxMessage.objects.get().recipient_label == "Ada"


@pytest.mark.usefixtures("broker")
def test_without_an_address_only_a_link_by_hand_is_offered(
    client: Client, programme: Programme
) -> None:
    silent = make_participant(programme, NewParticipant(sector="primary"))

    page = text_of(client.get(address("register:person", programme, silent)))

    assert "Make a new link" in page
    assert "Send a new link" not in page


@pytest.mark.usefixtures("broker")
def test_a_link_is_revoked_from_the_page(
    client: Client, programme: Programme, ada: Participant
) -> None:
    client.post(address("register:make_link", programme, ada))

    answer = client.post(address("register:revoke_link", programme, ada), follow=True)

    assert "The link is closed." in text_of(answer)
    assert PersonalLink.objects.get().revoked_at is not None


@pytest.mark.usefixtures("broker")
def test_a_post_is_changed_from_its_own_page(
    client: Client, programme: Programme, ada: Participant
) -> None:
    form_page = text_of(client.get(address("register:change_post", programme, ada)))
    secondary = Sector.objects.get(programme=programme, key="secondary")

    answer = client.post(
        address("register:change_post", programme, ada),
        {
            "sector": secondary.pk,
            "organisation": "Oakbank",
            "title": "Head of physics",
            "since": "2026-03-09",
        },
        follow=True,
    )

    assert 'value="Hillcrest Primary School"' in form_page
    assert "The new post holds." in text_of(answer)
    assert "2 March 2026 to 9 March 2026" in text_of(answer)


@pytest.mark.usefixtures("broker")
def test_a_post_of_the_future_is_a_mistake_at_its_field(
    client: Client, programme: Programme, ada: Participant
) -> None:
    answer = client.post(
        address("register:change_post", programme, ada),
        {"sector": ada.sector_id, "since": "2199-01-01"},
    )

    assert answer.status_code == 422
    assert "This day is still to come." in text_of(answer)
