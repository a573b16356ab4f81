"""Steps that no page of ours would send: answered clearly, and nothing changes by them."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse

from ecotone.coding import operations
from ecotone.coding.choices import Pole
from ecotone.coding.models import Change, Code, Coding, Step
from ecotone.foundation.models import AuditEvent, Role
from tests.factories.coding import (
    make_coding,
    make_revision,
    make_speaker,
    make_study,
    page,
    signed_in,
)
from tests.factories.foundation import NOON, make_member
from tests.factories.rounds import Two, open_round, two_coders

pytestmark = pytest.mark.django_db

HUGE = 10**40
NO_NUMBERS: Sequence[Any] = (
    -1,
    HUGE,
    2**63,
    2**31,
    1.5,
    "1e3",
    "NaN",
    "\x00",
    True,
    None,
    "",
    [],
    [1],
    {},
    {"a": {"b": [1]}},
)
NO_WORDS: Sequence[Any] = (None, 0, True, [], {}, ["gives"], "\x00", "gives\x00", "x" * 9_999)


@pytest.fixture
def two() -> Two:
    return two_coders()


class Forger:
    """A coder who writes their own requests."""

    def __init__(self, two: Two) -> None:
        self.two = two
        self.client = signed_in(two.robin)
        self.address = page("coding:steps", two.study, two.text.response.conversation_id)

    def send(self, body: bytes) -> HttpResponse:
        answer: HttpResponse = self.client.post(
            self.address, body, content_type="application/json"
        )
        return answer

    def tell(self, *steps: object) -> list[dict[str, Any]]:
        answer = self.send(json.dumps({"steps": steps}).encode())
        assert answer.status_code == 200
        answers: list[dict[str, Any]] = json.loads(answer.content)["answers"]
        return answers

    def step(self, **changed: object) -> dict[str, Any]:
        code = Code.objects.get(programme=self.two.study, key="grp")
        return {
            "key": str(uuid4()),
            "do": "code",
            "coding": str(uuid4()),
            "revision": self.two.text.pk,
            "start": 0,
            "end": 7,
            "code": code.pk,
            "pole": "gives",
            "target": "self",
        } | changed


@pytest.fixture
def forger(two: Two) -> Forger:
    return Forger(two)


def what_stands() -> list[object]:
    rows = [list(model.objects.order_by("pk").values()) for model in (Coding, Step, Change)]
    return [*rows, AuditEvent.objects.count()]


def test_what_is_no_place_and_no_code_is_refused(forger: Forger) -> None:
    fields = "revision", "start", "end", "code"

    answers = forger.tell(
        *(forger.step(**{field: value}) for field in fields for value in NO_NUMBERS)
    )

    assert not any(answer["stored"] for answer in answers)
    assert all(answer["message"] and answer["remedy"] for answer in answers)
    assert Coding.objects.count() == 0


def test_what_is_no_word_of_ours_is_refused(forger: Forger) -> None:
    fields = "key", "do", "coding", "pole"

    answers = forger.tell(
        *(forger.step(**{field: value}) for field in fields for value in NO_WORDS)
    )

    assert not any(answer["stored"] for answer in answers)
    assert all(answer["message"] and answer["remedy"] for answer in answers)
    assert Coding.objects.count() == 0


def test_what_is_no_json_of_steps_is_answered(forger: Forger) -> None:
    bodies = [
        b"\xff\xfe{}",
        b'{"steps": "\xc3\x28"}',
        b"",
        b"null",
        b"[" * 50_000,
        b'{"steps": ' + b"[" * 50_000,
        b'{"steps": [' + b"9" * 6_000 + b"]}",
        b'{"steps": {"0": 1}}',
        b'{"steps": NaN}',
    ]

    answers = [forger.send(body) for body in bodies]

    assert [answer.status_code for answer in answers] == [400] * len(bodies)
    assert all(json.loads(answer.content)["problem"] for answer in answers)


def test_steps_that_are_no_steps_are_refused_one_by_one(forger: Forger) -> None:
    told = [1, None, "code", [], {}, {"key": {"a": 1}}, {"key": [1], "do": "undo"}]

    answers = forger.tell(*told)

    assert [answer["stored"] for answer in answers] == [False] * len(told)
    assert Step.objects.filter(by=forger.two.robin).count() == 0


def test_a_thousand_steps_at_once_are_refused_whole(forger: Forger) -> None:
    body = json.dumps({"steps": [forger.step() for _ in range(1_000)]}).encode()

    answer = forger.send(body)

    assert answer.status_code == 400
    assert Coding.objects.count() == 0


def test_codes_texts_and_codings_of_another_programme_are_not_here(forger: Forger) -> None:
    other = make_study(name="Elsewhere")
    stranger = make_member(other, Role.CODER, name="Sam Stone")
    text = make_revision(make_speaker(other))
    theirs = make_coding(text, "in groups", by=stranger)
    before = what_stands()

    answers = forger.tell(
        forger.step(code=theirs.code_id),
        forger.step(revision=text.pk),
        forger.step(do="change", coding=str(theirs.key), pole="asks"),
        forger.step(do="remove", coding=str(theirs.key)),
    )

    assert not any(answer["stored"] for answer in answers)
    assert what_stands() == before


def test_a_key_that_somebody_elses_coding_has_is_no_key_for_a_new_one(forger: Forger) -> None:
    open_round(forger.two)
    theirs = make_coding(forger.two.text, "in groups", by=forger.two.colm)
    before = what_stands()

    (answer,) = forger.tell(forger.step(coding=str(theirs.key)))

    assert answer["stored"] is False
    assert answer["message"]
    assert what_stands() == before


def test_a_key_of_ones_own_coding_is_no_key_for_a_new_one(forger: Forger) -> None:
    mine = make_coding(forger.two.text, "in groups", by=forger.two.robin)
    before = what_stands()

    (answer,) = forger.tell(forger.step(coding=str(mine.key)))

    assert answer["stored"] is False
    assert what_stands() == before


def test_a_key_of_another_step_stores_nothing_new(forger: Forger) -> None:
    first = forger.step()
    forger.tell(first)
    before = what_stands()
    again = forger.step(key=first["key"], start=9, end=12)

    (answer,) = forger.tell(again)

    assert str(answer["codings"][0]["key"]) == first["coding"]
    assert what_stands() == before


def test_a_key_of_a_step_that_somebody_else_took_stores_nothing(forger: Forger) -> None:
    make_coding(forger.two.text, "in groups", by=forger.two.colm)
    make_coding(forger.two.text, "It took me", by=forger.two.robin)
    theirs = Step.objects.get(by=forger.two.colm)
    before = what_stands()

    answers = forger.tell(*(forger.step(do=do, key=str(theirs.key)) for do in ("code", "undo")))

    assert [answer["stored"] for answer in answers] == [False, False]
    assert what_stands() == before


def test_a_coding_stays_in_its_conversation(forger: Forger) -> None:
    two = forger.two
    elsewhere = make_revision(make_speaker(two.study, sector="secondary"))
    mine = make_coding(elsewhere, "in groups", by=two.robin)
    open_round(two)
    operations.submit_round(coding_round=two.study.coding_rounds.get(), at=NOON, by=two.robin)
    before = what_stands()

    moved = {"do": "change", "coding": str(mine.key), "revision": two.text.pk}
    (answer,) = forger.tell(forger.step(**moved))

    assert answer["stored"] is False
    assert what_stands() == before


def test_an_old_text_a_deleted_code_no_words_and_the_same_twice_are_told_by_both_doors(
    forger: Forger,
) -> None:
    two = forger.two
    gone = Code.objects.get(programme=two.study, key="asm")
    Code.objects.filter(pk=gone.pk).update(is_removed=True)
    old = make_revision(make_speaker(two.study, sector="secondary"), "Old words of theirs.")
    type(old).objects.create(
        response=old.response,
        raw=old.raw,
        number=old.number + 1,
        text="New words.",
        offset_map=old.offset_map,
        sha256=old.sha256,
        frozen_at=NOON,
    )
    make_coding(two.text, "We plan the work", by=two.robin)
    before = what_stands()
    wrong: list[dict[str, object]] = [
        {"revision": old.pk},
        {"code": gone.pk},
        {"start": 7, "end": 7},
        {"start": 2, "end": 3},
        {"start": 7, "end": 2},
        {"start": 70, "end": 7_000},
        {"start": 0, "end": 16},
        {"start": 3, "end": 20},
    ]

    answers = forger.tell(*(forger.step(**said) for said in wrong))
    form = page("coding:code_passage", two.study, two.text.response.conversation_id)
    pages = [forger.client.post(form, forger.step(**said)) for said in wrong]

    assert not any(answer["stored"] for answer in answers)
    assert all(answer["message"] and answer["remedy"] for answer in answers)
    assert [page.status_code for page in pages if page.status_code not in {409, 422}] == []
    assert what_stands() == before


def test_the_form_takes_no_nonsense_either(forger: Forger) -> None:
    address = page(
        "coding:code_passage", forger.two.study, forger.two.text.response.conversation_id
    )
    fields = "start", "code", "pole", "target"
    values = str(HUGE), "-1", "1.5", "\x00"

    answers = [
        forger.client.post(address, forger.step(**{field: value}))
        for field in fields
        for value in values
    ]

    assert {answer.status_code for answer in answers} <= {400, 409, 422}
    assert Coding.objects.count() == 0


def test_a_code_with_a_strange_name_is_refused_where_it_is_typed(forger: Forger) -> None:
    address = page("coding:new_code", forger.two.study)
    names: Sequence[Any] = ("a\x00b", "\x00", "x" * 10_000, "", "   ", None, [], {"a": 1}, 5.5)
    before = Code.objects.count()

    answers = [
        forger.client.post(address, {"name": name}, content_type="application/json")
        for name in names
    ]

    assert [answer.status_code for answer in answers] == [422] * len(names)
    assert Code.objects.count() == before


def test_a_pole_that_is_said_of_a_change_stays_one_of_ours(forger: Forger) -> None:
    mine = make_coding(forger.two.text, "in groups", by=forger.two.robin)
    change = {"do": "change", "coding": str(mine.key)}

    (answer,) = forger.tell({"key": str(uuid4()), **change, "pole": ""})

    assert answer["stored"] is False
    mine.refresh_from_db()
    assert mine.pole == Pole.GIVES
