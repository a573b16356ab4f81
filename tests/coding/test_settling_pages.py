"""Settling side by side, and what became of everybody's codes."""

import pytest
from pytest_django import DjangoAssertNumQueries

from ecotone.coding import operations, queries
from ecotone.coding.choices import Layer, Outcome, RoundState
from ecotone.coding.models import Coding
from tests.factories.coding import (
    make_conversation,
    make_speaker,
    signed_in,
    text_of,
)
from tests.factories.foundation import NOON
from tests.factories.reading_together import GROUPS, MARKS, YEARS, Reading, differing

pytestmark = pytest.mark.django_db


# --- settling --------------------------------------------------------------------------------


def test_a_round_is_begun_to_be_settled_and_leads_to_its_first_text() -> None:
    reading = Reading()
    reading.code(reading.ann)
    reading.submit()

    assert "Everybody is through" in reading.shown()
    reading.client.post(reading.address("coding:begin_settling"))

    content = reading.shown()
    assert "1 difference is left to settle" in content
    assert reading.address("coding:settle", reading.texts[0].pk) in content


def test_side_by_side_shows_the_text_once_with_everybodys_stripes_and_each_difference() -> None:
    reading = differing()

    content = reading.shown("coding:settle", reading.texts[0].pk)

    assert content.count(f'<mark class="differs differs-chosen">{GROUPS}</mark>') == 1
    assert f"Ann Ash: Collaborative learning and group work, gives: “{GROUPS}”" in content
    assert f"Bob Birch: Assessment and feedback, gives: “{GROUPS}”" in content
    assert "Another code" in content
    assert "missing on one side" in content
    assert "other ends" in content
    assert "3 of 3 differences left" in content
    assert "coding/settling.js" in content
    assert "coding/rounds.css" in content


def test_the_memos_on_what_differs_stand_with_it() -> None:
    reading = Reading()
    coding = reading.code(reading.ann)
    says = operations.MemoWords(kind="IDEA", words="Is this group work at all?")
    operations.write_memo(about=coding, says=says, at=NOON, by=reading.ann)
    reading.begin()

    content = reading.shown("coding:settle", reading.texts[0].pk)

    assert "Is this group work at all?" in content


def test_keeping_what_one_says_moves_on_to_the_next_and_says_how_many_are_left() -> None:
    reading = differing()

    content = reading.settle(str(reading.ann.pk))

    assert "Settled. 2 differences are left in this text." in content
    assert [coding.code.key for coding in reading.settled] == ["grp"]
    assert "Missing on one side" in content


def test_both_or_neither_can_be_kept() -> None:
    reading = differing()

    reading.settle("all")
    reading.settle("none", place=1)

    assert {coding.code.key for coding in reading.settled} == {"grp", "asm"}
    alone = text_of(reading.texts[0]).text.index(MARKS)
    assert Coding.objects.get(layer=Layer.CODER, start=alone).outcome == Outcome.LEFT


def test_something_else_can_be_settled_on_instead() -> None:
    reading = differing()
    assessment = Coding.objects.get(coder=reading.bob, start=0).code

    reading.settle(
        "instead",
        words="plan the  work",
        code=str(assessment.pk),
        pole="asks",
        target="self",
    )

    (settled,) = reading.settled
    assert settled.revision.passage(settled.start, settled.end) == "plan the work"
    assert (settled.code, settled.pole) == (assessment, "asks")


def test_words_that_are_not_in_the_text_are_not_settled_on() -> None:
    reading = differing()

    content = reading.settle("instead", words="We never said this", code="", pole="asks")

    assert "These words do not stand in the text." in content
    assert reading.settled == []


def test_no_choice_settles_nothing() -> None:
    reading = differing()

    content = reading.settle("")

    assert "Choose what stays." in content
    assert reading.settled == []


def test_a_difference_that_is_another_by_now_is_said_to_be_gone() -> None:
    reading = differing()
    address = reading.address("coding:settle_one", reading.texts[0].pk)

    answer = reading.client.post(address, {"difference": "gone", "keep": "all"}, follow=True)

    assert "That difference is no longer there." in answer.content.decode()
    assert reading.settled == []


def test_what_was_settled_last_can_be_undone_where_it_was_settled() -> None:
    reading = differing()
    text = reading.texts[0].pk
    first = queries.differences_in(reading.round, reading.texts[0])[0]
    assert reading.address("coding:undo_settling", text) not in reading.shown(
        "coding:settle", text
    )
    offered = reading.settle("all")

    answer = reading.client.post(
        reading.address("coding:undo_settling", text), {"difference": first.key}, follow=True
    )

    assert reading.address("coding:undo_settling", text) in offered
    assert "Undone. Decide again." in answer.content.decode()
    assert reading.settled == []


def test_the_last_difference_leads_back_to_the_round_which_can_then_be_closed() -> None:
    reading = differing()

    contents = [reading.settle("all", place=place) for place in range(3)]
    before = reading.shown()
    reading.client.post(reading.address("coding:close_round"))

    reading.round.refresh_from_db()
    assert "Nothing is left to settle in this text." in contents[-1]
    assert "All texts are settled: back to the round" in contents[-1]
    assert "Everything is settled" in before
    assert reading.round.state == RoundState.CLOSED
    reading.client.post(reading.address("coding:reopen_round"))
    reading.round.refresh_from_db()
    assert reading.round.state == RoundState.SETTLING


def test_a_text_outside_the_round_is_not_settled_in_it() -> None:
    reading = differing()
    other = make_conversation(make_speaker(reading.programme))

    answer = reading.client.get(reading.address("coding:settle", other.pk))

    assert answer.status_code == 404


def test_where_nothing_differs_it_is_said() -> None:
    reading = Reading()
    reading.begin()

    content = reading.shown("coding:settle", reading.texts[0].pk)

    assert "Nothing differs here" in content


# --- what became of it -----------------------------------------------------------------------


def test_everybody_sees_how_each_of_their_codes_was_settled_and_by_whom() -> None:
    reading = differing()
    reading.settle(str(reading.ann.pk))
    reading.settle("none", place=1)

    own = reading.shown("coding:outcomes")
    theirs = reading.shown("coding:outcomes", by=signed_in(reading.bob))

    assert "stays as you gave it" in own
    assert "left out" in own
    assert "not decided yet" in own
    assert "settled otherwise" in theirs
    assert "decided by Ann Ash" in theirs


def test_whoever_coded_nothing_is_told_so() -> None:
    reading = Reading()
    reading.begin()

    assert "You coded nothing in this round" in reading.shown("coding:outcomes")


# --- as many queries for many as for few -----------------------------------------------------


@pytest.mark.parametrize("codings", [1, 3])
def test_a_text_is_shown_side_by_side_in_as_many_queries_for_many_codings(
    codings: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reading = Reading()
    for words in (GROUPS, MARKS, YEARS)[:codings]:
        reading.code(reading.ann, words)
    reading.begin()

    with django_assert_num_queries(23):
        reading.shown("coding:settle", reading.texts[0].pk)
