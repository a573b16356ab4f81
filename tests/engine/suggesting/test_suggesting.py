"""Suggestions: what made them, when there are none, and how often they are right."""

import pytest

from ecotone.engine.suggesting import Silence, Worked, learn, measured, suggest
from ecotone.engine.suggesting.asking import LOWEST_SCORE, MOST_SUGGESTED

MARKING = [Worked(f"pupils mark the work of others, week {n}", "peer") for n in range(10)]
PLANNING = [Worked(f"plan lessons in teams on paper, term {n}", "teams") for n in range(10)]
TALKING = [Worked("talking about lessons over lunch in teams", "talk")] * 3
EARLIER = [*MARKING, *PLANNING, *TALKING]


def codes_for(words: str, **how: object) -> list[object]:
    return [found.code for found in suggest(learn(EARLIER), words, **how).suggestions]


def test_a_code_is_suggested_with_the_words_that_made_it_as_they_stand() -> None:
    (found,) = suggest(learn(EARLIER), "My PUPILS mark each piece of Work.").suggestions

    assert found.code == "peer"
    assert found.shared == ("mark", "PUPILS", "Work")
    assert found.passages == 10
    assert LOWEST_SCORE <= found.score <= 1


def test_the_same_words_again_score_nearly_one() -> None:
    (first, *_rest) = suggest(learn(EARLIER), TALKING[0].words).suggestions

    assert first.code == "talk"
    assert first.score == pytest.approx(1.0)


def test_nearer_codes_come_first_and_those_left_out_do_not_come() -> None:
    words = "lessons over lunch, planned in teams on paper"

    assert codes_for(words) == ["talk", "teams"]
    assert codes_for(words, leaving_out={"talk"}) == ["teams"]


def test_equal_scores_stand_in_the_order_of_first_use() -> None:
    same = [
        Worked("pupils mark work", code) for code in ("b", "a", "d", "c") for _n in range(5)
    ]

    found = suggest(learn(same), "pupils mark work").suggestions

    assert [one.code for one in found] == ["b", "a", "d"]
    assert len(found) == MOST_SUGGESTED


@pytest.mark.parametrize(
    ("words", "silence"),
    [
        ("and so it was", Silence.FEW_WORDS),
        ("lunch", Silence.FEW_WORDS),
        ("nobody ever wrote anything similar", Silence.NOTHING_LIKE_IT),
        ("lunch without anybody present today", Silence.NOTHING_LIKE_IT),
        ("", Silence.FEW_WORDS),
    ],
)
def test_nothing_is_said_of_a_passage_that_is_like_no_other(
    words: str, silence: Silence
) -> None:
    answer = suggest(learn(EARLIER), words)

    assert (answer.suggestions, answer.silence) == ((), silence)
    assert answer.rests_on == len(EARLIER)


@pytest.mark.parametrize("number", [0, 1, 19])
def test_nothing_is_said_before_there_is_enough_to_learn_from(number: int) -> None:
    answer = suggest(learn(EARLIER[:number]), "pupils mark work")

    assert (answer.suggestions, answer.silence) == ((), Silence.LITTLE_WORK)


def test_a_code_used_twice_is_not_suggested_yet() -> None:
    visit = Worked("a visit to the planetarium with telescopes", "trip")

    answer = suggest(learn([*EARLIER, visit, visit]), visit.words)

    assert answer.silence == Silence.NOTHING_LIKE_IT


def test_passages_without_a_word_of_content_are_learnt_from_without_harm() -> None:
    empty = [Worked("and so on", "peer"), Worked("", "teams")]

    answer = suggest(learn([*EARLIER, *empty]), "pupils mark work")

    assert answer.suggestions[0].code == "peer"
    assert answer.rests_on == len(EARLIER) + 2


def test_learning_a_little_more_is_learning_anew_and_forgets_what_went() -> None:
    before = learn([*EARLIER, Worked("a word of somebody who left", "peer")])
    more = [*EARLIER, Worked("one passage more about lunch", "talk")]

    after, anew = learn(more, before=before), learn(more)

    assert suggest(after, "lunch in teams") == suggest(anew, "lunch in teams")
    assert after.counted == anew.counted
    assert "a word of somebody who left" not in after.counted


def test_what_is_measured_was_not_learnt_from() -> None:
    answers = measured([EARLIER, [Worked("pupils mark some work", "peer")], MARKING])

    assert answers.passages == 21 + 1 + 10  # the same words in one pile are one passage
    assert measured([EARLIER]).precision_at_3 is None
    assert measured([EARLIER]).helped_when_answered is None


def test_a_right_suggestion_counts_beside_the_codes_used_most() -> None:
    rare = [Worked("telescopes show the moon", "moon")] * 3
    often = [Worked(f"number {n} of something", code) for code in "abc" for n in range(9)]

    result = measured([rare, [*often, *rare]])

    assert (result.precision_at_3, result.helped_when_answered) == (1.0, 1.0)
    assert (result.most_used_right, result.passages) == (1, 11)
    assert result.most_used_precision == 1 / 33
    assert measured([]).most_used_precision is None
