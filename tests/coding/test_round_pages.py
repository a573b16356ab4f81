"""The pages of rounds: opening, submitting, settling side by side, and what became of it."""

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ecotone.coding import operations, queries
from ecotone.coding.choices import Layer, Outcome, RoundState
from ecotone.coding.models import Coding, CodingRound
from ecotone.coding.operations import RoundPlan
from ecotone.foundation.models import Programme, Role, User
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
from tests.factories.foundation import NOON, make_member

if TYPE_CHECKING:
    from ecotone.listening.models import Conversation

pytestmark = pytest.mark.django_db
GROUPS, MARKS = "We plan the work in groups.", "Each of them marks the others."
YEARS = "It took me years."


class Reading:
    """Two coders, texts of one answer, and a round about them."""

    def __init__(self, *, texts: int = 1, is_blind: bool = True) -> None:
        self.programme: Programme = make_study()
        self.ann: User = make_coder(self.programme, name="Ann Ash")
        self.bob: User = make_coder(self.programme, name="Bob Birch")
        self.texts: list[Conversation] = [
            make_conversation(make_speaker(self.programme, pseudonym=f"Speaker {number}"))
            for number in range(texts)
        ]
        plan = RoundPlan("First round", [self.ann, self.bob], self.texts, is_blind=is_blind)
        self.round = operations.open_round(
            programme=self.programme, plan=plan, at=NOON, by=self.ann
        )
        self.client = signed_in(self.ann)

    def code(self, by: User, words: str = GROUPS, *, text: int = 0, **more: Any) -> Coding:
        return make_coding(text_of(self.texts[text]), words, by=by, **more)

    def submit(self, *coders: User) -> None:
        for coder in coders or (self.ann, self.bob):
            operations.submit_round(coding_round=self.round, at=NOON, by=coder)
        self.round.refresh_from_db()

    def begin(self) -> None:
        self.submit()
        operations.begin_settling(coding_round=self.round, at=NOON, by=self.ann)
        self.round.refresh_from_db()

    def address(self, name: str, *parts: object) -> str:
        return page(name, self.programme, self.round.key, *parts)

    def shown(
        self, name: str = "coding:round", *parts: object, by: Client | None = None
    ) -> str:
        answer = (by or self.client).get(self.address(name, *parts))
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    def settle(self, keep: str, place: int = 0, **more: str) -> str:
        """Press a button; return the page that answers."""
        text = self.texts[0]
        difference = queries.differences_in(self.round, text)[place]
        told = {"difference": difference.key, "keep": keep, **more}
        address = self.address("coding:settle_one", text.pk)
        return self.client.post(address, told, follow=True).content.decode()

    @property
    def settled(self) -> list[Coding]:
        standing = Coding.objects.filter(layer=Layer.SETTLED, is_removed=False)
        return list(standing.order_by("start", "pk"))


def differing(*, is_blind: bool = True) -> Reading:
    """Three differences: another code, marked by one alone, and other ends."""
    reading = Reading(is_blind=is_blind)
    reading.code(reading.ann)
    reading.code(reading.bob, code="asm")
    reading.code(reading.ann, MARKS)
    reading.code(reading.ann, YEARS, code="asm")
    reading.code(reading.bob, "me years.", code="asm")
    reading.begin()
    return reading


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


@pytest.mark.parametrize("texts", [1, 3])
def test_a_round_is_shown_in_as_many_queries_for_many_texts_as_for_few(
    texts: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reading = Reading(texts=texts)
    for text in range(texts):
        reading.code(reading.ann, text=text)
    reading.begin()

    with django_assert_max_num_queries(26):
        reading.shown()


@pytest.mark.parametrize("codings", [1, 3])
def test_a_text_is_shown_side_by_side_in_as_many_queries_for_many_codings(
    codings: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reading = Reading()
    for words in (GROUPS, MARKS, YEARS)[:codings]:
        reading.code(reading.ann, words)
    reading.begin()

    with django_assert_max_num_queries(40):
        reading.shown("coding:settle", reading.texts[0].pk)
