"""Streams: few at once, short, closed in time, and told no longer to whoever may not know."""

import json
from typing import Any, cast

import pytest
from django.db import connection

from ecotone.cli.serve import THREADS
from ecotone.coding import operations, queries
from ecotone.coding.views import presence, streaming
from ecotone.coding.views.streaming import STILL_HERE, Seats, Stream, events_of
from ecotone.foundation.models import Membership
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_conversation,
    make_speaker,
    make_study,
    page,
    signed_in,
    text_of,
)
from tests.factories.foundation import NOON


def awake(_seconds: float) -> None:
    """Go on at once."""


@pytest.mark.django_db
def test_what_stays_the_same_is_told_once_and_a_look_that_ends_ends_the_stream() -> None:
    looks: list[Any] = [{"line": 3}, None, {"line": 2}, {"line": 1}, {"line": 1}]

    told = list(events_of(looks.pop, awake))

    first, second = (f'data: {{"line": {line}}}\n\n'.encode() for line in (1, 2))
    assert told == [STILL_HERE, first, STILL_HERE, second]


def test_a_stream_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "LASTS", 0.0)

    assert list(events_of(lambda: {"line": 1}, awake)) == [STILL_HERE]


def test_a_seat_is_given_back_or_falls_free() -> None:
    seats = Seats(number=2)
    leave, _kept = seats.take(), seats.take()
    is_full = seats.take() is None

    stream = Stream(lambda: None, cast("Any", leave))
    stream.close()
    stream.close()
    again = seats.take()
    seats.taken = dict.fromkeys(seats.taken, 0.0)

    assert is_full
    assert again is not None
    assert seats.take() is not None
    assert len(seats.taken) == 1


def test_streams_leave_at_least_half_of_the_threads_to_pages() -> None:
    assert 0 < streaming.MOST_STREAMS <= THREADS // 2


@pytest.mark.django_db(transaction=True)
def test_a_stream_tells_of_others_until_its_reader_may_not_know_any_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(streaming, "BETWEEN_LOOKS", 0.0)
    study = make_study()
    lynne, dana = make_coder(study, name="Lynne Brook"), make_coder(study, name="Dana Reed")
    conversation = make_conversation(make_speaker(study))
    address = page("coding:presence_stream", study, conversation.pk)
    since = queries.mark_of(conversation, lynne)

    answer = signed_in(lynne).get(address, {"since": since})
    events = iter(cast("Any", answer).streaming_content)
    opened, _empty = next(events), next(events)
    coding = make_coding(text_of(conversation), "in groups", by=dana)
    told = json.loads(next(events).decode().removeprefix("data: "))
    Membership.objects.filter(user=lynne).delete()
    rest = list(events)

    assert answer["Content-Type"] == "text/event-stream"
    assert opened == STILL_HERE
    assert told["codings"] == [queries.page_coding(coding, lynne)]
    assert rest == []
    answer.close()


@pytest.mark.django_db(transaction=True)
def test_who_finds_no_seat_is_told_to_ask_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "SEATS", Seats(number=1))
    study = make_study()
    coder, conversation = make_coder(study), make_conversation(make_speaker(study))
    address = page("coding:presence_stream", study, conversation.pk)
    client = signed_in(coder)

    first, second = client.get(address), client.get(address)
    first.close()
    third = client.get(address)

    assert [answer.status_code for answer in (first, second, third)] == [200, 503, 200]
    assert "Ask now and then" in second.json()["problem"]
    third.close()


@pytest.mark.django_db(transaction=True)
def test_between_two_looks_no_connection_to_the_database_is_held() -> None:
    study = make_study()
    coder, conversation = make_coder(study), make_conversation(make_speaker(study))
    operations.note_presence(conversation=conversation, line=1, at=NOON, by=coder)
    held: list[bool] = []

    def look() -> dict[str, object] | None:
        connection.close_at = 0.0  # as old as one becomes that is not to be kept
        found = queries.readable_conversation(study, conversation.pk)
        return {"found": found is not None} if len(held) < 2 else None

    told = list(events_of(look, lambda _seconds: held.append(connection.connection is None)))

    is_shared = connection.vendor == "sqlite" and connection.is_in_memory_db()
    assert len(told) == 3
    assert held == [not is_shared] * 2
