"""A participant's own way in: what a link does, and what merely looking at it does not."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from ecotone.foundation import audit, outbox
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import AuditEvent, MessageState, OutboxMessage, Role
from ecotone.register import operations, queries
from ecotone.register.doors import ParticipantRequest, as_participant
from ecotone.register.models import Participant, PersonalLink
from ecotone.register.operations import IssuedLink, NewParticipant
from tests.factories.foundation import NOON, make_member
from tests.factories.register import make_participant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("code_page_first")]


def path_of(issued: IssuedLink) -> str:
    path = reverse("register:my_link", args=(issued.token,))
    assert issued.address.endswith(path)
    return path


# --- links -----------------------------------------------------------------------------------


def test_a_link_made_by_a_job_is_not_put_down_to_the_participant(
    participant: Participant,
) -> None:
    operations.open_personal_link(participant=participant, at=NOON, by=None)

    trail = AuditEvent.objects.filter(subject=participant.subject)
    assert trail.get(verb="opened a personal link").actor == audit.JOB


def test_a_link_is_long_random_and_stored_only_as_a_digest(participant: Participant) -> None:
    made = [
        operations.open_personal_link(participant=participant, at=NOON, by=None)
        for _ in range(20)
    ]

    assert len({link.token for link in made}) == 20
    assert all(len(link.token) == 43 for link in made)  # 256 bits in base 64
    assert all(link.code.isdigit() and len(link.code) == 6 for link in made)
    stored = str(list(PersonalLink.objects.values()))
    assert [link for link in made if link.token in stored or link.code in stored] == []
    assert "token" not in repr(made[0])


def test_a_link_opens_for_ninety_days(participant: Participant) -> None:
    issued = operations.open_personal_link(participant=participant, at=NOON, by=None)
    moments = (NOON, NOON + timedelta(days=90, seconds=-1), NOON + timedelta(days=90))

    found = [queries.participant_by_link(issued.token, at=at) for at in moments]

    assert found == [participant, participant, None]


def test_a_new_link_closes_the_one_before(participant: Participant) -> None:
    made = [
        operations.open_personal_link(participant=participant, at=NOON, by=None)
        for _ in range(3)
    ]

    found = [queries.participant_by_link(link.token, at=NOON) for link in made]

    assert found == [None, None, participant]


def test_a_revoked_link_and_a_withdrawn_person_s_link_are_closed(
    participant: Participant,
) -> None:
    issued = operations.open_personal_link(participant=participant, at=NOON, by=None)
    other = make_participant(participant.programme)
    of_other = operations.open_personal_link(participant=other, at=NOON, by=None)

    closed = operations.revoke_personal_links(participant=participant, at=NOON, by=None)
    Participant.objects.filter(pk=other.pk).update(withdrawn_at=NOON)

    assert closed == 1
    assert queries.participant_by_link(issued.token, at=NOON) is None
    assert queries.participant_by_link(of_other.token, at=NOON) is None
    assert queries.participant_by_link("", at=NOON) is None


def test_a_link_waits_in_the_outbox_until_it_can_no_longer_be_recalled(
    participant: Participant,
) -> None:
    broker = make_member(participant.programme, Role.BROKER)

    operations.send_personal_link(participant=participant, at=NOON, by=broker)

    message = OutboxMessage.objects.get()
    assert (message.address, message.recipient_label) == ("ada@school.example", "Ada")
    assert (message.regarding, message.send_at) == (
        participant.subject,
        NOON + timedelta(minutes=15),
    )
    assert message.subject == "Your own page in Across the divide"
    token = message.body.partition("/my/link/")[2].partition("/")[0]
    assert queries.participant_by_link(token, at=NOON) == participant
    assert "&#x27;" not in message.body
    assert "Planted" not in message.body


@pytest.mark.parametrize(
    "act", [operations.open_personal_link, operations.revoke_personal_links]
)
def test_a_letter_does_not_leave_with_a_link_that_was_closed_while_it_waited(
    participant: Participant, act: Callable[..., object]
) -> None:
    broker = make_member(participant.programme, Role.BROKER)
    operations.send_personal_link(participant=participant, at=NOON, by=broker)

    act(participant=participant, at=NOON + timedelta(minutes=5), by=broker)
    left = outbox.send_due(at=NOON + timedelta(minutes=15))

    assert left == 0
    assert OutboxMessage.objects.get().state == MessageState.RECALLED


def test_a_link_that_still_opens_a_page_leaves_with_its_letter(
    participant: Participant,
) -> None:
    broker = make_member(participant.programme, Role.BROKER)
    operations.send_personal_link(participant=participant, at=NOON, by=broker)

    assert outbox.send_due(at=NOON + timedelta(minutes=15)) == 1


def test_a_link_is_not_sent_to_somebody_without_an_address(participant: Participant) -> None:
    broker = make_member(participant.programme, Role.BROKER)
    silent = make_participant(participant.programme, NewParticipant(sector="primary"))

    with pytest.raises(Refused, match="no e-mail address"):
        operations.send_personal_link(participant=silent, at=NOON, by=broker)

    assert not PersonalLink.objects.exists()


def test_whoever_may_not_invite_neither_makes_sends_nor_revokes_a_link(
    participant: Participant,
) -> None:
    coder = make_member(participant.programme, Role.CODER)
    acts = (
        operations.open_personal_link,
        operations.send_personal_link,
        operations.revoke_personal_links,
    )

    for act in acts:
        with pytest.raises(NotYours):
            act(participant=participant, at=NOON, by=coder)

    assert not PersonalLink.objects.exists()


# --- looking changes nothing -----------------------------------------------------------------


def test_looking_at_a_link_ten_times_changes_no_row_and_opens_no_session(
    issued: IssuedLink,
) -> None:
    before = everything_stored()

    for _ in range(10):
        visitor = Client()
        assert visitor.get(path_of(issued)).status_code == 200
        assert visitor.head(path_of(issued)).status_code == 200
        assert "sessionid" not in visitor.cookies

    assert everything_stored() == before
    assert not Session.objects.exists()


def everything_stored() -> dict[str, list[tuple[object, ...]]]:
    with connection.cursor() as cursor:
        stored = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names of our own tables
            stored[table] = sorted(cursor.fetchall(), key=str)
    return stored


def test_the_page_of_a_link_asks_first_and_tells_no_name(
    client: Client, issued: IssuedLink
) -> None:
    page = client.get(path_of(issued))

    assert "Continue as Ada?" in page.content.decode()
    assert "Planted" not in page.content.decode()
    assert page["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_pressing_the_button_opens_the_page_of_one_s_own(
    client: Client, issued: IssuedLink
) -> None:
    answer = client.post(path_of(issued))

    assert (answer.status_code, answer["Location"]) == (302, "/my/code/")
    assert client.session["personal_link"] == PersonalLink.objects.get().pk
    assert issued.token not in str(dict(client.session))


def test_coming_in_renews_the_key_of_the_session(client: Client, issued: IssuedLink) -> None:
    client.session.save()
    planted = client.session.session_key

    client.post(path_of(issued))

    assert client.session.session_key != planted


def test_pressing_without_the_token_of_the_form_is_refused(issued: IssuedLink) -> None:
    visitor = Client(enforce_csrf_checks=True)

    assert visitor.post(path_of(issued)).status_code == 403
    assert not Session.objects.exists()


@pytest.mark.parametrize("act", ["get", "post"])
def test_a_closed_link_says_what_to_do(
    client: Client, participant: Participant, issued: IssuedLink, act: str
) -> None:
    operations.revoke_personal_links(participant=participant, at=NOON, by=None)

    page = getattr(client, act)(path_of(issued))

    assert page.status_code == 403
    assert page.templates[0].name == "register/link_closed.html"
    assert "This link is no longer open" in page.content.decode()
    assert "/my/code/" in page.content.decode()


# --- the door --------------------------------------------------------------------------------


@as_participant
def own_page(request: ParticipantRequest) -> HttpResponse:
    return HttpResponse(f"{request.participant} in {request.programme}")


def visit_own_page(client: Client) -> HttpResponse:
    request = RequestFactory().get("/my/")
    request.session = client.session
    request.user = None
    return own_page(request)


def test_the_door_knows_the_participant_and_the_programme(
    client: Client, issued: IssuedLink
) -> None:
    client.post(path_of(issued))

    page = visit_own_page(client)

    assert page.content.decode() == "Ada in Across the divide"
    assert "no-store" in page["Cache-Control"]


def test_revoking_shuts_the_door_at_once(
    client: Client, participant: Participant, issued: IssuedLink
) -> None:
    client.post(path_of(issued))

    operations.revoke_personal_links(participant=participant, at=NOON, by=None)

    page = visit_own_page(client)
    assert page.status_code == 403
    assert "This link is no longer open" in page.content.decode()


def test_a_visitor_without_a_link_stands_before_the_door(client: Client) -> None:
    assert visit_own_page(client).status_code == 403


def test_leaving_closes_the_page_on_this_device_only(
    client: Client, issued: IssuedLink
) -> None:
    client.post(path_of(issued))

    page = client.post(reverse("register:leave"))

    assert "You have left your page" in page.content.decode()
    assert visit_own_page(client).status_code == 403
    assert queries.participant_by_link(issued.token, at=timezone.now()) is not None
    assert client.get(reverse("register:leave")).status_code == 405
