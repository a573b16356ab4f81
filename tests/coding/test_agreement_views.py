"""The pages of agreement: figures with all that belongs to them, and the words behind each."""

import json
from typing import Any

import pytest
from django.test import Client

from ecotone.coding import operations
from ecotone.coding.choices import Layer, RoundState, Stance
from ecotone.coding.models import Code, Coding, CodingRound, RoundCoder
from ecotone.coding.operations import MemoWords
from ecotone.foundation.models import AuditEvent, Programme, Role, User
from ecotone.foundation.permissions import NotYours
from ecotone.listening.models import Conversation, TextRevision
from tests.factories.coding import (
    PLENTY,
    make_coder,
    make_coding,
    make_conversation,
    make_speaker,
    make_study,
    page,
    signed_in,
)
from tests.factories.foundation import NOON, make_member

pytestmark = pytest.mark.django_db
GROUPS, MARKS = "We plan the work in groups.", "Each of them marks the others."


class Pair:
    """Two coders, some texts of two answers, and what they made of them."""

    def __init__(self, texts: int = 2) -> None:
        self.programme: Programme = make_study()
        self.ann: User = make_coder(self.programme, name="Ann Ash")
        self.bob: User = make_coder(self.programme, name="Bob Birch")
        self.texts = [self._text(number) for number in range(texts)]

    def _text(self, number: int) -> Conversation:
        speaker = make_speaker(self.programme, pseudonym=f"Speaker {number}")
        return make_conversation(speaker, {2: PLENTY, 3: PLENTY})

    def answer(self, text: int, question: int = 2) -> TextRevision:
        return TextRevision.objects.get(
            response__conversation=self.texts[text], response__question__number=question
        )

    def code(self, by: User, text: int, words: str = GROUPS, **more: Any) -> Coding:
        return make_coding(self.answer(text), words, by=by, **more)

    def disagree(self) -> None:
        """Both mark the first text; in the second only one sees groups, the other marks."""
        for coder in (self.ann, self.bob):
            self.code(coder, 0)
        self.code(self.ann, 1)
        self.code(self.bob, 1, code="asm")

    def round(self, *, is_blind: bool = True, **more: Any) -> CodingRound:
        made = CodingRound.objects.create(
            programme=self.programme,
            name="First round",
            is_blind=is_blind,
            opened_at=NOON,
            **more,
        )
        made.texts.set(self.texts)
        for coder in (self.ann, self.bob):
            RoundCoder.objects.create(round=made, coder=coder)
        return made


@pytest.fixture
def pair() -> Pair:
    return Pair()


@pytest.fixture
def client_of_ann(pair: Pair) -> Client:
    return signed_in(pair.ann)


def shown(
    client: Client, pair: Pair, name: str = "coding:agreement", *parts: object, **more: str
) -> str:
    answer = client.get(page(name, pair.programme, *parts), more)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def told(client: Client, pair: Pair, **more: str) -> dict[str, Any]:
    answer = client.get(page("coding:agreement_json", pair.programme), more)
    return dict(json.loads(answer.content))


def test_one_coder_alone_is_told_what_is_missing(pair: Pair, client_of_ann: Client) -> None:
    pair.code(pair.ann, 0)

    assert "One coder so far" in shown(client_of_ann, pair)


def test_each_code_has_its_units_texts_figures_and_their_ranges(
    pair: Pair, client_of_ann: Client
) -> None:
    pair.disagree()

    content = shown(client_of_ann, pair)

    assert "4 answers in 2 texts" in content
    assert "marked in 3 of 8 judgements" in content
    assert "0.53" in content  # alpha
    assert "0.50" in content  # kappa
    assert "coding/agreement.css" in content
    codes = told(client_of_ann, pair)["codes"]
    grp = next(code for code in codes if code["code_key"] == "grp")
    assert (grp["answers"], grp["texts"], grp["differing"], grp["another_code"]) == (4, 2, 1, 1)
    assert round(grp["kappa"]["value"], 3) == 0.5


def test_a_code_nobody_used_is_not_estimable(pair: Pair, client_of_ann: Client) -> None:
    pair.disagree()

    assert "codes nobody used in these texts: not estimable" in shown(client_of_ann, pair)


def test_every_figure_opens_the_answers_that_differ_side_by_side(
    pair: Pair, client_of_ann: Client
) -> None:
    pair.disagree()

    content = shown(client_of_ann, pair, "coding:agreement_code", "grp")

    assert content.count('<article class="card compared">') == 1
    assert f'<mark class="coded in-context-mark">{GROUPS}</mark>' in content
    assert "On these words:" in content
    assert "another code" in content
    assert page("coding:text", pair.programme, pair.texts[1].pk) in content


def test_every_answer_compared_can_be_listed(pair: Pair, client_of_ann: Client) -> None:
    pair.disagree()

    content = shown(client_of_ann, pair, "coding:agreement_code", "grp", answers="all")

    assert content.count('<article class="card compared">') == 4


def test_other_ends_stand_beside_and_lower_nothing(pair: Pair, client_of_ann: Client) -> None:
    pair.code(pair.ann, 0)
    pair.code(pair.bob, 0, f"{GROUPS} {MARKS}")

    (grp,) = told(client_of_ann, pair)["codes"]

    assert (grp["differing"], grp["boundary"], grp["alpha"]["value"]) == (0, 1, 1)
    assert "other ends" in shown(client_of_ann, pair, "coding:agreement_code", "grp")


def test_nothing_differs_is_said(pair: Pair, client_of_ann: Client) -> None:
    for coder in (pair.ann, pair.bob):
        pair.code(coder, 0)

    content = shown(client_of_ann, pair, "coding:agreement_code", "grp")

    assert "Nothing differs here" in content
    assert "no range: needs two texts" in content


def test_who_did_not_read_a_text_says_nothing_of_it(pair: Pair, client_of_ann: Client) -> None:
    pair.code(pair.ann, 0)
    pair.code(pair.bob, 0)
    pair.code(pair.ann, 1)

    (grp,) = told(client_of_ann, pair)["codes"]

    assert (grp["texts"], grp["differing"]) == (1, 0)


# --- rounds ----------------------------------------------------------------------------------


def test_nothing_of_a_blind_round_is_compared_before_it_is_revealed(
    pair: Pair, client_of_ann: Client
) -> None:
    hidden = pair.round()
    pair.disagree()
    RoundCoder.objects.filter(round=hidden, coder=pair.ann).update(submitted_at=NOON)

    content = shown(client_of_ann, pair, round=str(hidden.key))

    assert "This round is still blind" in content
    assert "1 of 2 coders is through." in content
    assert "Bob Birch" in content
    assert "This round is still blind" in shown(
        client_of_ann, pair, "coding:agreement_code", "grp", round=str(hidden.key)
    )
    assert "One coder so far" in shown(client_of_ann, pair)
    for more in ({}, {"round": str(hidden.key)}):
        assert told(client_of_ann, pair, **more) == {"coders": [], "texts": 0, "codes": []}


def test_a_text_somebody_codes_blind_is_in_no_comparison_of_theirs(
    pair: Pair, client_of_ann: Client
) -> None:
    pair.disagree()
    hidden = pair.round()
    RoundCoder.objects.filter(round=hidden, coder=pair.bob).delete()

    assert told(client_of_ann, pair)["texts"] == 0
    assert told(signed_in(pair.bob), pair)["texts"] == 2


def test_once_revealed_silence_of_who_is_through_is_a_no(
    pair: Pair, client_of_ann: Client
) -> None:
    revealed = pair.round()
    pair.code(pair.ann, 0)
    RoundCoder.objects.filter(round=revealed).update(submitted_at=NOON)
    CodingRound.objects.filter(pk=revealed.pk).update(
        revealed_at=NOON, state=RoundState.SETTLING
    )

    (grp,) = told(client_of_ann, pair, round=str(revealed.key))["codes"]

    assert (grp["answers"], grp["differing"], grp["missing"]) == (4, 1, 1)


def test_settling_a_difference_updates_the_figure(pair: Pair, client_of_ann: Client) -> None:
    settling = pair.round(is_blind=False)
    pair.disagree()
    CodingRound.objects.filter(pk=settling.pk).update(state=RoundState.SETTLING)
    before = told(client_of_ann, pair)["codes"][0]

    own = Coding.objects.get(coder=pair.ann, revision=pair.answer(1))
    Coding.objects.create(
        revision=own.revision,
        start=own.start,
        end=own.end,
        code=own.code,
        pole=own.pole,
        coder=pair.bob,
        layer=Layer.SETTLED,
        round=settling,
    )
    after = next(
        code for code in told(client_of_ann, pair)["codes"] if code["code_key"] == "grp"
    )

    assert (before["settled"], before["alpha_after_settling"]) == (0, None)
    assert (after["settled"], after["alpha_after_settling"]["value"]) == (1, 1)
    assert after["alpha"]["value"] < 1
    assert "after settling" in shown(client_of_ann, pair)
    assert "settled: it applies" in shown(client_of_ann, pair, "coding:agreement_code", "grp")


def test_in_a_closed_round_what_was_not_settled_does_not_apply(
    pair: Pair, client_of_ann: Client
) -> None:
    closed = pair.round(is_blind=False)
    pair.disagree()
    CodingRound.objects.filter(pk=closed.pk).update(state=RoundState.CLOSED)

    asm = next(code for code in told(client_of_ann, pair)["codes"] if code["code_key"] == "asm")

    assert asm["settled"] == 1
    assert "settled: it does not apply" in shown(
        client_of_ann, pair, "coding:agreement_code", "asm"
    )


@pytest.mark.parametrize("key", ["nonsense", "0d6f0d53-6d63-4b4c-8f3a-000000000000"])
def test_a_round_that_is_not_here_is_not_found(
    pair: Pair, client_of_ann: Client, key: str
) -> None:
    answer = client_of_ann.get(page("coding:agreement", pair.programme), {"round": key})

    assert answer.status_code == 404


# --- the stance ------------------------------------------------------------------------------


def test_under_the_reflexive_stance_no_page_or_file_holds_a_coefficient(
    pair: Pair, client_of_ann: Client
) -> None:
    pair.disagree()
    operations.write_memo(
        about=Code.objects.get(programme=pair.programme, key="grp"),
        says=MemoWords(kind="IDEA", words="Groups are two things here."),
        at=NOON,
        by=pair.bob,
    )
    client_of_ann.post(
        page("coding:choose_stance", pair.programme), {"stance": Stance.REFLEXIVE}
    )

    pages = [
        shown(client_of_ann, pair),
        shown(client_of_ann, pair, "coding:agreement_code", "grp"),
        shown(client_of_ann, pair, "coding:agreement_csv"),
        json.dumps(told(client_of_ann, pair)),
    ]

    for name in ("alpha", "kappa", "AC1", "ac1", "Positive", "positive", "0.5"):
        assert not any(name in content for content in pages), name
    assert "another code" in pages[0]
    assert "Groups are two things here." in pages[1]
    assert told(client_of_ann, pair)["codes"][0]["differing"] == 1
    assert AuditEvent.objects.filter(verb="chose the analytic stance REFLEXIVE").exists()


def test_a_stance_that_is_none_changes_nothing(pair: Pair, client_of_ann: Client) -> None:
    client_of_ann.post(page("coding:choose_stance", pair.programme), {"stance": "WHATEVER"})

    pair.disagree()
    assert "alpha" in told(client_of_ann, pair)["codes"][0]


def test_only_who_edits_the_codebook_chooses_a_stance(pair: Pair) -> None:
    viewer = make_member(pair.programme, Role.VIEWER, name="Vera Vale")

    with pytest.raises(NotYours):
        operations.choose_stance(
            programme=pair.programme, stance=Stance.REFLEXIVE, at=NOON, by=viewer
        )


# --- files -----------------------------------------------------------------------------------


def test_the_table_says_why_a_figure_is_empty_and_who_took_it_is_written_down(
    pair: Pair, client_of_ann: Client
) -> None:
    pair.code(pair.ann, 0)
    pair.code(pair.bob, 0)
    make_coding(pair.answer(0, 3), GROUPS, by=pair.ann)
    make_coding(pair.answer(0, 3), GROUPS, by=pair.bob)

    answer = client_of_ann.get(page("coding:agreement_csv", pair.programme))

    header, line = answer.content.decode("utf-8-sig").splitlines()
    row = dict(zip(header.split(","), line.split(","), strict=False))
    assert (row["code_key"], row["answers"], row["alpha"]) == ("grp", "2", "")
    assert row["alpha_not_estimable"] == "every coder said the same of every unit"
    assert AuditEvent.objects.filter(verb__contains="agreement of coders").exists()


@pytest.mark.parametrize("texts", [1, 3])
def test_a_page_asks_as_many_questions_for_many_texts_as_for_few(
    texts: int, django_assert_max_num_queries: Any
) -> None:
    pair = Pair(texts)
    for number in range(texts):
        pair.code(pair.ann, number)
        pair.code(pair.bob, number, MARKS)
    client = signed_in(pair.ann)

    with django_assert_max_num_queries(30):
        shown(client, pair)
    with django_assert_max_num_queries(34):
        shown(client, pair, "coding:agreement_code", "grp")
