"""The pages of rounds: opening one, coding blind in it, revealing it."""

import pytest
from pytest_django import DjangoAssertNumQueries

from ecotone.coding.models import CodingRound
from ecotone.foundation.models import Role
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
from tests.factories.foundation import make_member
from tests.factories.reading_together import GROUPS, Reading

pytestmark = pytest.mark.django_db


# --- opening ---------------------------------------------------------------------------------


def test_without_rounds_the_page_says_what_they_are_for() -> None:
    programme = make_study()

    content = signed_in(make_coder(programme)).get(page("coding:rounds", programme)).content

    assert b"No rounds yet" in content
    assert page("coding:new_round", programme).encode() in content


def test_a_round_is_opened_with_all_texts_of_a_kind_or_single_ones() -> None:
    reading = Reading()
    client, programme = reading.client, reading.programme
    free = [make_conversation(make_speaker(programme)) for _number in range(2)]
    other = make_conversation(make_speaker(programme, sector="university"))
    told = {
        "name": "Second round",
        "coders": [reading.ann.pk, reading.bob.pk],
        "whole": [f"{free[0].instrument_id}-{free[0].participant.sector_id}"],
        "texts": [other.pk],
        "is_blind": "on",
    }

    answer = client.post(page("coding:new_round", programme), told)

    opened = CodingRound.objects.get(name="Second round")
    assert answer.headers["Location"] == page("coding:round", programme, opened.key)
    assert opened.is_blind
    assert set(opened.texts.all()) == {*free, other}
    assert set(opened.coders.all()) == {reading.ann, reading.bob}


def test_texts_of_a_round_that_is_not_closed_are_not_offered() -> None:
    reading = Reading()

    content = reading.client.get(page("coding:new_round", reading.programme)).content

    assert b"No text is free for a round" in content


def test_one_coder_alone_is_told_that_a_round_needs_two() -> None:
    programme = make_study()
    make_conversation(make_speaker(programme))

    content = signed_in(make_coder(programme)).get(page("coding:new_round", programme)).content

    assert b"A round needs two coders" in content


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("coders", "Tick two coders or more."),
        ("texts", "Tick a kind of text, or a single one below."),
    ],
)
def test_what_is_missing_is_said_and_what_was_ticked_stays(left_out: str, said: str) -> None:
    reading = Reading()
    free = make_conversation(make_speaker(reading.programme))
    told = {"name": "Second", "coders": [reading.ann.pk, reading.bob.pk], "texts": [free.pk]}
    told[left_out] = told[left_out][1:]  # type: ignore[index]  # a list of keys

    answer = reading.client.post(page("coding:new_round", reading.programme), told)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert 'value="Second"' in answer.content.decode()


def test_why_a_round_cannot_be_opened_is_said_on_the_form() -> None:
    reading = Reading()
    free = make_conversation(make_speaker(reading.programme))
    make_coding(text_of(free), GROUPS, by=reading.bob)
    told = {
        "name": "Second",
        "coders": [reading.ann.pk, reading.bob.pk],
        "texts": [free.pk],
        "is_blind": "on",
    }

    answer = reading.client.post(page("coding:new_round", reading.programme), told)

    assert answer.status_code == 422
    assert "Bob Birch has coded the text of" in answer.content.decode()


# --- blind -----------------------------------------------------------------------------------


def test_a_blind_round_says_who_is_through_and_nothing_of_what_they_coded() -> None:
    reading = Reading()
    reading.code(reading.bob)
    reading.submit(reading.bob)

    content = reading.shown()

    assert "You code blind until both have submitted" in content
    assert "submitted on" in content
    assert "still coding" in content
    assert "0 of 1" in content
    assert "Group work" not in content
    assert reading.address("coding:settle", reading.texts[0].pk) not in content


def test_whoever_is_through_sees_whom_the_round_waits_for_and_may_go_on_coding() -> None:
    reading = Reading()
    reading.client.post(reading.address("coding:submit_round"))

    waits = reading.shown()
    reading.client.post(reading.address("coding:take_back"))

    assert "Waiting for Bob Birch" in waits
    assert reading.address("coding:take_back") in waits
    assert "You code blind until both have submitted" in reading.shown()


def test_the_text_itself_says_that_it_is_coded_blind() -> None:
    reading = Reading()
    address = page("coding:text", reading.programme, reading.texts[0].pk)

    blind = reading.client.get(address).content.decode()
    reading.submit()
    revealed = reading.client.get(address).content.decode()

    assert "You code blind until both have submitted" in blind
    assert "?whose=everyone" not in blind
    assert "You code blind" not in revealed
    assert reading.address("coding:settle", reading.texts[0].pk) in revealed


def test_nothing_is_read_side_by_side_before_it_is_revealed() -> None:
    reading = Reading()
    reading.code(reading.bob)

    answer = reading.client.get(
        reading.address("coding:settle", reading.texts[0].pk), follow=True
    )

    assert answer.redirect_chain == [(reading.address("coding:round"), 302)]
    assert "The round is still blind." in answer.content.decode()


def test_a_broker_reveals_a_round_that_a_coder_left_and_says_why() -> None:
    reading = Reading()
    broker = signed_in(make_member(reading.programme, Role.BROKER, name="Robin Brook"))
    address = reading.address("coding:reveal")

    without_reason = broker.post(address, {"why": ""})
    broker.post(address, {"why": "Bob has left."})

    reading.round.refresh_from_db()
    assert without_reason.status_code == 422
    assert "A coder has dropped out" in without_reason.content.decode()
    assert not reading.round.is_secret


# --- as many queries for many as for few -----------------------------------------------------


@pytest.mark.parametrize("texts", [1, 3])
def test_a_round_is_shown_in_as_many_queries_for_many_texts_as_for_few(
    texts: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reading = Reading(texts=texts)
    for text in range(texts):
        reading.code(reading.ann, text=text)
    reading.begin()

    with django_assert_num_queries(17):
        reading.shown()
