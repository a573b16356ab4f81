"""Letters to several people: what stands in them, when they leave, and taking them back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client

from ecotone.foundation import outbox
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import (
    AuditEvent,
    MessageState,
    OutboxMessage,
    Programme,
    Role,
    User,
)
from ecotone.register import operations, queries
from ecotone.register.choices import Answer
from ecotone.register.models import Invitation, InvitationLetter, Participant, PersonalLink
from tests.factories.desk import GROUNDS, make_batch, make_plan, make_sent_batch
from tests.factories.foundation import NOON, make_member
from tests.factories.register import (
    make_answer,
    make_invitation,
    make_newcomer,
    make_participant,
)
from tests.register.pages import address, text_of

pytestmark = pytest.mark.django_db


def test_each_letter_has_one_link_a_named_human_the_time_it_takes_and_how_to_say_no(
    ada: Participant, broker: User
) -> None:
    make_sent_batch([ada], broker)

    (message,) = mail.outbox
    body = " ".join(message.body.split())
    assert body.count("http") == 1
    assert "about 25 minutes" in body
    assert "Please reply by Monday 16 March" in body
    assert "answer this message with “no”" in body
    assert body.endswith(f"{broker} {ada.programme.hub_name}")
    assert message.reply_to == [broker.email]
    assert "Planted" not in body


def test_each_letter_is_written_in_the_language_of_its_reader(
    programme: Programme, broker: User
) -> None:
    people = [make_participant(programme), make_participant(programme)]
    people[1].language = "cy"
    people[1].save()

    make_batch(people, broker)

    queued = OutboxMessage.objects.order_by("pk")
    assert list(queued.values_list("language", flat=True)) == ["en", "cy"]


def test_the_people_of_a_batch_are_invited_on_its_grounds(
    ada: Participant, broker: User
) -> None:
    make_batch([ada], broker)

    invitation = Invitation.objects.get(participant=ada)
    assert (invitation.criterion, invitation.evidence) == (GROUNDS.criterion, GROUNDS.evidence)


def test_an_invitation_written_down_before_keeps_its_grounds(
    ada: Participant, broker: User
) -> None:
    make_invitation(ada, broker)
    before = Invitation.objects.get(participant=ada).invited_at

    make_batch([Participant.objects.get(pk=ada.pk)], broker, at=NOON + timedelta(days=1))

    assert Invitation.objects.get(participant=ada).invited_at == before


def test_without_grounds_nobody_new_is_invited(ada: Participant, broker: User) -> None:
    with pytest.raises(Refused, match="has not been invited yet"):
        operations.queue_invitations(
            participants=[ada], plan=make_plan(), grounds=None, at=NOON, by=broker
        )

    assert OutboxMessage.objects.count() == 0


def test_somebody_who_has_answered_is_not_written_to(ada: Participant, broker: User) -> None:
    make_invitation(ada, broker)
    make_answer(ada, Answer.DECLINED)

    with pytest.raises(Refused, match="cannot be written to any more"):
        make_batch([Participant.objects.get(pk=ada.pk)], broker)


def test_a_day_to_reply_by_before_the_letter_is_refused(ada: Participant, broker: User) -> None:
    with pytest.raises(Refused, match="after the day to reply by"):
        make_batch([ada], broker, reply_by=NOON.date())


def test_a_batch_has_a_size(programme: Programme, broker: User) -> None:
    people = operations.register_participants(
        programme=programme,
        newcomers=[make_newcomer() for _ in range(operations.MOST_LETTERS + 1)],
        at=NOON,
        by=None,
    )

    with pytest.raises(Refused, match="one batch holds 200"):
        make_batch(people, broker)


def test_a_batch_waits_a_quarter_of_an_hour_and_leaves_as_one_act(
    programme: Programme, broker: User
) -> None:
    make_batch([make_participant(programme) for _ in range(3)], broker)

    early = outbox.send_due(at=NOON + timedelta(minutes=14))
    in_time = outbox.send_due(at=NOON + timedelta(minutes=15))

    assert (early, in_time) == (0, 3)


def test_a_batch_can_leave_on_a_later_day(ada: Participant, broker: User) -> None:
    plan = replace(make_plan(), send_at=NOON + timedelta(days=2))
    operations.queue_invitations(
        participants=[ada], plan=plan, grounds=GROUNDS, at=NOON, by=broker
    )

    early = outbox.send_due(at=NOON + timedelta(days=1))
    in_time = outbox.send_due(at=NOON + timedelta(days=2))

    assert (early, in_time) == (0, 1)


def test_an_answer_by_phone_before_the_letter_leaves_keeps_it_here(
    ada: Participant, broker: User
) -> None:
    make_batch([ada], broker)
    make_answer(ada)

    sent = outbox.send_due(at=NOON + timedelta(hours=1))

    message = OutboxMessage.objects.get()
    assert (sent, message.state, message.body) == (0, MessageState.RECALLED, "")
    assert AuditEvent.objects.filter(verb="left out a message nobody waits for").exists()


def test_a_letter_does_not_leave_with_a_link_that_one_made_by_hand_has_closed(
    ada: Participant, broker: User
) -> None:
    make_batch([ada], broker)
    by_hand = NOON + timedelta(minutes=5)
    issued = operations.open_personal_link(participant=ada, at=by_hand, by=broker)

    sent = outbox.send_due(at=NOON + timedelta(hours=1))

    assert (sent, mail.outbox) == (0, [])
    assert queries.participant_by_link(issued.token, at=NOON + timedelta(hours=1)) == ada
    assert Invitation.objects.get().participant == ada


def test_taking_a_batch_back_leaves_no_trace_of_letters_links_and_new_invitations(
    programme: Programme, ada: Participant, broker: User
) -> None:
    invited_before = make_participant(programme)
    make_invitation(invited_before, broker)
    invited_before = Participant.objects.get(pk=invited_before.pk)
    at = NOON + timedelta(days=1)
    batch = make_batch([ada, invited_before], broker, at=at)

    outbox.recall_batch(programme=programme, batch=batch.outbox_batch, at=at, by=broker)

    assert InvitationLetter.objects.count() == 0
    assert PersonalLink.objects.count() == 0
    assert [one.participant for one in Invitation.objects.all()] == [invited_before]


def test_taking_one_letter_back_lets_the_others_go(programme: Programme, broker: User) -> None:
    people = [make_participant(programme) for _ in range(3)]
    batch = make_batch(people, broker)
    first = OutboxMessage.objects.order_by("pk")[0]

    outbox.recall_message(message=first, at=NOON, by=broker)
    sent = outbox.send_due(at=NOON + timedelta(hours=1))

    letters = batch.letters.order_by("pk").values_list("participant", flat=True)
    assert (sent, list(letters)) == (2, [people[1].pk, people[2].pk])


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.CODER, Role.VIEWER])
def test_only_the_hub_writes_to_people(role: Role, ada: Participant) -> None:
    somebody = make_member(ada.programme, role)

    with pytest.raises(NotYours):
        make_batch([ada], somebody)


# --- the pages -------------------------------------------------------------------------------


def letter_form(*people: Participant, step: str, **changes: object) -> dict[str, object]:
    written = {
        "who": [str(one.key) for one in people],
        "step": step,
        "reply_by": "2099-03-20",
        "minutes": "25",
        "own_words": "We met at the open laboratory.",
        "when": "now",
        "criterion": GROUNDS.criterion.value,
        "evidence": GROUNDS.evidence,
    }
    return written | changes


@pytest.mark.usefixtures("broker")
def test_a_filter_s_people_are_ticked_and_the_others_named(
    client: Client, programme: Programme, ada: Participant
) -> None:
    Participant.objects.filter(pk=ada.pk).update(language="cy")
    unreachable = make_participant(programme)
    type(unreachable.person).objects.filter(pk=unreachable.person_id).update(email="")
    make_participant(programme, make_newcomer(sector="university", pseudonym="Noor"))

    page = text_of(client.get(address("register:write", programme) + "?sector=primary"))

    assert page.count('name="who"') == 1
    assert str(ada.key) in page
    assert f"{unreachable.pseudonym}</a>" in page
    assert "has no e-mail address here: phone them" in page
    assert "Noor" not in page


@pytest.mark.usefixtures("broker")
def test_a_key_that_is_none_finds_nobody(client: Client, programme: Programme) -> None:
    page = client.get(address("register:write", programme) + "?who=x&who=../etc")

    assert "Nobody here can be written to" in text_of(page)


@pytest.mark.usefixtures("broker")
def test_every_letter_is_read_before_it_is_queued(
    client: Client, programme: Programme, ada: Participant
) -> None:
    page = client.post(address("register:write", programme), letter_form(ada, step="read"))

    text = text_of(page)
    assert "We met at the open laboratory." in text
    assert "[their own link stands here]" in text
    assert "Queue 1 invitation" in text
    assert OutboxMessage.objects.count() == 0
    assert PersonalLink.objects.count() == 0


@pytest.mark.usefixtures("broker")
def test_going_back_keeps_what_was_written(
    client: Client, programme: Programme, ada: Participant
) -> None:
    page = client.post(address("register:write", programme), letter_form(ada, step="write"))

    assert page.status_code == 200
    assert "We met at the open laboratory." in text_of(page)


@pytest.mark.usefixtures("broker")
def test_queueing_leads_to_the_outbox(
    client: Client, programme: Programme, ada: Participant
) -> None:
    page = client.post(
        address("register:write", programme), letter_form(ada, step="queue"), follow=True
    )

    text = text_of(page)
    assert "1 invitation waits here until" in text
    assert "To Ada" in text
    assert "Take back this message" in text


@pytest.mark.usefixtures("broker")
@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"reply_by": "2001-01-01"}, "Choose a day after the letters leave."),
        ({"minutes": ""}, "Say how long it takes."),
        ({"when": "later", "day": ""}, "Choose the day."),
        ({"when": "later", "day": "2001-01-01", "hour": "8"}, "This moment has passed."),
        ({"evidence": ""}, "Somebody here was not invited before"),
    ],
)
def test_what_a_letter_lacks_is_named_at_its_field(
    changes: dict[str, str],
    named: str,
    client: Client,
    programme: Programme,
    ada: Participant,
) -> None:
    page = client.post(
        address("register:write", programme), letter_form(ada, step="queue", **changes)
    )

    assert page.status_code == 422
    assert named in text_of(page)
    assert OutboxMessage.objects.count() == 0


@pytest.mark.usefixtures("broker")
def test_a_time_to_send_is_read_by_the_clock_of_the_schools(
    client: Client, programme: Programme, ada: Participant
) -> None:
    later = {"when": "later", "day": "2098-07-01", "hour": "8"}

    client.post(address("register:write", programme), letter_form(ada, step="queue", **later))

    send_at = OutboxMessage.objects.get().send_at
    zone = queries.calendar_of(programme).zone
    assert (send_at.astimezone(zone).date(), send_at.astimezone(zone).hour) == (
        date(2098, 7, 1),
        8,
    )
