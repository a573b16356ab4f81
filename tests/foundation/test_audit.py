"""The trail is one chain: what is altered, taken out or cut off shows."""

from threading import Thread

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from ecotone.foundation import audit
from ecotone.foundation.models import AuditEvent, Programme, Role
from tests.factories.foundation import NOON, make_member, make_programme


def write(programme: Programme, verb: str = "coded a passage") -> AuditEvent:
    return audit.record(verb, "passage:1", programme=programme, actor=audit.JOB, at=NOON)


@pytest.fixture
def programme(db: None) -> Programme:  # noqa: ARG001  # its rows are the database's
    programme = make_programme()
    for _number in range(4):
        write(programme)
    return programme


def test_an_untouched_chain_holds(programme: Programme) -> None:
    report = audit.verify_chain(programme)

    assert (report.length, report.is_whole) == (5, True)


@pytest.mark.parametrize("field", ["verb", "subject", "actor", "reason"])
def test_an_altered_entry_is_found(programme: Programme, field: str) -> None:
    AuditEvent.objects.filter(programme=programme, position=3).update(**{field: "nothing"})

    assert audit.verify_chain(programme).broken_at == (3,)


def test_an_entry_altered_with_its_hash_breaks_the_next(programme: Programme) -> None:
    event = AuditEvent.objects.get(programme=programme, position=3)
    event.verb = "did nothing"
    event.hash = audit.event_hash(event)
    event.save()

    assert audit.verify_chain(programme).broken_at == (4,)


@pytest.mark.parametrize(("taken_out", "broken_at"), [(1, (1,)), (3, (4,)), (5, (5,))])
def test_an_entry_taken_out_is_found(
    programme: Programme, taken_out: int, broken_at: tuple[int, ...]
) -> None:
    AuditEvent.objects.filter(programme=programme, position=taken_out).delete()

    assert audit.verify_chain(programme).broken_at == broken_at


def test_a_trail_wiped_out_is_found(programme: Programme) -> None:
    AuditEvent.objects.filter(programme=programme).delete()

    assert not audit.verify_chain(programme).is_whole


@pytest.mark.django_db
def test_a_chain_nobody_wrote_to_is_whole() -> None:
    assert audit.verify_chain(None).is_whole


def test_what_did_not_happen_is_not_written(programme: Programme) -> None:
    def fail() -> None:
        with transaction.atomic():
            write(programme, "changed a mind")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert audit.verify_chain(programme).length == 5


@pytest.mark.usefixtures("shared_database")
def test_many_writers_at_once_make_one_chain() -> None:
    programme = make_programme()

    def write_ten() -> None:
        for _number in range(10):
            write(programme)
        connection.close()

    threads = [Thread(target=write_ten) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    report = audit.verify_chain(programme)
    assert (report.length, report.broken_at) == (41, ())


def test_who_acted_is_named_by_key(programme: Programme) -> None:
    user = make_member(programme, Role.CODER)

    assert audit.actor_key(user) == f"user:{user.pk}"
    assert audit.actor_key(None, participant_key=7) == "participant:7"
    assert audit.actor_key(None) == "job"


# --- the page --------------------------------------------------------------------------------


def test_a_hub_admin_reads_and_checks_the_trail(client: Client, programme: Programme) -> None:
    client.force_login(make_member(programme, Role.HUB_ADMIN, name="Ada Hub"))
    page = reverse("foundation:audit", args=(programme.slug,))

    read = client.get(page).content.decode()
    checked = client.get(page, {"verify": "yes"}).content.decode()

    assert "<code>passage:1</code>" in read
    assert "a job or the terminal" in read
    assert "The chain holds: all 6 entries" in checked


def test_a_broken_chain_is_shown(client: Client, programme: Programme) -> None:
    client.force_login(make_member(programme, Role.HUB_ADMIN))
    AuditEvent.objects.filter(programme=programme, position=3).update(verb="nothing")

    answer = client.get(reverse("foundation:audit", args=(programme.slug,)), {"verify": "yes"})

    assert "The chain is broken at entry 3." in answer.content.decode()


def test_a_broker_does_not_read_the_trail(client: Client, programme: Programme) -> None:
    client.force_login(make_member(programme, Role.BROKER))

    answer = client.get(reverse("foundation:audit", args=(programme.slug,)))

    assert answer.status_code == 404


@pytest.mark.parametrize("count", [1, 60])
def test_a_longer_trail_asks_no_more_of_the_database(
    client: Client, programme: Programme, django_assert_num_queries: object, count: int
) -> None:
    client.force_login(make_member(programme, Role.HUB_ADMIN))
    for _number in range(count):
        write(programme)

    with django_assert_num_queries(8):
        client.get(reverse("foundation:audit", args=(programme.slug,)))
