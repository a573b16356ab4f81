"""The contact log of one person, and their way round the loop."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import Role, User
from ecotone.register import operations, queries
from ecotone.register.choices import ContactKind
from ecotone.register.models import Contact, InvitationLetter, Participant
from tests.factories.desk import make_batch
from tests.factories.foundation import NOON, make_member
from tests.factories.register import make_answer, make_invitation, make_participant
from tests.register.pages import address, text_of

pytestmark = pytest.mark.django_db

NOTE = "Left word with the planted school office."


def log(participant: Participant, by: User, *, days: int = 0) -> Contact:
    return operations.log_contact(
        participant=participant,
        kind=ContactKind.CALL,
        on=(NOON + timedelta(days=days)).date(),
        note=NOTE,
        at=NOON,
        by=by,
    )


def test_what_was_said_lies_encrypted(ada: Participant, broker: User) -> None:
    contact = log(ada, broker)

    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM register_contact WHERE id = %s", [contact.pk])
        (stored,) = cursor.fetchone()
    assert "planted" not in stored
    assert Contact.objects.get().note == NOTE


def test_a_contact_of_tomorrow_is_refused(ada: Participant, broker: User) -> None:
    with pytest.raises(Refused, match="still to come"):
        log(ada, broker, days=1)


def test_only_the_hub_keeps_the_log(ada: Participant) -> None:
    with pytest.raises(NotYours):
        log(ada, make_member(ada.programme, Role.CODER))


def test_the_pipeline_counts_by_the_last_contact(ada: Participant, broker: User) -> None:
    log(ada, broker, days=-8)
    log(ada, broker, days=-3)

    (standing,) = queries.standings_in(ada.programme, at=NOON)

    assert standing.last_contact == (NOON - timedelta(days=3)).date()


def test_contact_log_and_letters_go_with_the_person(ada: Participant, broker: User) -> None:
    make_batch([ada], broker)
    log(ada, broker)

    counts = operations.forget_contacts(ada)

    assert counts == {"entries in the contact log": 1, "letters written": 1}
    assert (Contact.objects.count(), InvitationLetter.objects.count()) == (0, 0)


def test_a_person_may_be_told_what_the_log_says_of_them(ada: Participant, broker: User) -> None:
    log(ada, broker)

    told = queries.contacts_told(ada)

    assert told == [{"how": "call", "day": "2026-03-02", "note": NOTE}]


def test_a_contact_is_written_down_and_taken_out_on_the_page(
    client: Client, ada: Participant, broker: User
) -> None:
    page = address("register:log_contact", ada.programme, ada)
    contact = {"kind": "MET", "on": "2026-03-01", "note": NOTE}

    kept = text_of(client.post(page, contact, follow=True))

    assert NOTE in kept
    assert f"1 March 2026, {broker}" in kept
    (written,) = Contact.objects.all()
    client.post(f"{page}{written.pk}/remove/")
    assert Contact.objects.count() == 0


@pytest.mark.usefixtures("broker")
def test_a_contact_without_a_day_is_a_mistake_at_its_field(
    client: Client, ada: Participant
) -> None:
    page = address("register:log_contact", ada.programme, ada)

    answer = client.post(page, {"kind": "CALL", "on": "", "note": NOTE})

    assert answer.status_code == 422
    assert "Choose the day." in text_of(answer)
    assert NOTE in text_of(answer)


def test_no_two_fields_of_the_page_share_an_id(
    client: Client, ada: Participant, broker: User
) -> None:
    make_invitation(ada, broker)

    page = text_of(client.get(address("register:person", ada.programme, ada)))

    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_contact_of_somebody_else_is_not_there(
    client: Client, ada: Participant, broker: User
) -> None:
    contact = log(make_participant(ada.programme), broker)
    page = address("register:log_contact", ada.programme, ada)

    assert client.post(f"{page}{contact.pk}/remove/").status_code == 404


def test_a_list_that_somebody_was_phoned_from_is_not_undone(
    ada: Participant, broker: User
) -> None:
    log(ada, broker)

    with pytest.raises(Refused, match="cannot be undone"):
        operations.remove_newcomers(
            programme=ada.programme,
            participant_ids=[ada.pk],
            organisation_ids=[],
            at=NOON,
            by=None,
        )


def test_the_way_so_far_comes_in_the_order_of_time_then_what_lies_ahead(
    ada: Participant, broker: User
) -> None:
    make_invitation(ada, broker)
    make_answer(ada)
    participant = queries.participant_with_key(ada.programme, ada.key)

    titles = [str(milestone.title) for milestone in queries.way_of(participant)]

    assert titles == [
        "in the register",
        "invited",
        "said yes",
        "consented",
        "heard",
        "coded",
        "matched",
    ]
