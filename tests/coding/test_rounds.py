"""Rounds of coding: opened, coded blind or in the open, submitted, revealed, closed."""

from datetime import timedelta

import pytest

from ecotone.coding import operations, queries
from ecotone.coding.choices import Layer, Outcome, RoundState
from ecotone.coding.models import Coding, CodingRound, Step
from ecotone.coding.operations import RoundPlan
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import AuditEvent, Role
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_revision,
    make_speaker,
    make_study,
)
from tests.factories.foundation import NOON, make_member
from tests.factories.rounds import Two, begin, open_round, two_coders

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> Two:
    return two_coders()


def test_a_round_is_opened_with_its_coders_and_texts(two: Two) -> None:
    opened = open_round(two, name=" First talks ")

    (standing,) = queries.rounds_in(two.study)
    assert (standing.round, standing.texts, standing.through) == (opened, 1, 0)
    assert [coder.name for coder in standing.waiting_for] == ["Colm Reid", "Robin Brook"]
    assert (opened.name, opened.is_secret, opened.state) == (
        "First talks",
        True,
        RoundState.CODING,
    )
    assert queries.find_round(two.study, opened.key) == opened


def test_the_rounds_of_a_programme_take_two_queries(
    two: Two, django_assert_num_queries
) -> None:
    for number in range(3):
        text = make_revision(make_speaker(two.study, pseudonym=f"Speaker {number}"))
        open_round(two, text, name=f"Round {number}")

    with django_assert_num_queries(2):
        rounds = queries.rounds_in(two.study)

    assert [standing.round.name for standing in rounds] == ["Round 2", "Round 1", "Round 0"]


def test_a_round_that_lacks_something_is_not_opened(two: Two) -> None:
    other = make_revision(make_speaker(make_study(name="Elsewhere")))
    viewer = make_member(two.study, Role.VIEWER)
    here = two.text.response.conversation
    plans = [
        RoundPlan("  ", [two.robin, two.colm], [here]),
        RoundPlan("x" * 81, [two.robin, two.colm], [here]),
        RoundPlan("Alone", [two.robin], [here]),
        RoundPlan("A viewer", [two.robin, viewer], [here]),
        RoundPlan("No text", [two.robin, two.colm], []),
        RoundPlan("Elsewhere", [two.robin, two.colm], [other.response.conversation]),
    ]

    for plan in plans:
        with pytest.raises(Refused):
            operations.open_round(programme=two.study, plan=plan, at=NOON, by=two.robin)

    assert CodingRound.objects.count() == 0


def test_whoever_does_not_keep_the_codebook_opens_no_round(two: Two) -> None:
    plan = RoundPlan("First", [two.robin, two.colm], [two.text.response.conversation])

    with pytest.raises(NotYours):
        operations.open_round(
            programme=two.study, plan=plan, at=NOON, by=make_member(two.study, Role.VIEWER)
        )


def test_a_text_is_in_one_unclosed_round_only(two: Two) -> None:
    first = open_round(two)

    with pytest.raises(Refused, match="is in “First talks” still"):
        open_round(two, name="Second")
    CodingRound.objects.filter(pk=first.pk).update(state=RoundState.CLOSED)
    second = open_round(two, name="Second")

    with pytest.raises(Refused, match="is in “Second” still"):
        operations.reopen_round(coding_round=first, at=NOON, by=two.robin)
    assert list(second.texts.all()) == [two.text.response.conversation]


def test_a_blind_round_begins_with_texts_its_coders_have_not_coded(two: Two) -> None:
    make_coding(two.text, "in groups", by=two.colm)

    with pytest.raises(Refused, match="Colm Reid has coded the text of"):
        open_round(two)

    assert CodingRound.objects.count() == 0


def test_an_open_round_takes_in_what_its_coders_have_coded_there(two: Two) -> None:
    dee = make_coder(two.study, name="Dee Early")
    theirs = make_coding(two.text, "in groups", by=two.colm)
    another = make_coding(two.text, "in groups", by=dee)

    opened = open_round(two, is_blind=False)

    theirs.refresh_from_db()
    another.refresh_from_db()
    assert (theirs.round, another.round) == (opened, None)


def test_the_last_coder_to_submit_reveals_a_blind_round(two: Two) -> None:
    opened = open_round(two)
    make_coding(two.text, "in groups", by=two.colm)
    later = NOON + timedelta(hours=1)

    first = operations.submit_round(coding_round=opened, at=NOON, by=two.colm)
    seen_before = queries.readable_codings(two.study, two.robin).count()
    second = operations.submit_round(coding_round=opened, at=later, by=two.robin)

    assert (first.revealed_at, second.revealed_at) == (None, later)
    assert (seen_before, queries.readable_codings(two.study, two.robin).count()) == (0, 1)
    with pytest.raises(Refused, match="submitted this round already"):
        operations.submit_round(coding_round=opened, at=later, by=two.robin)


def test_whoever_does_not_code_in_a_round_submits_nothing(two: Two) -> None:
    opened = open_round(two)
    dee = make_coder(two.study, name="Dee Early")

    with pytest.raises(Refused, match="You do not code in this round"):
        operations.submit_round(coding_round=opened, at=NOON, by=dee)


def test_who_has_submitted_codes_nothing_more_until_they_take_it_back(two: Two) -> None:
    opened = open_round(two)
    coding = make_coding(two.text, "in groups", by=two.colm)
    operations.submit_round(coding_round=opened, at=NOON, by=two.colm)

    with pytest.raises(Refused, match="You have submitted what you coded"):
        make_coding(two.text, "took me years", by=two.colm)
    with pytest.raises(Refused, match="You have submitted what you coded"):
        operations.remove_coding(coding=coding, at=NOON, by=two.colm)
    marking = operations.Marking(two.text, 0, 7, coding.code, coding.pole)
    with pytest.raises(Refused, match="You have submitted what you coded"):
        operations.change_coding(coding=coding, to=marking, at=NOON, by=two.colm)
    make_coding(two.text, "took me years", by=two.robin)

    operations.take_back_submission(coding_round=opened, at=NOON, by=two.colm)
    operations.remove_coding(coding=coding, at=NOON, by=two.colm)

    assert Coding.objects.filter(is_removed=False).count() == 1
    with pytest.raises(Refused, match="You have not submitted this round"):
        operations.take_back_submission(coding_round=opened, at=NOON, by=two.colm)


def test_what_was_submitted_is_passed_over_by_its_coders_undo(two: Two) -> None:
    opened = open_round(two)
    elsewhere = make_revision(make_speaker(two.study, pseudonym="Tom"))
    before = make_coding(elsewhere, "in groups", by=two.colm)
    submitted = make_coding(two.text, "in groups", by=two.colm)
    operations.submit_round(coding_round=opened, at=NOON, by=two.colm)

    undone = [
        operations.undo_last(programme=two.study, at=NOON, by=two.colm) for _time in range(2)
    ]

    before.refresh_from_db()
    submitted.refresh_from_db()
    assert [step is not None for step in undone] == [True, False]
    assert (before.is_removed, submitted.is_removed) == (True, False)


def test_a_revealed_round_is_neither_taken_back_nor_coded_on(two: Two) -> None:
    opened = open_round(two)
    operations.submit_round(coding_round=opened, at=NOON, by=two.colm)
    operations.reveal_round(
        coding_round=opened, why="Robin is ill until spring.", at=NOON, by=two.colm
    )

    with pytest.raises(Refused, match="what you coded has been seen"):
        operations.take_back_submission(coding_round=opened, at=NOON, by=two.colm)
    with pytest.raises(Refused, match="nothing in it can be coded blind any more"):
        make_coding(two.text, "in groups", by=two.robin)
    with pytest.raises(Refused, match="Nothing in this round is hidden"):
        operations.reveal_round(coding_round=opened, why="Again.", at=NOON, by=two.colm)

    told = AuditEvent.objects.get(verb="revealed a round of coding")
    assert told.reason == "Robin is ill until spring."


def test_nobody_reveals_a_round_to_look_before_they_submit(two: Two) -> None:
    opened = open_round(two)
    broker = make_member(two.study, Role.BROKER)

    with pytest.raises(Refused, match="You are coding in this round yourself"):
        operations.reveal_round(coding_round=opened, why="Curious.", at=NOON, by=two.colm)
    with pytest.raises(Refused, match="The reason is missing"):
        operations.reveal_round(coding_round=opened, why=" ", at=NOON, by=broker)

    opened.refresh_from_db()
    assert opened.is_secret


def test_a_blind_round_is_not_settled_before_it_is_revealed(two: Two) -> None:
    opened = open_round(two)
    operations.submit_round(coding_round=opened, at=NOON, by=two.colm)

    with pytest.raises(Refused, match="still coded blind, by Robin Brook"):
        operations.begin_settling(coding_round=opened, at=NOON, by=two.colm)
    with pytest.raises(Refused, match="is being coded now"):
        operations.close_round(coding_round=opened, at=NOON, by=two.colm)


def test_what_all_coders_say_alike_settles_by_itself(two: Two) -> None:
    opened = open_round(two)
    make_coding(two.text, "in groups", by=two.robin)
    make_coding(two.text, "in groups", by=two.colm)
    make_coding(two.text, "took me years", by=two.colm)

    begin(two, opened)

    settled = Coding.objects.get(layer=Layer.SETTLED)
    outcomes = Coding.objects.filter(layer=Layer.CODER).order_by("pk")
    assert two.text.passage(settled.start, settled.end) == "in groups"
    assert (settled.coder, settled.round) == (two.robin, opened)
    assert [coding.outcome for coding in outcomes] == [Outcome.KEPT, Outcome.KEPT, ""]
    assert queries.undecided_count(opened) == 1
    assert operations.undo_last(programme=two.study, at=NOON, by=two.robin) is None


def test_while_a_round_is_settled_its_coders_code_nothing_more_in_its_texts(two: Two) -> None:
    opened = open_round(two, is_blind=False)
    operations.begin_settling(coding_round=opened, at=NOON, by=two.robin)

    with pytest.raises(Refused, match="is being settled"):
        make_coding(two.text, "in groups", by=two.colm)
    outside = make_coding(two.text, "in groups", by=make_coder(two.study, name="Dee Early"))

    assert outside.round is None


def test_a_round_closes_when_nothing_is_open_and_says_how_much_is(two: Two) -> None:
    opened = open_round(two)
    make_coding(two.text, "in groups", by=two.robin)
    make_coding(two.text, "took me years", by=two.colm)
    begin(two, opened)

    with pytest.raises(Refused, match="2 differences are not settled yet"):
        operations.close_round(coding_round=opened, at=NOON, by=two.robin)
    for difference in queries.differences_in(opened, two.text.response.conversation):
        operations.settle(
            coding_round=opened,
            codings=difference.codings,
            keep=difference.codings,
            at=NOON,
            by=two.colm,
        )
    closed = operations.close_round(coding_round=opened, at=NOON, by=two.robin)

    assert (closed.state, closed.closed_at) == (RoundState.CLOSED, NOON)
    assert {found.layer for found in queries.counted_codings(two.study)} == {Layer.SETTLED}


def test_a_closed_round_keeps_its_codings_and_counts_its_coders_once_reopened(
    two: Two,
) -> None:
    opened = open_round(two)
    coding = make_coding(two.text, "in groups", by=two.robin)
    make_coding(two.text, "in groups", by=two.colm)
    begin(two, opened)
    closed = operations.close_round(coding_round=opened, at=NOON, by=two.robin)
    coding.refresh_from_db()

    with pytest.raises(Refused, match="is closed, and what was coded in it stays"):
        operations.remove_coding(coding=coding, at=NOON, by=two.robin)
    reopened = operations.reopen_round(coding_round=closed, at=NOON, by=two.colm)

    assert (reopened.state, reopened.closed_at) == (RoundState.SETTLING, None)
    assert {found.layer for found in queries.counted_codings(two.study)} == {Layer.CODER}
    assert Step.objects.filter(verb="SETTLED").count() == 1


def test_a_text_of_a_closed_round_is_coded_on_outside_of_it(two: Two) -> None:
    opened = open_round(two)
    begin(two, opened)
    operations.close_round(coding_round=opened, at=NOON, by=two.robin)

    later = make_coding(two.text, "in groups", by=two.robin)

    assert later.round is None
    assert list(queries.counted_codings(two.study)) == [later]


def test_codings_of_many_texts_are_told_apart_by_their_rounds(two: Two) -> None:
    other = make_revision(make_speaker(two.study, pseudonym="Tom"))
    opened = open_round(two)

    made = [
        make_coding(text, "in groups", by=coder).round
        for text in (two.text, other)
        for coder in (two.robin, two.colm)
    ]

    assert made == [opened, opened, None, None]
