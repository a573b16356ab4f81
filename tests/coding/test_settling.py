"""Settling differences: the settled layer is its own voice, and every original stays."""

from random import Random

import pytest

from ecotone.coding import operations, queries
from ecotone.coding.choices import Layer, Outcome, Pole, RoundState, Target, Verb
from ecotone.coding.models import Code, Coding, CodingRound, Step
from ecotone.consent.choices import Grant
from ecotone.consent.operations import record_grants, withdraw_participant
from ecotone.engine.agreement import Kind
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import Role
from tests.factories.coding import make_coder, make_coding, make_revision, make_speaker
from tests.factories.foundation import NOON, make_member
from tests.factories.rounds import Two, begin, open_round, two_coders

pytestmark = pytest.mark.django_db


class Differing:
    """Robin and Colm differ about one text, in four ways, and are about to settle."""

    def __init__(self) -> None:
        self.two = two_coders()
        self.round = open_round(self.two)
        self.robins("We plan the work in groups")
        self.colms("We plan the work")
        self.robins("Each of them")
        self.colms("Each of them", pole=Pole.ASKS)
        self.robins("marks the others")
        self.colms("marks the others", code="asm")
        self.robins("took me years")
        begin(self.two, self.round)

    def robins(self, words: str) -> None:
        make_coding(self.two.text, words, by=self.two.robin)

    def colms(self, words: str, *, pole: Pole = Pole.GIVES, code: str = "grp") -> None:
        make_coding(self.two.text, words, by=self.two.colm, pole=pole, code=code)

    @property
    def differences(self) -> list[queries.DifferenceToSettle]:
        return queries.differences_in(self.round, self.two.text.response.conversation)

    def settle(self, number: int, *coders: str) -> Step:
        """Settle one difference by keeping what these coders, by initials, put there."""
        difference = self.differences[number]
        return operations.settle(
            coding_round=self.round,
            codings=difference.codings,
            keep=[one for one in difference.codings if one.coder.initials in coders],
            at=NOON,
            by=self.two.robin,
        )

    def undo(self) -> Step | None:
        return operations.undo_last(programme=self.two.study, at=NOON, by=self.two.robin)

    def settled(self) -> list[tuple[str, str, str]]:
        found = Coding.objects.filter(layer=Layer.SETTLED, is_removed=False)
        rows = found.select_related("code", "revision").order_by("start", "end", "pk")
        return [
            (one.revision.passage(one.start, one.end), one.code.key, one.pole) for one in rows
        ]

    def outcomes(self) -> list[str]:
        rows = Coding.objects.filter(layer=Layer.CODER).order_by("pk")
        return [coding.outcome for coding in rows]


@pytest.fixture
def differing() -> Differing:
    return Differing()


def test_differences_are_listed_in_reading_order_with_their_kind(differing: Differing) -> None:
    differences = differing.differences

    told = [(found.kind, found.words, len(found.codings)) for found in differences]
    assert told == [
        (Kind.BOUNDARY, "We plan the work in groups", 2),
        (Kind.POLE, "Each of them", 2),
        (Kind.CODE, "marks the others", 2),
        (Kind.MISSING, "took me years", 1),
    ]
    assert [coder.name for coder in differences[3].missing] == ["Colm Reid"]
    assert [found.is_decided for found in differences] == [False] * 4
    assert queries.undecided_count(differing.round) == 4


def test_nothing_of_a_secret_round_is_listed() -> None:
    two = two_coders()
    opened = open_round(two)
    make_coding(two.text, "in groups", by=two.robin)

    differences = queries.differences_in(opened, two.text.response.conversation)

    assert differences == []
    assert queries.outcomes_for(two.robin, opened) == []


@pytest.mark.parametrize(
    ("kept", "settled", "outcomes"),
    [
        (("RB",), ["We plan the work in groups"], [Outcome.KEPT, Outcome.CHANGED]),
        (("CR",), ["We plan the work"], [Outcome.CHANGED, Outcome.KEPT]),
        (("RB", "CR"), ["We plan the work in groups"], [Outcome.KEPT, Outcome.CHANGED]),
        ((), [], [Outcome.LEFT, Outcome.LEFT]),
    ],
)
def test_a_difference_is_settled_by_keeping_one_both_or_none(
    differing: Differing, kept: tuple[str, ...], settled: list[str], outcomes: list[str]
) -> None:
    differing.settle(0, *kept)

    assert [words for words, _code, _pole in differing.settled()] == settled
    assert differing.outcomes()[:2] == outcomes
    assert queries.undecided_count(differing.round) == 3
    assert [len(found.settled) for found in differing.differences] == [len(settled), 0, 0, 0]


def test_both_codes_on_the_same_words_are_kept_side_by_side(differing: Differing) -> None:
    differing.settle(2, "RB", "CR")

    assert {code for _words, code, _pole in differing.settled()} == {"asm", "grp"}
    assert differing.outcomes()[4:6] == [Outcome.KEPT, Outcome.KEPT]


def test_originals_keep_their_words_code_pole_and_coder(differing: Differing) -> None:
    before = list(Coding.objects.order_by("pk").values_list("start", "end", "code", "coder"))

    for number in range(4):
        differing.settle(number, "CR")

    originals = Coding.objects.filter(layer=Layer.CODER, is_removed=False).order_by("pk")
    assert list(originals.values_list("start", "end", "code", "coder")) == before


def test_a_difference_is_settled_by_something_nobody_said(differing: Differing) -> None:
    text = differing.two.text
    start = text.text.index("the work in groups")
    instead = operations.Marking(
        text, start, start + 18, Code.objects.get(key="asm"), Pole.ASKS, Target.COLLEAGUES
    )

    operations.settle_otherwise(
        coding_round=differing.round,
        codings=differing.differences[0].codings,
        instead=instead,
        at=NOON,
        by=differing.two.colm,
    )

    assert differing.settled() == [("the work in groups", "asm", Pole.ASKS)]
    assert differing.outcomes()[:2] == [Outcome.CHANGED, Outcome.CHANGED]
    assert Coding.objects.get(layer=Layer.SETTLED).coder == differing.two.colm


def test_something_else_lies_in_the_same_text_under_a_code_in_use(differing: Differing) -> None:
    other = make_revision(make_speaker(differing.two.study, pseudonym="Tom"))
    code = Code.objects.get(key="asm")
    elsewhere = operations.Marking(other, 0, 7, code, Pole.GIVES)
    here = operations.Marking(differing.two.text, 0, 7, code, Pole.GIVES)
    Code.objects.filter(pk=code.pk).update(is_retired=True)

    for instead in (elsewhere, here):
        with pytest.raises(Refused):
            operations.settle_otherwise(
                coding_round=differing.round,
                codings=differing.differences[0].codings,
                instead=instead,
                at=NOON,
                by=differing.two.robin,
            )

    assert differing.settled() == []


def test_one_undo_takes_a_settlement_back_and_one_redo_brings_it_again(
    differing: Differing,
) -> None:
    differing.settle(0, "RB")

    undone = differing.undo()
    after_undo = differing.settled(), differing.outcomes()[:2]
    operations.redo(programme=differing.two.study, at=NOON, by=differing.two.robin)

    assert undone is not None
    assert undone.verb == Verb.SETTLED
    assert after_undo == ([], ["", ""])
    assert len(differing.settled()) == 1
    assert differing.outcomes()[:2] == [Outcome.KEPT, Outcome.CHANGED]


def test_what_was_settled_is_settled_otherwise_and_undone_step_by_step(
    differing: Differing,
) -> None:
    differing.settle(0, "RB")
    differing.settle(0, "CR")
    second = differing.settled()

    differing.undo()
    first = differing.settled()
    differing.undo()

    assert [words for words, _code, _pole in second] == ["We plan the work"]
    assert [words for words, _code, _pole in first] == ["We plan the work in groups"]
    assert differing.settled() == []


def test_forty_settlements_taken_back_one_by_one_leave_what_stood_before(
    differing: Differing,
) -> None:
    chance = Random(4)  # noqa: S311  # the same settlements every time
    choices = [("RB",), ("CR",), ("RB", "CR"), ()]
    stood = []
    for _time in range(40):
        stood.append((differing.settled(), differing.outcomes()))
        differing.settle(chance.randrange(4), *chance.choice(choices))

    found = []
    while differing.undo() is not None and len(found) < len(stood):
        found.append((differing.settled(), differing.outcomes()))

    assert found == stood[::-1]


def test_neither_settled_by_somebody_without_codings_there_is_undone_too(
    differing: Differing,
) -> None:
    broker = make_member(differing.two.study, Role.BROKER)
    difference = differing.differences[3]
    operations.settle(
        coding_round=differing.round, codings=difference.codings, keep=(), at=NOON, by=broker
    )
    decided = differing.outcomes()[-1]

    operations.undo_last(programme=differing.two.study, at=NOON, by=broker)

    assert (decided, differing.outcomes()[-1]) == (Outcome.LEFT, "")


def test_undo_reaches_no_settlement_of_a_closed_round(differing: Differing) -> None:
    for number in range(4):
        differing.settle(number, "RB")
    operations.close_round(coding_round=differing.round, at=NOON, by=differing.two.robin)

    undone = differing.undo()
    counted = queries.counted_codings(differing.two.study).count()
    operations.reopen_round(coding_round=differing.round, at=NOON, by=differing.two.robin)

    assert (undone, counted) == (None, 4)
    assert differing.undo() is not None


def test_what_cannot_be_settled_now_is_refused(differing: Differing) -> None:
    stale = differing.differences[3].codings
    codings = differing.differences[0].codings
    others = differing.differences[1].codings
    settle = {"coding_round": differing.round, "at": NOON, "by": differing.two.robin}

    with pytest.raises(Refused, match="another one by now"):
        operations.settle(codings=codings, keep=others, **settle)
    Coding.objects.filter(pk=stale[0].pk).update(is_removed=True)
    with pytest.raises(Refused, match="another one by now"):
        operations.settle(codings=stale, keep=(), **settle)
    with pytest.raises(Refused, match="another one by now"):
        operations.settle(codings=(), keep=(), **settle)
    viewer = make_member(differing.two.study, Role.VIEWER)
    with pytest.raises(NotYours):
        operations.settle(codings=codings, keep=(), **{**settle, "by": viewer})
    CodingRound.objects.update(state=RoundState.CLOSED)
    with pytest.raises(Refused, match="is not being settled now"):
        operations.settle(codings=codings, keep=(), **settle)

    assert set(differing.outcomes()) == {""}


def test_what_somebody_else_settled_meanwhile_is_not_settled_over(differing: Differing) -> None:
    looked_at = differing.differences[0]
    differing.settle(0, "RB")

    with pytest.raises(Refused, match="another one by now"):
        operations.settle(
            coding_round=differing.round,
            codings=looked_at.codings,
            keep=(),
            at=NOON,
            by=differing.two.colm,
        )

    assert [words for words, _code, _pole in differing.settled()] == [looked_at.words]


def test_each_coder_sees_how_theirs_was_settled(differing: Differing) -> None:
    differing.settle(0, "RB")
    differing.settle(3)

    robins = queries.outcomes_for(differing.two.robin, differing.round)
    colms = queries.outcomes_for(differing.two.colm, differing.round)

    assert [told.outcome for told in robins] == [Outcome.KEPT, None, None, Outcome.LEFT]
    assert [told.outcome for told in colms] == [Outcome.CHANGED, None, None]
    assert [len(told.settled) for told in colms] == [1, 0, 0]
    assert colms[0].settled[0].end > colms[0].coding.end


def test_a_closed_round_counts_once_in_gives_and_asks_and_in_the_codebook(
    differing: Differing,
) -> None:
    study = differing.two.study
    speaker = differing.two.text.response.conversation.participant
    record_grants(participant=speaker, answers={Grant.MATCHING: True}, at=NOON, by=None)
    before = gives_and_uses(differing)
    for number in range(3):
        differing.settle(number, "CR")
    differing.settle(3)

    operations.close_round(coding_round=differing.round, at=NOON, by=differing.two.robin)

    assert before == (7, 7)
    assert gives_and_uses(differing) == (3, 3)
    poles = {passage.pole for passage in queries.matching_passages(study)}
    assert poles == {Pole.GIVES, Pole.ASKS}


def gives_and_uses(differing: Differing) -> tuple[int, int]:
    study = differing.two.study
    uses = sum(sum(entry.uses.values()) for entry in queries.codebook(study))
    return queries.matching_codings(study).count(), uses


def test_agreement_counts_a_difference_settled_as_neither(differing: Differing) -> None:
    code = Code.objects.get(key="asm")
    robin, study = differing.two.robin, differing.two.study
    open_still = queries.compared_in(study, reader=robin)
    differing.settle(2)

    decided = queries.compared_in(study, reader=robin)

    (unit,) = decided.coded.units
    assert open_still.decision_on(unit, str(code.pk)) is None
    assert decided.decision_on(unit, str(code.pk)) is False
    (told,) = queries.agreement_about(decided, [code])
    assert (told.differing, told.settled) == (1, 1)


def test_whoever_leaves_takes_both_layers_with_them(differing: Differing) -> None:
    differing.settle(0, "RB")
    speaker = differing.two.text.response.conversation.participant

    withdraw_participant(participant=speaker, at=NOON, by=None)

    assert Coding.objects.count() == 0
    assert queries.undecided_count(differing.round) == 0
    operations.close_round(coding_round=differing.round, at=NOON, by=differing.two.robin)


def test_a_settlement_over_many_texts_takes_as_many_queries_as_over_one(
    differing: Differing, django_assert_num_queries
) -> None:
    with django_assert_num_queries(3):
        queries.undecided_count(differing.round)

    two = two_coders_with(differing)
    with django_assert_num_queries(3):
        assert queries.undecided_count(two) == 3


def two_coders_with(differing: Differing) -> CodingRound:
    """Open a second round over three texts, in each of which something is missing."""
    two = differing.two
    dee = make_coder(two.study, name="Dee Early")
    pair = Two(two.study, two.robin, dee, two.text)
    texts = [
        make_revision(make_speaker(two.study, pseudonym=name)) for name in ("Tom", "Una", "Vi")
    ]
    opened = open_round(pair, *texts, name="Second")
    for text in texts:
        make_coding(text, "in groups", by=dee)
    begin(pair, opened)
    return opened
