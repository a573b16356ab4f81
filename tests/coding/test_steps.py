"""What a browser tells afterwards: steps stored once, refused with what stands, never lost."""

from typing import Any
from uuid import uuid4

import pytest

from ecotone.coding.choices import Pole, Target
from ecotone.coding.models import Code, Coding, Step
from ecotone.consent.choices import Grant
from ecotone.consent.operations import withdraw_grant
from ecotone.foundation.models import Programme, Role, User
from ecotone.listening.models import Conversation
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


@pytest.fixture
def study() -> Programme:
    return make_study()


@pytest.fixture
def coder(study: Programme) -> User:
    return make_coder(study, name="Lynne Brook")


@pytest.fixture
def conversation(study: Programme) -> Conversation:
    return make_conversation(make_speaker(study, pseudonym="Heather"))


class Desk:
    """A coder at one text, telling the server of steps as the page's script does."""

    def __init__(self, coder: User, study: Programme, conversation: Conversation) -> None:
        self.client = signed_in(coder)
        self.study, self.conversation = study, conversation

    def tell(self, *steps: dict[str, Any]) -> list[dict[str, Any]]:
        sent = [{"key": str(uuid4()), **step} for step in steps]
        address = page("coding:steps", self.study, self.conversation.pk)
        answer = self.client.post(address, {"steps": sent}, content_type="application/json")
        answers: list[dict[str, Any]] = answer.json()["answers"]
        return answers

    def code(self, **changed: object) -> dict[str, Any]:
        code = Code.objects.get(programme=self.study, key="grp")
        said = {"start": 0, "end": 8, "code": code.pk, "pole": Pole.GIVES}
        revision = text_of(self.conversation).pk
        step = {"do": "code", "coding": str(uuid4()), "revision": revision, **said}
        return {**step, **changed}


@pytest.fixture
def desk(coder: User, study: Programme, conversation: Conversation) -> Desk:
    return Desk(coder, study, conversation)


def test_a_step_sent_twice_is_stored_once_and_answered_the_same(
    desk: Desk, coder: User
) -> None:
    step = desk.code(key=str(uuid4()))

    first, second = desk.tell(step, step)

    coding = Coding.objects.get()
    assert first == second
    assert first["stored"] is True
    assert [told["key"] for told in first["codings"]] == [str(coding.key)] == [step["coding"]]
    assert (coding.start, coding.end) == (0, 7)  # white space at the edges is left out
    assert Step.objects.filter(by=coder).count() == 1


def test_a_coding_is_changed_taken_off_and_brought_back_in_one_sending(
    desk: Desk,
) -> None:
    made = desk.code()
    there = {"coding": made["coding"]}

    answers = desk.tell(
        made,
        {"do": "change", **there, "pole": Pole.ASKS, "end": 16, "target": Target.COLLEAGUES},
        {"do": "remove", **there},
        {"do": "undo"},
        {"do": "undo"},
        {"do": "redo"},
    )

    coding = Coding.objects.get()
    assert [answer["stored"] for answer in answers] == [True] * 6
    assert (coding.end, coding.pole, coding.target) == (16, Pole.ASKS, Target.COLLEAGUES)
    assert answers[2]["codings"] == [{"key": made["coding"], "isGone": True}]
    assert answers[3]["codings"][0]["pole"] == Pole.ASKS
    assert answers[3]["said"].startswith("Undone: Collaborative learning")
    assert answers[5]["codings"][0]["coder"] == "LB"


def test_what_is_refused_says_why_and_what_stands_and_the_rest_is_stored(
    desk: Desk, study: Programme
) -> None:
    other = make_coder(study, name="Dana Reed")
    theirs = make_coding(text_of(desk.conversation), "in groups", by=other)
    twice = desk.code()

    answers = desk.tell(
        {"do": "remove", "coding": str(theirs.key)},
        twice,
        desk.code(),
        desk.code(end=4_000),
        desk.code(revision=999_999),
        {"do": "remove", "coding": str(uuid4())},
        {"do": "guess"},
    )

    assert [answer["stored"] for answer in answers] == [False, True, *[False] * 5]
    assert answers[0]["codings"][0]["own"] is False
    assert answers[2]["message"].startswith("You have put")
    assert answers[2]["codings"] == [{"key": str(answers[2]["coding"]), "isGone": True}]
    assert [bool(answer["remedy"]) for answer in answers if not answer["stored"]] == [True] * 6
    assert Coding.objects.filter(is_removed=False).count() == 2


def test_words_taken_back_meanwhile_are_coded_by_no_step_that_comes_late(
    desk: Desk,
) -> None:
    speaker = desk.conversation.participant
    withdraw_grant(participant=speaker, grant=Grant.INTERVIEW, at=NOON, by=None)

    (answer,) = desk.tell(desk.code())

    assert answer["message"] == "This text may not be coded any more."
    assert Coding.objects.count() == 0


def test_an_undo_that_reaches_another_text_says_where(
    desk: Desk, study: Programme, coder: User
) -> None:
    elsewhere = make_conversation(make_speaker(study, pseudonym="Tom"))
    coding = make_coding(text_of(elsewhere), "in groups", by=coder)

    undone, nothing = desk.tell({"do": "undo"}, {"do": "undo"})

    assert undone["elsewhere"]["name"] == "It was in the text of Tom."
    assert undone["elsewhere"]["address"].endswith(f"/{elsewhere.pk}/#coding-{coding.pk}")
    assert undone["codings"] == []
    assert nothing["said"] == "There is nothing left to undo or to do again."


@pytest.mark.parametrize("sent", ["", "[]", '{"steps": 3}', "not json"])
def test_what_is_no_list_of_steps_is_answered_and_changes_nothing(
    desk: Desk, sent: str
) -> None:
    address = page("coding:steps", desk.study, desk.conversation.pk)

    answer = desk.client.post(address, sent, content_type="application/json")

    assert (answer.status_code, answer.json()) == (400, {"problem": "These are no steps."})


def test_a_text_of_another_programme_takes_no_steps(coder: User, study: Programme) -> None:
    other = make_study()
    conversation = make_conversation(make_speaker(other))

    answer = signed_in(coder).post(
        page("coding:steps", study, conversation.pk),
        {"steps": [{"do": "undo"}]},
        content_type="application/json",
    )

    assert answer.status_code == 404


def test_a_code_named_while_coding_comes_back_with_its_line_of_the_codebook(
    desk: Desk, study: Programme
) -> None:
    address = page("coding:new_code", study)

    added, again, unnamed = (
        desk.client.post(address, {"name": name}, content_type="application/json")
        for name in ("Sharing the marking", "Sharing the marking", " ")
    )

    code = Code.objects.get(name="Sharing the marking")
    assert added.json()["code"] == code.pk
    assert f'data-code="{code.pk}"' in added.json()["line"]
    assert (again.status_code, unnamed.status_code) == (409, 422)
    assert again.json()["problem"].startswith("There is a code called")


def test_whoever_does_not_code_tells_no_steps(
    study: Programme, conversation: Conversation
) -> None:
    client = signed_in(make_member(study, Role.VIEWER))

    answer = client.post(page("coding:steps", study, conversation.pk), {"steps": []})

    assert answer.status_code == 404
