"""Codings follow their words: when a name is judged, and when an answer is changed."""

import pytest

from ecotone.coding import operations, queries
from ecotone.coding.choices import Layer, Outcome, Pole, Verb
from ecotone.coding.models import Change, Coding
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import AuditEvent, Programme, Role, User
from ecotone.listening.choices import NameKind
from ecotone.listening.models import Conversation, TextRevision
from ecotone.listening.operations import Judgement, judge_words, save_answer, send_answers
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

pytestmark = pytest.mark.django_db

SAID = "At Seaview we plan in groups. Each of them marks the others. It took years."


class Coded:
    """A text with three coded sentences."""

    def __init__(self) -> None:
        self.study: Programme = make_study()
        self.coder: User = make_coder(self.study)
        self.speaker = make_speaker(self.study)
        self.conversation: Conversation = make_conversation(self.speaker, {2: SAID})
        text = text_of(self.conversation)
        self.first = make_coding(text, "At Seaview we plan", by=self.coder)
        self.second = make_coding(text, "marks the others", by=self.coder, code="asm")
        self.third = make_coding(text, "It took years", by=self.coder, pole=Pole.BARRIER)

    def send(self, text: str) -> None:
        question = self.conversation.instrument.questions.get(number=2)
        save_answer(
            conversation=self.conversation, question=question, text=text, at=NOON, by=None
        )
        send_answers(conversation=self.conversation, at=NOON, by=None)

    def judge(self, form: str, instead: str) -> None:
        judge_words(
            programme=self.study,
            judgements=[Judgement(form, NameKind.PLACE, instead)],
            at=NOON,
            by=make_member(self.study, Role.INTERVIEWER),
        )

    def quotes(self) -> dict[int, str]:
        return {found.coding_id: found.text for found in queries.passages(self.study)}

    def waiting(self) -> list[tuple[int, str]]:
        found = queries.codings_to_place(self.conversation, reader=self.coder)
        return [(one.coding.pk, one.words_now) for one in found]


@pytest.fixture
def coded() -> Coded:
    return Coded()


# --- a name is judged ------------------------------------------------------------------------


def test_coded_words_stay_coded_when_a_name_in_them_is_replaced(coded: Coded) -> None:
    coded.judge("Seaview", "the school by the bay")

    assert coded.quotes() == {
        coded.first.pk: "At the school by the bay we plan",
        coded.second.pk: "marks the others",
        coded.third.pk: "It took years",
    }
    assert TextRevision.objects.count() == 1


def test_the_log_says_where_each_coding_stood(coded: Coded) -> None:
    coded.judge("Seaview", "Bay")

    change = Change.objects.get(coding=coded.second, step__verb=Verb.CARRIED)
    assert (change.before["start"], change.before["end"]) == (
        coded.second.start,
        coded.second.end,
    )
    assert AuditEvent.objects.filter(verb="carried over 3 codings").count() == 1


def test_undo_still_takes_back_the_coders_own_last_step(coded: Coded) -> None:
    coded.judge("Seaview", "Bay")

    undone = operations.undo_last(programme=coded.study, at=NOON, by=coded.coder)
    redone = operations.redo(programme=coded.study, at=NOON, by=coded.coder)

    assert undone is not None
    assert redone is not None
    assert [undone.changes.get().coding, redone.changes.get().coding] == [coded.third] * 2
    assert coded.quotes()[coded.third.pk] == "It took years"


def test_a_code_taken_off_before_comes_back_on_its_words(coded: Coded) -> None:
    operations.remove_coding(coding=coded.second, at=NOON, by=coded.coder)
    coded.judge("Seaview", "Bay")

    operations.undo_last(programme=coded.study, at=NOON, by=coded.coder)

    assert coded.quotes()[coded.second.pk] == "marks the others"


def test_two_codes_on_two_halves_of_a_name_become_one(coded: Coded) -> None:
    text = text_of(coded.conversation)
    place = text.text.index("Seaview")
    halves = [
        operations.code_passage(
            marking=operations.Marking(
                text, place + start, place + end, coded.first.code, Pole.ASKS
            ),
            at=NOON,
            by=coded.coder,
        )
        for start, end in ((0, 3), (3, 7))
    ]

    coded.judge("Seaview", "Bay")

    quotes = coded.quotes()
    assert quotes[halves[0].pk] == "Bay"
    assert halves[1].pk not in quotes


def test_what_was_settled_and_what_became_of_the_originals_follows_too(coded: Coded) -> None:
    colm = make_coder(coded.study, name="Colm Reid")
    opened = operations.open_round(
        programme=coded.study,
        plan=operations.RoundPlan(
            "First", [coded.coder, colm], [coded.conversation], is_blind=False
        ),
        at=NOON,
        by=colm,
    )
    make_coding(text_of(coded.conversation), "marks the others", by=colm, code="asm")
    operations.begin_settling(coding_round=opened, at=NOON, by=colm)
    first, *_rest = queries.differences_in(opened, coded.conversation)
    operations.settle(
        coding_round=opened, codings=first.codings, keep=first.codings, at=NOON, by=colm
    )

    coded.judge("Seaview", "the school by the bay")

    settled = (
        queries.readable_codings(coded.study).filter(layer=Layer.SETTLED).order_by("start")
    )
    words = [found.revision.passage(found.start, found.end) for found in settled]
    told = queries.outcomes_for(coded.coder, opened)
    assert words == ["At the school by the bay we plan", "marks the others"]
    assert [found.outcome for found in told] == [Outcome.KEPT, Outcome.KEPT, None]
    assert [len(found.settled) for found in told] == [1, 1, 0]


# --- an answer is changed --------------------------------------------------------------------


def test_codings_on_untouched_words_follow_a_changed_answer(coded: Coded) -> None:
    coded.send(
        "Now, at Seaview we plan in groups. Each of them marks the others. It took years!"
    )

    assert coded.quotes() == {
        coded.second.pk: "marks the others",
        coded.third.pk: "It took years",
    }
    assert coded.waiting() == [(coded.first.pk, "Now, at Seaview we plan")]


def test_codings_follow_a_sentence_that_was_moved(coded: Coded) -> None:
    coded.send("It took years. At Seaview we plan in groups. Each of them marks the others.")

    assert coded.quotes()[coded.third.pk] == "It took years"
    assert coded.waiting() == []


def test_a_coding_is_placed_again_on_the_words_that_stand_there_now(coded: Coded) -> None:
    coded.send(SAID.replace("It took years", "It took me ages"))
    client = signed_in(coded.coder)

    shown = client.get(page("coding:text", coded.study, coded.conversation.pk)).content.decode()
    answer = client.post(page("coding:place", coded.study, coded.third.key))

    assert "1 coding to place again" in shown
    assert answer.status_code == 302
    assert coded.quotes()[coded.third.pk] == "It took me ages"
    assert coded.waiting() == []


def test_words_that_were_taken_out_can_only_be_let_go(coded: Coded) -> None:
    coded.send(SAID.replace(" It took years.", ""))
    client = signed_in(coded.coder)

    shown = client.get(page("coding:text", coded.study, coded.conversation.pk)).content.decode()
    refused = client.post(page("coding:place", coded.study, coded.third.key))
    let_go = client.post(page("coding:let_go", coded.study, coded.third.key))

    assert "The words were taken out." in shown
    assert "It took years" not in shown
    assert (refused.status_code, let_go.status_code) == (409, 302)
    assert coded.waiting() == []


def test_an_answer_taken_back_and_sent_again_has_its_codings_again(coded: Coded) -> None:
    coded.send("")
    away = coded.quotes(), coded.waiting()

    coded.send(SAID)

    assert away == ({}, [])
    assert len(coded.quotes()) == 3


def test_nobody_places_the_coding_of_somebody_else(coded: Coded) -> None:
    coded.send(SAID.replace("It took years", "It took me ages"))
    other = make_coder(coded.study, name="Someone Else")
    client = signed_in(other)

    shown = client.get(page("coding:text", coded.study, coded.conversation.pk)).content.decode()
    answers = [
        client.post(page(name, coded.study, coded.third.key))
        for name in ("coding:place", "coding:let_go")
    ]
    with pytest.raises(Refused, match="waits for nobody"):
        operations.place_again(coding=coded.third, start=0, end=5, at=NOON, by=other)

    assert "to place again" not in shown
    assert [answer.status_code for answer in answers] == [404, 404]
    assert not Coding.objects.get(pk=coded.third.pk).is_removed
