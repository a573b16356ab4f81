"""The matrix of people and grants: filters that are places, and what runs out soon."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecotone.consent.choices import Grant
from ecotone.consent.models import ConsentRecord
from ecotone.foundation.models import Programme, User
from ecotone.register.models import Participant
from tests.factories.consent import answer_grants, make_consenting
from tests.factories.register import make_participant
from tests.register.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("broker")]


def shown(client: Client, programme: Programme, **filters: str) -> list[Participant]:
    page = client.get(reverse("consent:register", args=(programme.slug,)), filters)
    return [row.participant for row in page.context["rows"]]


def test_each_filter_keeps_whom_it_names(client: Client, programme: Programme) -> None:
    taken_back = make_consenting(programme, sector="secondary")
    answer_grants(taken_back, {Grant.QUOTED: False})
    never = make_participant(programme)

    assert shown(client, programme, sector="secondary") == [taken_back]
    assert shown(client, programme, standing="taken-back") == [taken_back]
    assert shown(client, programme, standing="taken-back", grant="audio") == []
    assert shown(client, programme, standing="never", grant="quoted") == [never]
    assert shown(client, programme, version="1") == [taken_back]


def test_an_address_nobody_could_have_chosen_shows_everybody(
    client: Client, programme: Programme
) -> None:
    jane = make_consenting(programme)

    assert shown(client, programme, sector="moon", standing="maybe", version="x") == [jane]


def test_what_runs_out_within_a_month_is_announced_and_can_be_shown(
    client: Client, programme: Programme
) -> None:
    soon = make_consenting(programme, Grant.QUOTED, Grant.AUDIO)
    make_consenting(programme)
    held = ConsentRecord.objects.filter(participant=soon, is_given=True)
    held.update(holds_until=timezone.now() + timedelta(days=10))

    page = client.get(reverse("consent:register", args=(programme.slug,)))

    assert "2 yeses run out within 30 days." in text_of(page)
    assert shown(client, programme, soon="1") == [soon]


def test_the_head_of_the_matrix_counts_who_allows_it_now(
    client: Client, programme: Programme
) -> None:
    make_consenting(programme, Grant.AUDIO)
    expired = make_consenting(programme, Grant.AUDIO)
    ConsentRecord.objects.filter(participant=expired).update(
        holds_until=timezone.now() - timedelta(days=1)
    )

    page = client.get(reverse("consent:register", args=(programme.slug,)))

    assert page.context["yes"] == dict.fromkeys(Grant, 0) | {Grant.AUDIO: 1}
    assert text_of(page).count("cell-expired") == 7 - 6


@pytest.mark.parametrize("filters", [{}, {"standing": "yes"}, {"soon": "1", "version": "1"}])
def test_the_matrix_takes_the_same_queries_however_many_people(
    programme: Programme,
    broker: User,
    count_queries_of: Callable[[str], int],
    filters: dict[str, str],
) -> None:
    assert broker.is_active
    address = reverse("consent:register", args=(programme.slug,))
    asked = f"{address}?" + "&".join(f"{key}={value}" for key, value in filters.items())

    needed = []
    for more in (1, 2):
        for _ in range(more):
            jane = make_consenting(programme)
            ends = timezone.now() + timedelta(days=10)
            ConsentRecord.objects.filter(participant=jane).update(holds_until=ends)
        needed.append(count_queries_of(asked))

    assert needed[0] == needed[1] <= 15


def test_a_yes_read_back_aloud_with_an_end_of_its_own_is_written_down_as_such(
    client: Client, programme: Programme, broker: User
) -> None:
    jane = make_participant(programme)
    day = timezone.localdate() + timedelta(days=60)
    record = reverse("consent:record", args=(programme.slug, jane.key))

    client.post(record, {"quoted": "yes", "source": "read-back", "last_day": day.isoformat()})

    written = ConsentRecord.objects.get()
    assert (written.source, written.recorded_by) == ("read-back", broker)
    assert written.holds_until is not None
    assert timezone.localdate(written.holds_until) == day
    assert "read back aloud" in text_of(client.get(record))
